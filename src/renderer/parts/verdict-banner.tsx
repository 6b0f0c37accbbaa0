import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import type { ReactNode } from 'react';
import { adviseReason, sayReason } from '#renderer/state/reason-words.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './verdict-banner.module.css';

type Page = Answer<'incomingCertificate'>;

const signs = {
  valid: CheckmarkCircleRegular,
  invalid: DismissCircleRegular,
  undecided: QuestionCircleRegular,
  unjudged: ClockRegular,
  ended: ProhibitedRegular,
  heard: ChatRegular,
} as const;

/** What ended a certificate, or what an answer said, in the words of the journal. */
const deciding: readonly string[] = ['replace', 'withdraw', 'takeAnswer'];

/** The verdict a customs officer takes in at a glance. What was sound and has been replaced or taken back since is not to be used. */
export function VerdictBanner({ row, timeline }: Pick<Page, 'row' | 'timeline'>): ReactNode {
  const { t, say, language } = useSpoken();
  const { judgement, state } = row;
  const isEnded = state === 'replaced' || state === 'withdrawn';
  const says = isEnded || state === 'answer' ? timeline.findLast(({ kind }) => deciding.includes(kind)) : undefined;
  const verdict = isEnded ? 'ended' : state === 'answer' ? 'heard' : (judgement?.verdict ?? 'unjudged');
  const Sign = signs[verdict];
  const advice = {
    valid: t.report.validAdvice,
    invalid: t.report.invalidAdvice,
    undecided: t.report.undecidedAdvice,
    unjudged: t.report.unjudgedAdvice,
    ended: t.report.endedAdvice,
    heard: t.report.heardAdvice,
  }[verdict];
  const reasons = judgement?.reasons ?? [];
  return (
    <section className={css['banner']} data-verdict={verdict} aria-label={t.columns.verdict}>
      <Sign aria-hidden />
      <div>
        <h2>{t.report[verdict]}</h2>
        {says && <p>{say(says.sentence)}</p>}
        <p>{advice}</p>
        {reasons.length > 0 && (
          <ol aria-label={t.report.reasons}>
            {reasons.map((reason) => (
              <li key={reason}>
                {sayReason(reason, language)} <code>{reason}</code>
                <span className={css['advice']}>{adviseReason(reason, language)}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
