import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import type { ReactNode } from 'react';
import { adviseReason, sayReason } from '#renderer/state/reason-words.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './verdict-banner.module.css';

type Judgement = Answer<'incomingCertificate'>['row']['judgement'];

const signs = {
  valid: CheckmarkCircleRegular,
  invalid: DismissCircleRegular,
  undecided: QuestionCircleRegular,
  unjudged: ClockRegular,
} as const;

/** The verdict a customs officer takes in at a glance. */
export function VerdictBanner({ judgement }: { judgement: Judgement }): ReactNode {
  const { t, language } = useSpoken();
  const verdict = judgement?.verdict ?? 'unjudged';
  const Sign = signs[verdict];
  const advice = {
    valid: t.report.validAdvice,
    invalid: t.report.invalidAdvice,
    undecided: t.report.undecidedAdvice,
    unjudged: t.report.unjudgedAdvice,
  }[verdict];
  const reasons = judgement?.reasons ?? [];
  return (
    <section className={css['banner']} data-verdict={verdict} aria-label={t.columns.verdict}>
      <Sign aria-hidden />
      <div>
        <h2>{t.report[verdict]}</h2>
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
