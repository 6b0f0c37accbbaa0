import { contingencyFor } from '#core/contingency-scope.ts';
import { numberedKindOf } from '#core/documents/granted-numbers.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { openDraft } from '#main/station/drafts.ts';
import { areNumbersExpired } from '#main/station/prepare-contingency.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * The next number of the range granted for what is being drafted, while a contingency is declared for where it goes; null when the
 * range is used up.
 */
export function contingencyNumber(station: Station, id: string): Result<{ number: string | null }> {
  const open = station.store.contingency.open();
  if (!open.ok) return open;
  const action = 'contingencyNumber';
  if (open.value.length === 0) return failed({ code: 'stateForbids', state: 'none', action });
  const draft = openDraft(station, id);
  if (!draft.ok) return draft;
  const { row, values, reading } = draft.value;
  if (contingencyFor(open.value, reading.destination) === null) return failed({ code: 'stateForbids', state: 'none', action });
  const type = station.documentTypes.find((one) => one.id === row.type);
  const kind = type ? numberedKindOf(type, values) : null;
  if (kind === null) return failed({ code: 'stateForbids', state: row.type, action });
  if (areNumbersExpired(station, kind)) return done({ number: null });
  const number = station.store.contingency.takeNumber({ kind, subject: id, at: now(station), by: station.by() });
  return number.ok ? done({ number: number.value }) : number;
}
