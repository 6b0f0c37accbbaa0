import type { OutgoingState } from '#core/lifecycle.ts';
import type { WorkFilter } from '#contract/work-filter.ts';

const states: Readonly<Record<Exclude<NonNullable<WorkFilter['stage']>, 'all'>, OutgoingState[]>> = {
  toSign: ['pending', 'inReview', 'approved'],
  moving: ['queued', 'sending', 'unconfirmed', 'sent'],
  attention: ['needsAttention', 'refused', 'receivedWithErrors', 'replacementAsked'],
  done: ['received', 'used', 'replaced', 'withdrawn', 'declined'],
};

/** The states a stage of the way stands for; undefined: every one. */
export function statesOfStage(stage: NonNullable<WorkFilter['stage']>): OutgoingState[] | undefined {
  return stage === 'all' ? undefined : states[stage];
}
