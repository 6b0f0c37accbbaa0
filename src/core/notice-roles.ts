import type { NoticeTopic } from '#core/text/notices.ts';

/** What a person is to the station: on duty at the desk, in charge of the office, or looking after the machine. */
export const noticeRoles = ['duty', 'head', 'technical'] as const;
export type NoticeRole = (typeof noticeRoles)[number];

/** Whoever is on duty hears of everything; the others of what they can decide or mend. */
const others: Readonly<Record<NoticeTopic, readonly Exclude<NoticeRole, 'duty'>[]>> = {
  lineDown: ['technical'],
  lineUnsteady: ['technical'],
  needsAttention: ['head'],
  refused: [],
  receivedWithErrors: [],
  replacementAsked: [],
  tooOld: ['head'],
  countrySilent: ['head'],
  countryUnreachable: ['head', 'technical'],
  contingencyOffered: ['head'],
  contingencyDeclared: ['head', 'technical'],
  incidentInbound: ['technical'],
  workRefused: [],
  fromAbroad: ['head'],
  storeNearlyFull: ['technical'],
  storeDamaged: ['technical'],
  storeSalvaged: ['head', 'technical'],
};

export function hearsOf(role: NoticeRole, topic: NoticeTopic): boolean {
  return role === 'duty' || others[topic].includes(role);
}
