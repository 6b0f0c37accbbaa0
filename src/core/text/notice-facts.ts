import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import type { Words } from '#core/finding.ts';

/** What fills the sentences of a notice in. */
export type NoticeFacts = {
  readonly number?: string;
  /** what somebody wrote: a reason, a fault; `why` where it is ours, in both languages */
  readonly detail?: string;
  readonly why?: Words;
  readonly since?: string;
  /** the same as it was kept, for whoever counts from it */
  readonly beganAt?: string;
  /** the one country it is about, where it may be about the whole line */
  readonly scope?: string;
  /** it is there, and answers that it is busy */
  readonly isBusy?: boolean;
  readonly count?: number;
  /** not everything could be read */
  readonly isPartial?: boolean;
  /** who did it, or the country that says it */
  readonly who?: string;
  /** whom it concerns when it is about no single country */
  readonly countries?: readonly string[];
  readonly contingency?: {
    readonly ms: number;
    readonly issued: number;
    readonly delivered: number;
    readonly byCourier: number;
    readonly open: number;
  };
};

export type NoticeSentences = {
  readonly raised: (facts: NoticeFacts) => Words;
  readonly closed: (facts: NoticeFacts) => Words;
  readonly many: (count: number) => Words;
};

/** What somebody wrote, as the end of a sentence. */
export function told({ detail }: NoticeFacts): string {
  return detail ? `: ${detail}${/[.?!…]$/.test(detail) ? '' : '.'}` : '.';
}

export function countryOf(code: string | undefined): Words {
  return meaningOf(countries, code ?? '') ?? { es: code ?? '', en: code ?? '' };
}
