import { problemAnswer, type Answer } from '#gateway/http.ts';

/** A request the document does not allow; the server turns it into its answer. */
export class BadRequest extends Error {
  readonly answer: Answer;
  constructor(title: string) {
    super(title);
    this.answer = problemAnswer(400, 'bad-request', { title });
  }
}

/** Where the last page ended. Cursors are opaque to stations; here they are row numbers. */
export function cursorOf(query: URLSearchParams): number {
  const text = query.get('cursor');
  if (text === null) return 0;
  if (!/^\d{1,15}$/.test(text)) throw new BadRequest('cursor not from this gateway');
  return Number(text);
}

export function pageSize(query: URLSearchParams, most: number): number {
  const text = query.get('limit');
  if (text === null) return most;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new BadRequest('limit must be between 1 and 9999');
  return Math.min(most, Number(text));
}

/** Pages are bounded by bytes too, so that a bad line gets each page whole; the first row always fits. */
export function withinBytes<Row extends { readonly bytes: Uint8Array }>(rows: Iterable<Row>, most: number): Row[] {
  const page: Row[] = [];
  let size = 0;
  for (const row of rows) {
    size += row.bytes.length;
    if (page.length > 0 && size > most) break;
    page.push(row);
  }
  return page;
}
