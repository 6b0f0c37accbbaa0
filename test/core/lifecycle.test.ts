import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inboxStates,
  incomingEvents,
  incomingStates,
  nextIncoming,
  nextOutgoing,
  outboxStates,
  outgoingEvents,
  outgoingStates,
  recoveredAtStart,
  type IncomingEvent,
  type IncomingState,
  type OutgoingEvent,
  type OutgoingState,
} from '#core/lifecycle.ts';

const outgoing = Object.keys(outgoingEvents) as OutgoingEvent[];
const incoming = Object.keys(incomingEvents) as IncomingEvent[];

function reachable<State extends string, Event extends string>(
  starts: readonly State[],
  events: readonly Event[],
  next: (state: State, event: Event) => State | null,
): Set<State> {
  const seen = new Set(starts);
  for (const state of seen) {
    for (const event of events) {
      const to = next(state, event);
      if (to !== null) seen.add(to);
    }
  }
  return seen;
}

describe('the life of an outgoing certificate', () => {
  it('reaches every state from a draft or from work that arrived', () => {
    expect([...reachable<OutgoingState, OutgoingEvent>(['draft', 'pending'], outgoing, nextOutgoing)].sort()).toEqual(
      [...outgoingStates].sort(),
    );
  });

  it('never leaves the table, whatever events arrive in whatever order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<OutgoingState>('draft', 'pending'),
        fc.array(fc.constantFrom(...outgoing), { maxLength: 60 }),
        (start, events) => {
          let state = start;
          for (const event of events) {
            const next = nextOutgoing(state, event);
            if (next === null) continue;
            expect(outgoingEvents[event].from as readonly string[]).toContain(state);
            expect(outgoingStates).toContain(next);
            state = next;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('ends only where nothing more is owed to anybody', () => {
    const terminal = outgoingStates.filter((state) => outgoing.every((event) => nextOutgoing(state, event) === null));
    expect(terminal.sort()).toEqual(['declined', 'replaced', 'withdrawn']);
  });

  it('is signed once: after the signature no event leads back before it', () => {
    const before: readonly OutgoingState[] = ['draft', 'pending', 'inReview', 'approved', 'declined'];
    const after = reachable<OutgoingState, OutgoingEvent>(['queued'], outgoing, nextOutgoing);
    expect(before.filter((state) => after.has(state))).toEqual([]);
  });

  it('leaves an unanswered delivery only by what the gateway says, or to a person', () => {
    const leaving = outgoing.filter((event) => nextOutgoing('unconfirmed', event) !== null).sort();
    expect(leaving).toEqual(['acknowledged', 'differs', 'faulted', 'known', 'refused', 'rejected', 'tooLong', 'unknownThere']);
  });

  it('repeats and disorder of what the gateway tells change nothing', () => {
    for (const event of ['acknowledged', 'used', 'replaced', 'withdrawn', 'accepted', 'known'] as const) {
      expect(nextOutgoing(outgoingEvents[event].to, event)).toBeNull();
    }
    expect(nextOutgoing('used', 'acknowledged')).toBeNull();
  });

  it('names only its own states in the boxes and in what recovery does', () => {
    for (const state of [...outboxStates, ...inboxStates, ...Object.keys(recoveredAtStart), ...Object.values(recoveredAtStart)]) {
      expect(outgoingStates).toContain(state);
    }
  });
});

describe('the life of an incoming certificate', () => {
  it('reaches every state from arrival', () => {
    expect([...reachable<IncomingState, IncomingEvent>(['arrived'], incoming, nextIncoming)].sort()).toEqual([...incomingStates].sort());
  });

  it('never leaves the table, whatever events arrive in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...incoming), { maxLength: 60 }), (events) => {
        let state: IncomingState = 'arrived';
        for (const event of events) state = nextIncoming(state, event) ?? state;
        expect(incomingStates).toContain(state);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never used without having been judged', () => {
    expect(nextIncoming('arrived', 'markUsed')).toBeNull();
    expect(nextIncoming('invalid', 'markUsed')).toBeNull();
    expect(nextIncoming('undecided', 'markUsed')).toBeNull();
  });
});
