import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { incomingEvents, nextIncoming, type IncomingEvent, type IncomingState } from '#core/lifecycle.ts';
import { ConfirmDialog } from '#renderer/parts/confirm-dialog.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { station } from '#renderer/state/station.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import { useSettled } from '#renderer/state/use-settled.ts';
import css from './answer-buttons.module.css';

const answers = ['acknowledge', 'markUsed', 'askReplacement', 'refuse'] as const satisfies readonly IncomingEvent[];
type Answer = (typeof answers)[number];

type Props = { readonly id: string; readonly number: string; readonly state: IncomingState; readonly isValid: boolean; again(): void };

/** What can be answered from this state: the lifecycle table decides which buttons there are. Only what is valid can be used. */
export function AnswerButtons({ id, number, state, isValid, again }: Props): ReactNode {
  const { t } = useSpoken();
  const [asking, setAsking] = useState<'askReplacement' | 'refuse' | 'markUsed' | null>(null);
  const [isGiving, setGiving] = useState(false);
  // a row opens at the first of two clicks, and one of these may come where it was clicked
  const mayClick = useSettled(`${id} ${state}`, false) && !isGiving;
  const possible = answers.filter(
    (answer) => Object.hasOwn(incomingEvents, answer) && nextIncoming(state, answer) !== null && (isValid || answer !== 'markUsed'),
  );
  const focusKept = useFocusKept(() => null);
  if (possible.length === 0) return null;

  async function give(answer: Answer, text?: string): Promise<void> {
    setAsking(null);
    setGiving(true);
    const reply = await station.answerIncoming({ id, answer, text });
    setGiving(false);
    if (!reply.ok) return tellFailure(reply.failure, null, again);
    tellDone(t.report.answered);
    again();
  }

  return (
    <Panel title={t.report.answer}>
      <div className={css['buttons']} {...focusKept}>
        {possible.map((answer, index) => (
          <Button
            key={answer}
            // what nobody could decide asks for patience, not for a refusal
            appearance={index === 0 && answer !== 'refuse' ? 'primary' : 'secondary'}
            disabledFocusable={!mayClick}
            onClick={() => (answer === 'acknowledge' ? void give(answer) : setAsking(answer))}
          >
            {t.report.answers[answer === 'acknowledge' && state === 'invalid' ? 'acknowledgeWithErrors' : answer]}
          </Button>
        ))}
      </div>
      {asking === 'markUsed' && (
        <ConfirmDialog
          title={t.report.usedTitle(number)}
          advice={t.report.usedAdvice}
          button={t.report.answers.markUsed}
          close={() => setAsking(null)}
          confirm={() => void give('markUsed')}
        />
      )}
      {(asking === 'askReplacement' || asking === 'refuse') && (
        <ReasonDialog
          title={t.report.reasonTitle[asking]}
          label={t.report.reasonLabel}
          hint={t.report.reasonHint}
          button={t.report.send}
          maxLength={300}
          close={() => setAsking(null)}
          give={(text) => void give(asking, text)}
        />
      )}
    </Panel>
  );
}
