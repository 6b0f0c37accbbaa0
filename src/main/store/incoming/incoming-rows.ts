import type { IncomingState } from '#core/lifecycle.ts';
import type { Judgement } from '#core/trust.ts';
import type { IncomingRow } from '#main/ports/store-incoming.ts';
import { parseJson } from '#main/store/canonical-json.ts';
import { type SummaryColumns, summaryOf } from '#main/store/summary-columns.ts';

export type IncomingColumns = SummaryColumns & {
  readonly key: number;
  readonly id: string;
  readonly gateway_id: string;
  readonly state: IncomingState;
  readonly type: string | null;
  readonly version: string | null;
  readonly has_summary: 0 | 1;
  readonly from_country: string | null;
  readonly header: string;
  readonly arrived_at: string;
  readonly changed_at: string;
  readonly size: number;
  readonly sha256: string;
  readonly same_bytes_as: string | null;
  readonly verdict: Judgement['verdict'] | null;
  readonly reasons: string;
  readonly judged_at: string | null;
};

export function incomingRow(columns: IncomingColumns): IncomingRow {
  return {
    id: columns.id,
    gatewayId: columns.gateway_id,
    number: columns.number,
    type: columns.type,
    version: columns.version,
    state: columns.state,
    summary: columns.has_summary === 1 ? summaryOf(columns) : null,
    fromCountry: columns.from_country,
    arrivedAt: columns.arrived_at,
    changedAt: columns.changed_at,
    sha256: columns.sha256,
    size: columns.size,
    judgement: columns.verdict === null ? null : { verdict: columns.verdict, reasons: parseJson<Judgement['reasons']>(columns.reasons) },
    judgedAt: columns.judged_at,
    sameBytesAs: columns.same_bytes_as,
  };
}
