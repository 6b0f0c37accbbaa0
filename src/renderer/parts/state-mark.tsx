import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { PenRegular } from '@fluentui/react-icons/svg/pen';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { ReactNode } from 'react';
import type { IncomingState, OutgoingState } from '#core/lifecycle.ts';
import type { Verdict } from '#core/trust.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './state-mark.module.css';

/** How a state feels: never by colour alone, each has its own sign. */
export type Tone = 'waiting' | 'ready' | 'moving' | 'good' | 'open' | 'care' | 'bad' | 'over';

const signs: Readonly<Record<Tone, typeof CircleRegular>> = {
  waiting: CircleRegular,
  ready: PenRegular,
  moving: ArrowSyncRegular,
  good: CheckmarkCircleRegular,
  open: QuestionCircleRegular,
  care: WarningRegular,
  bad: DismissCircleRegular,
  over: ClockRegular,
};

export const outgoingTones: Readonly<Record<OutgoingState, Tone>> = {
  draft: 'waiting',
  pending: 'waiting',
  inReview: 'waiting',
  approved: 'ready',
  queued: 'moving',
  sending: 'moving',
  unconfirmed: 'open',
  sent: 'moving',
  received: 'good',
  receivedWithErrors: 'bad',
  used: 'good',
  replacementAsked: 'care',
  replaced: 'over',
  withdrawn: 'over',
  refused: 'bad',
  needsAttention: 'care',
  declined: 'over',
};

export const incomingTones: Readonly<Record<IncomingState, Tone>> = {
  arrived: 'waiting',
  valid: 'good',
  invalid: 'bad',
  undecided: 'open',
  acknowledged: 'good',
  used: 'good',
  replacementAsked: 'care',
  replaced: 'over',
  withdrawn: 'over',
  refused: 'bad',
  answer: 'over',
};

export const verdictTones: Readonly<Record<Verdict, Tone>> = { valid: 'good', invalid: 'bad', undecided: 'open' };

export function Mark({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  const Sign = signs[tone];
  return (
    <span className={css['mark']} data-tone={tone}>
      <Sign aria-hidden />
      <span>{children}</span>
    </span>
  );
}

export function OutgoingMark({ state }: { state: OutgoingState }): ReactNode {
  return <Mark tone={outgoingTones[state]}>{useSpoken().t.states[state]}</Mark>;
}

export function IncomingMark({ state }: { state: IncomingState }): ReactNode {
  return <Mark tone={incomingTones[state]}>{useSpoken().t.incomingStates[state]}</Mark>;
}

export function VerdictMark({ verdict }: { verdict: Verdict }): ReactNode {
  return <Mark tone={verdictTones[verdict]}>{useSpoken().t.verdicts[verdict]}</Mark>;
}
