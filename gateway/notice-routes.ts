import { noticeRequest, rangeRequest } from '#contract/gateway-api.ts';
import { type Handler, ownerOf } from '#gateway/context.ts';
import { cursorOf, pageSize } from '#gateway/cursor.ts';
import { json, nothing, problemAnswer } from '#gateway/http.ts';
import { readJson } from '#gateway/json-body.ts';

/** PUT /v1/notices/{id}: tells another country of a failure or an intermittency, once however often it is sent. */
export const putNotice: Handler = async ({ ledger, now }, { http, participant, places }) => {
  const body = await readJson(http, noticeRequest);
  if (!body.ok) return body.answer;
  const { country, subject, text } = body.value;
  ledger
    .prepare(
      'insert into notices (id, from_owner, from_country, country, subject, text, at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
    )
    .run(places['id'], ownerOf(participant), participant.country, country, subject, text, now().toISOString());
  return nothing();
};

type NoticeRow = {
  readonly seq: number;
  readonly id: string;
  readonly from_country: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
};

export const listNotices: Handler = ({ ledger }, { participant, query }) => {
  const after = cursorOf(query);
  const rows = ledger
    .prepare<[string, number, number], NoticeRow>('select * from notices where country = ? and seq > ? order by seq limit ?')
    .all(participant.country, after, pageSize(query, 200));
  return json(200, {
    notices: rows.map((row) => ({ id: row.id, from: row.from_country, subject: row.subject, text: row.text, at: row.at })),
    cursor: String(rows.at(-1)?.seq ?? after),
  });
};

type RangeRow = {
  readonly id: string;
  readonly document_type: string;
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
  readonly valid_until: string;
};
const validDays = 90;

/** PUT /v1/number-ranges/{id}: numbers a station may give while it has no line. The same id is the same range. */
export const putRange: Handler = async ({ ledger, now }, { http, participant, places }) => {
  const body = await readJson(http, rangeRequest);
  if (!body.ok) return body.answer;
  const { documentType, count } = body.value;
  const owner = ownerOf(participant);
  const id = places['id'] ?? '';
  const find = ledger.prepare<[string, string], RangeRow>('select * from ranges where owner = ? and id = ?');
  const row = ledger.transaction(() => {
    const known = find.get(owner, id);
    if (known) return known;
    const prefix = `${participant.country}-C${documentType}-`;
    const highest =
      ledger.prepare<[string], { last: number | null }>('select max(last) as last from ranges where prefix = ?').get(prefix)?.last ?? 0;
    const validUntil = new Date(now().getTime() + validDays * 86_400_000).toISOString();
    ledger
      .prepare('insert into ranges (owner, id, document_type, prefix, first, last, valid_until) values (?, ?, ?, ?, ?, ?, ?)')
      .run(owner, id, documentType, prefix, highest + 1, highest + count, validUntil);
    return find.get(owner, id);
  })();
  if (!row) return problemAnswer(500, 'unexpected', { title: 'the range was not stored' });
  if (row.document_type !== documentType || row.last - row.first + 1 !== count) {
    return problemAnswer(409, 'key-used', { title: 'this id was used for another range' });
  }
  return json(200, {
    id: row.id,
    documentType: row.document_type,
    prefix: row.prefix,
    first: row.first,
    last: row.last,
    digits: 7,
    validUntil: row.valid_until,
  });
};
