import type { LineAnswer } from '#main/gateway/https-line.ts';

const whole = 100;

/**
 * How many rows to ask for. A page that did not come whole is asked for again a quarter the size, so that even a line
 * that breaks every few seconds brings one document at a time; pages that arrive grow again.
 */
export type Paging = {
  query(cursor: string | null): string;
  heard(answer: LineAnswer): void;
};

export function createPaging(): Paging {
  let limit = whole;
  return {
    query(cursor) {
      const parts = [...(cursor === null ? [] : [`cursor=${encodeURIComponent(cursor)}`]), ...(limit < whole ? [`limit=${limit}`] : [])];
      return parts.length === 0 ? '' : `?${parts.join('&')}`;
    },
    heard(answer) {
      if (answer.kind === 'answer') limit = Math.min(whole, limit * 2);
      else if (answer.mayHaveArrived) limit = Math.max(1, Math.floor(limit / 4));
    },
  };
}
