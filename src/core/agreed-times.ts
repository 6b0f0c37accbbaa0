import type { OutgoingState } from '#core/lifecycle.ts';

/** Within how many hours each country answers, as agreed with it; `*` stands for every other one. */
export type AgreedHours = Readonly<Record<string, number>>;

/** On its way and without an end yet. */
export const incompleteStates: readonly OutgoingState[] = [
  'queued',
  'sending',
  'unconfirmed',
  'needsAttention',
  'sent',
  'receivedWithErrors',
  'refused',
  'replacementAsked',
];

/** Not handed over yet: its time runs from the signature, however often it was tried since. */
export const unsentStates: readonly OutgoingState[] = ['queued', 'sending', 'unconfirmed', 'needsAttention'];

/** Signed, and the other country has said nothing of it yet: not handed over, or handed over and without an answer. */
export const unansweredStates: readonly OutgoingState[] = [...unsentStates, 'sent'];

/** The other country has said something of it. */
export const answeredStates: readonly OutgoingState[] = ['received', 'receivedWithErrors', 'used', 'replacementAsked'];

/** So many past their time, and nothing heard meanwhile: it is the country that is silent, not a certificate that is late. */
const fewestSilent = 3;

export type LateSent = { readonly country: string | null; readonly changedAt: string };
export type SilentCountry = { readonly country: string; readonly since: string; readonly count: number };

/** The countries that may have fallen silent, since the oldest of what they owe an answer to. */
export function countriesOwing(late: readonly LateSent[]): readonly SilentCountry[] {
  const owing = new Map<string, SilentCountry>();
  for (const { country, changedAt } of late) {
    if (country === null) continue;
    const { since, count } = owing.get(country) ?? { since: changedAt, count: 0 };
    owing.set(country, { country, since: changedAt < since ? changedAt : since, count: count + 1 });
  }
  return [...owing.values()].filter(({ count }) => count >= fewestSilent);
}

export type Waiting = {
  readonly state: OutgoingState;
  readonly country: string | null;
  readonly signedAt: string | null;
  readonly changedAt: string;
};

export function agreedMs(country: string | null, agreed: AgreedHours, usualMs: number): number {
  const hours = (country === null ? undefined : agreed[country]) ?? agreed['*'];
  return hours === undefined ? usualMs : hours * 3_600_000;
}

/** How far beyond the agreed time it is; null while there is time, and for what has come to its end. */
export function lateByMs(waiting: Waiting, agreed: AgreedHours, usualMs: number, now: Date): number | null {
  if (!incompleteStates.includes(waiting.state)) return null;
  const since = unsentStates.includes(waiting.state) ? (waiting.signedAt ?? waiting.changedAt) : waiting.changedAt;
  const late = now.getTime() - Date.parse(since) - agreedMs(waiting.country, agreed, usualMs);
  return late > 0 ? late : null;
}
