import { answerKinds, answerRequest } from '#contract/gateway-api.ts';
import type { Header } from '#core/exchange/header.ts';
import { type Context, type Handler } from '#gateway/context.ts';
import { cursorOf, pageSize, withinBytes } from '#gateway/cursor.ts';
import { addEvent } from '#gateway/events.ts';
import { json, nothing, problemAnswer } from '#gateway/http.ts';
import { readJson } from '#gateway/json-body.ts';

/** Most bytes of documents in one page, before base64. */
const pageBytes = 4 * 1024 * 1024;

type WorkRow = {
  readonly seq: number;
  readonly id: string;
  readonly assigned_to: string | null;
  readonly due_at: string | null;
  readonly arrived_at: string;
  readonly source: string;
  readonly sha256: string;
  readonly bytes: Buffer;
};

export const listWork: Handler = ({ ledger }, { participant, query }) => {
  const after = cursorOf(query);
  const rows = withinBytes(
    ledger
      .prepare<[string, number, number], WorkRow>(
        'select * from work where (country is null or country = ?) and seq > ? order by seq limit ?',
      )
      .iterate(participant.country, after, pageSize(query, 100)),
    pageBytes,
  );
  return json(200, {
    items: rows.map((row) => ({
      id: row.id,
      document: row.bytes.toString('base64'),
      sha256: row.sha256,
      assignedTo: row.assigned_to,
      dueAt: row.due_at,
      arrivedAt: row.arrived_at,
      source: row.source,
    })),
    cursor: String(rows.at(-1)?.seq ?? after),
  });
};

type InboundRow = {
  readonly seq: number;
  readonly id: string;
  readonly header: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly arrived_at: string;
};

export const listInbound: Handler = ({ ledger }, { participant, query }) => {
  const after = cursorOf(query);
  const rows = withinBytes(
    ledger
      .prepare<[string, number, number], InboundRow>('select * from inbound where country = ? and seq > ? order by seq limit ?')
      .iterate(participant.country, after, pageSize(query, 100)),
    pageBytes,
  );
  return json(200, {
    documents: rows.map((row) => ({
      id: row.id,
      header: JSON.parse(row.header) as Header,
      document: row.bytes.toString('base64'),
      sha256: row.sha256,
      arrivedAt: row.arrived_at,
    })),
    cursor: String(rows.at(-1)?.seq ?? after),
  });
};

const eventOfAnswer = {
  receivedCorrectly: 'receivedCorrectly',
  receivedWithErrors: 'receivedWithErrors',
  used: 'used',
  replacementAsked: 'replacementAsked',
  refused: 'rejected',
} as const;
type AnswerKind = keyof typeof eventOfAnswer;

/** What the receiving country says of a document; told once to the sender however often it is sent. */
export const answerInbound: Handler = async (context, { http, participant, places }) => {
  const kind = answerKinds.find((one) => one === places['kind']);
  const id = places['id'] ?? '';
  if (!kind) return problemAnswer(404, 'unknown-answer', { title: `no answer of this kind; one of ${answerKinds.join(', ')}` });
  const body = await readJson(http, answerRequest);
  if (!body.ok) return body.answer;
  const row = context.ledger
    .prepare<[string, string], { document_id: string; sha256: string; delivery: number | null }>(
      `select json_extract(header, '$.documentId') as document_id, sha256, delivery from inbound where id = ? and country = ?`,
    )
    .get(id, participant.country);
  if (!row) return problemAnswer(404, 'unknown-document', { title: 'no such inbound document for this country' });
  context.ledger.transaction(() => {
    const { changes } = context.ledger
      .prepare('insert into answers (inbound, kind, at, text, faults) values (?, ?, ?, ?, ?) on conflict do nothing')
      .run(id, kind, body.value.at, body.value.text, JSON.stringify(body.value.faults));
    if (changes === 1 && row.delivery !== null) tellSender(context, row.delivery, kind, body.value);
  })();
  return nothing();
};

type AnswerBody = { readonly at: string; readonly text: string | null; readonly faults: readonly { code: string; message: string }[] };

function tellSender(context: Context, delivery: number, kind: AnswerKind, { at, text, faults }: AnswerBody): void {
  const sent = context.ledger
    .prepare<[number], { owner: string; receiver_country: string; document_id: string; sha256: string }>(
      'select owner, receiver_country, document_id, sha256 from deliveries where seq = ?',
    )
    .get(delivery);
  if (!sent) return;
  const event = eventOfAnswer[kind];
  if (event === 'receivedCorrectly' || event === 'receivedWithErrors' || event === 'rejected') {
    const acknowledgement = { code: event === 'receivedCorrectly' ? 'RCB' : 'ERR', text: text ?? '', at, faults };
    context.ledger.prepare('update deliveries set acknowledgement = ? where seq = ?').run(JSON.stringify(acknowledgement), delivery);
  }
  addEvent(context, {
    owner: sent.owner,
    at,
    source: sent.receiver_country,
    documentId: sent.document_id,
    sha256: sent.sha256,
    kind: event,
    text,
    faults,
  });
}
