/**
 * The whole life of a certificate, as data: outgoing (we sign and send) and incoming (another country signed).
 * This table is the source of the SQL check, the outbox filter, the buttons and the diagram in ARCHITECTURE.md.
 */
export const outgoingStates = [
  'draft',
  'pending',
  'inReview',
  'approved',
  'queued',
  'sending',
  'unconfirmed',
  'sent',
  'received',
  'receivedWithErrors',
  'used',
  'replacementAsked',
  'replaced',
  'withdrawn',
  'refused',
  'needsAttention',
  'declined',
] as const;
export type OutgoingState = (typeof outgoingStates)[number];

export const incomingStates = [
  'arrived',
  'valid',
  'invalid',
  'undecided',
  'acknowledged',
  'used',
  'replacementAsked',
  'replaced',
  'withdrawn',
  'refused',
  'answer',
] as const;
export type IncomingState = (typeof incomingStates)[number];

type Table<State extends string> = Readonly<Record<string, Readonly<{ from: readonly State[]; to: State }>>>;

/** Outgoing: `event: { from, to }`. An event that is not allowed from a state leaves the state as it is. */
export const outgoingEvents = {
  finishDraft: { from: ['draft'], to: 'pending' },
  claim: { from: ['pending'], to: 'inReview' },
  release: { from: ['inReview'], to: 'pending' },
  decline: { from: ['pending', 'inReview'], to: 'declined' },
  approve: { from: ['inReview'], to: 'approved' },
  withdrawApproval: { from: ['approved'], to: 'inReview' },
  signed: { from: ['approved'], to: 'queued' },
  attempt: { from: ['queued'], to: 'sending' },
  accepted: { from: ['sending'], to: 'sent' },
  busy: { from: ['sending'], to: 'queued' },
  /** taken up, and nothing of it left: the line broke or the gateway asked all of us to wait */
  heldBack: { from: ['sending'], to: 'queued' },
  refused: { from: ['sending', 'unconfirmed'], to: 'refused' },
  noAnswer: { from: ['sending'], to: 'unconfirmed' },
  known: { from: ['unconfirmed'], to: 'sent' },
  unknownThere: { from: ['unconfirmed'], to: 'queued' },
  tooLong: { from: ['queued', 'unconfirmed'], to: 'needsAttention' },
  /** the gateway holds other bytes under our key: only a person can tell which is the certificate */
  differs: { from: ['unconfirmed'], to: 'needsAttention' },
  retry: { from: ['needsAttention', 'refused'], to: 'queued' },
  /** a retry where an earlier attempt was never answered: the gateway is asked before anything is sent */
  askAgain: { from: ['needsAttention'], to: 'unconfirmed' },
  acknowledged: { from: ['sent', 'unconfirmed', 'queued', 'needsAttention'], to: 'received' },
  faulted: { from: ['sent', 'unconfirmed', 'queued', 'needsAttention'], to: 'receivedWithErrors' },
  /** what arrived well may be turned down when somebody there has read it */
  rejected: { from: ['sent', 'unconfirmed', 'queued', 'needsAttention', 'received'], to: 'receivedWithErrors' },
  used: { from: ['sent', 'received'], to: 'used' },
  replacementAsked: { from: ['sent', 'received', 'receivedWithErrors', 'used'], to: 'replacementAsked' },
  replaced: { from: ['sent', 'received', 'receivedWithErrors', 'used', 'replacementAsked'], to: 'replaced' },
  withdrawn: { from: ['sent', 'received', 'receivedWithErrors', 'replacementAsked'], to: 'withdrawn' },
} as const satisfies Table<OutgoingState>;
export type OutgoingEvent = keyof typeof outgoingEvents;

export const incomingEvents = {
  /** what another country says of our certificate: it is heard, neither judged nor answered */
  takeAnswer: { from: ['arrived'], to: 'answer' },
  judgedValid: { from: ['arrived', 'undecided'], to: 'valid' },
  judgedInvalid: { from: ['arrived', 'undecided'], to: 'invalid' },
  judgedUndecided: { from: ['arrived'], to: 'undecided' },
  acknowledge: { from: ['valid', 'invalid'], to: 'acknowledged' },
  markUsed: { from: ['acknowledged', 'valid'], to: 'used' },
  askReplacement: { from: ['acknowledged', 'valid', 'invalid'], to: 'replacementAsked' },
  refuse: { from: ['invalid', 'undecided', 'acknowledged'], to: 'refused' },
  replace: { from: ['acknowledged', 'valid', 'replacementAsked'], to: 'replaced' },
  withdraw: { from: ['acknowledged', 'valid', 'replacementAsked'], to: 'withdrawn' },
} as const satisfies Table<IncomingState>;
export type IncomingEvent = keyof typeof incomingEvents;

/** The state after `event`, or null where the event is not allowed from `state`. */
export function nextOutgoing(state: OutgoingState, event: OutgoingEvent): OutgoingState | null {
  const step = outgoingEvents[event];
  return (step.from as readonly string[]).includes(state) ? step.to : null;
}

export function nextIncoming(state: IncomingState, event: IncomingEvent): IncomingState | null {
  const step = incomingEvents[event];
  return (step.from as readonly string[]).includes(state) ? step.to : null;
}

/** What the outbox still has to carry. */
export const outboxStates: readonly OutgoingState[] = ['queued', 'sending', 'unconfirmed', 'needsAttention'];

/**
 * What a killed process may leave behind, and what it becomes at start: nobody knows whether it arrived. An approval
 * stands: it is pinned to the digest, so a batch goes on at the exact document after a restart.
 */
export const recoveredAtStart: Readonly<Partial<Record<OutgoingState, OutgoingState>>> = {
  sending: 'unconfirmed',
};

/** What waits for an official's hand. */
export const inboxStates: readonly OutgoingState[] = ['pending', 'inReview', 'approved'];

/** Nothing is left to do before its day is over: no longer urgent, whenever it was due. */
export const settledStates: readonly OutgoingState[] = ['received', 'used', 'replaced', 'withdrawn', 'declined'];

/** What of it was not decided yet. */
export const statesToReview: readonly OutgoingState[] = ['pending', 'inReview'];
