import { type Result, done, failed } from '#core/failure.ts';
import { type IncomingEvent, type IncomingState, nextIncoming } from '#core/lifecycle.ts';
import type { Verdict } from '#core/trust.ts';
import type { Json } from '#main/ports/store.ts';
import type { IncomingStore } from '#main/ports/store-incoming.ts';
import type { Step } from '#main/ports/store-outgoing.ts';
import { canonicalJson, jsonText } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { indexWords } from '#main/store/search-text.ts';
import { summarySets, summaryValues } from '#main/store/summary-columns.ts';

type Judged = Parameters<IncomingStore['judge']>[0];
export type IncomingMove = { readonly from: IncomingState; readonly to: IncomingState };

const judgedEvent: Readonly<Record<Verdict, IncomingEvent>> = {
  valid: 'judgedValid',
  invalid: 'judgedInvalid',
  undecided: 'judgedUndecided',
};

/** Inside a transaction: every judgement is kept with what it stood on; the state follows the newest. */
export function judgeIncoming(connection: Connection, judged: Judged): Result<IncomingMove> {
  const row = connection.first<{ key: number; state: IncomingState; from_country: string | null }>(
    'SELECT key, state, from_country FROM incoming WHERE id = ?',
    judged.id,
  );
  if (!row) return failed({ code: 'documentNotFound', id: judged.id });
  const at = ownTime(judged.at);
  const { verdict, reasons } = judged.judgement;
  const event = judgedEvent[verdict];
  // undecided again: nothing changes but the reasons
  const to = row.state === 'undecided' && verdict === 'undecided' ? row.state : nextIncoming(row.state, event);
  if (to === null) return failed({ code: 'stateForbids', state: row.state, action: event });
  connection.run(
    'UPDATE incoming SET state = ?, changed_at = ?, verdict = ?, reasons = ?, judged_at = ? WHERE key = ?',
    to,
    at,
    verdict,
    jsonText(reasons),
    at,
    row.key,
  );
  connection.run(
    'INSERT INTO incoming_report (incoming_key, at, report, evidence) VALUES (?, ?, ?, ?)',
    row.key,
    at,
    canonicalJson(judged.report),
    jsonText(judged.evidence),
  );
  if (judged.summary) {
    connection.run(`UPDATE incoming SET ${summarySets}, has_summary = 1 WHERE key = ?`, ...summaryValues(judged.summary), row.key);
    indexWords(connection, 'incoming_search', row.key, judged.summary, row.from_country);
  }
  const detail: Json = { from: row.state, to, verdict, reasons, evidence: judged.evidence.map((piece) => piece.sha256) };
  writeLine(connection, { at, kind: event, subject: judged.id, by: judged.by, detail });
  return done({ from: row.state, to });
}

/** Inside a transaction: one step of the life of an incoming certificate with its journal line. */
export function moveIncoming(connection: Connection, step: Step<IncomingEvent>): Result<IncomingMove> {
  const row = connection.first<{ key: number; state: IncomingState }>('SELECT key, state FROM incoming WHERE id = ?', step.id);
  if (!row) return failed({ code: 'documentNotFound', id: step.id });
  const to = nextIncoming(row.state, step.event);
  if (to === null) return failed({ code: 'stateForbids', state: row.state, action: step.event });
  const at = ownTime(step.at);
  connection.run('UPDATE incoming SET state = ?, changed_at = ? WHERE key = ?', to, at, row.key);
  writeLine(connection, {
    at,
    kind: step.event,
    subject: step.id,
    by: step.by,
    detail: { from: row.state, to, ...(step.detail === undefined ? {} : { detail: step.detail }) },
  });
  return done({ from: row.state, to });
}
