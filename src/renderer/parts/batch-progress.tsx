import { Button } from '@fluentui/react-components';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { StopRegular } from '@fluentui/react-icons/svg/stop';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { FailureWords, FailurePanel } from '#renderer/parts/notices.tsx';
import { ScreenFrame } from '#renderer/parts/screen.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { go } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { restOfFiguresMs, useAnswer } from '#renderer/state/use-answer.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import { useSettled } from '#renderer/state/use-settled.ts';
import css from './batch-progress.module.css';

type Batch = Answer<'batch'>;
type Ask = 'pauseBatch' | 'resumeBatch' | 'stopBatch';

/** How far the signing is, and what can be done about it at each moment. */
export function BatchProgress({ batchId }: { batchId: string }): ReactNode {
  const { t } = useSpoken();
  const {
    value: batch,
    failure,
    again,
  } = useAnswer(batchId, () => station.batch({ batchId }), ['batchChanged'], { restMs: restOfFiguresMs });
  const step = useRef<HTMLButtonElement>(null);
  const focusKept = useFocusKept(() => step.current);
  /** what was pressed, until the token has done what it holds already */
  const [asked, setAsked] = useState<Ask | null>(null);
  // pressed once more because nothing seemed to happen, it meets the button that came in its place
  const isSettled = useSettled(batch?.state ?? null);
  if (batch === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;

  async function ask(what: Ask): Promise<void> {
    setAsked(what);
    const reply = await station[what]({ batchId });
    if (!reply.ok) {
      setAsked(null);
      tellFailure(reply.failure, null, again);
    }
    again();
  }
  const isNoneSigned = batch.state === 'stopped' && batch.signed === 0;
  // where one goes on, the pause or the stop comes in that very place; otherwise both are there at once
  const mayEnd = asked !== 'resumeBatch' || isSettled;
  const ending = batch.state === 'signing' && asked !== 'resumeBatch' ? asked : null;

  return (
    <ScreenFrame title={t.sign.title}>
      <div className={css['progress']} data-state={batch.state}>
        <div role="status" aria-live="polite">
          <Heading batch={batch} ending={ending} />
        </div>
        <Bar batch={batch} />
        {batch.state === 'halted' && batch.failure && (
          <div className={css['failure']} role="alert">
            <FailureWords failure={batch.failure} />
          </div>
        )}
        <div className={css['buttons']} {...focusKept}>
          {batch.state === 'signing' && (
            <Button
              ref={step}
              icon={<PauseRegular />}
              disabledFocusable={ending !== null || !mayEnd}
              onClick={() => void ask('pauseBatch')}
            >
              {t.sign.pause}
            </Button>
          )}
          {(batch.state === 'paused' || batch.state === 'halted') && (
            <Button
              ref={step}
              appearance="primary"
              icon={<PlayRegular />}
              disabledFocusable={!isSettled}
              onClick={() => void ask('resumeBatch')}
            >
              {t.sign.resume}
            </Button>
          )}
          {(batch.state === 'signing' || batch.state === 'paused' || batch.state === 'halted' || batch.state === 'askingPin') && (
            <Button icon={<StopRegular />} disabledFocusable={ending === 'stopBatch' || !mayEnd} onClick={() => void ask('stopBatch')}>
              {t.sign.stop}
            </Button>
          )}
          {batch.state === 'halted' && <Button onClick={() => go({ screen: 'tokens' })}>{t.tokens.title}</Button>}
          {(batch.state === 'finished' || batch.state === 'stopped') && (
            <>
              {!isNoneSigned && (
                <Button ref={step} appearance="primary" disabledFocusable={!isSettled} onClick={() => go({ screen: 'outbox' })}>
                  {t.sign.toOutbox}
                </Button>
              )}
              <Button
                ref={isNoneSigned ? step : undefined}
                appearance={isNoneSigned ? 'primary' : 'secondary'}
                disabledFocusable={!isSettled}
                onClick={() => go({ screen: 'inbox' })}
              >
                {t.sign.toInbox}
              </Button>
            </>
          )}
        </div>
      </div>
      <Items batch={batch} />
    </ScreenFrame>
  );
}

/** What is over before it is read is not told: nobody waits zero seconds. */
const tooShortToTellMs = 1_500;

function Heading({ batch, ending }: { batch: Batch; ending: Exclude<Ask, 'resumeBatch'> | null }): ReactNode {
  const { t, formats } = useSpoken();
  const count = t.sign.signedOf(formats.number(batch.signed), formats.number(batch.total));
  const going = t.sign.signing(formats.number(batch.signed), formats.number(batch.total));
  const secret = t.sign.secret[batch.isPassword ? 'password' : 'pin'];
  switch (batch.state) {
    case 'askingPin':
      return (
        <>
          <h2>{secret.asking}</h2>
          <p>{secret.askingAdvice}</p>
        </>
      );
    case 'signing':
      return (
        <>
          <h2>{going}</h2>
          <p>
            {ending !== null
              ? t.sign[ending]
              : batch.remainingMs === null || batch.remainingMs < tooShortToTellMs
                ? ' '
                : t.sign.remaining(formats.duration(batch.remainingMs))}
          </p>
        </>
      );
    case 'paused':
      return (
        <>
          <h2>{count}</h2>
          <p>{t.sign.paused}</p>
        </>
      );
    case 'halted':
      return (
        <>
          <h2>{batch.items.some((item) => item.state === 'failed') ? t.sign.haltedAtOne : t.sign.halted}</h2>
          <p>{count}</p>
        </>
      );
    case 'stopped':
      return (
        <>
          <h2>{t.sign.stopped(batch.signed, batch.total)}</h2>
          {batch.signed < batch.total && <p>{t.sign.stoppedAdvice}</p>}
        </>
      );
    case 'finished':
      return (
        <>
          <h2>{t.sign.finished(batch.signed)}</h2>
          <p>{t.sign.finishedAdvice}</p>
        </>
      );
  }
}

function Bar({ batch }: { batch: Batch }): ReactNode {
  const { t, formats } = useSpoken();
  const share = batch.total === 0 ? 0 : batch.signed / batch.total;
  return (
    <div
      className={css['bar']}
      role="progressbar"
      aria-label={t.sign.title}
      aria-valuemin={0}
      aria-valuemax={batch.total}
      aria-valuenow={batch.signed}
      aria-valuetext={t.of(formats.number(batch.signed), formats.number(batch.total))}
    >
      <span style={{ width: `${share * 100}%` }} />
    </div>
  );
}

const tones: Readonly<Record<Batch['items'][number]['state'], Tone>> = {
  waiting: 'waiting',
  signing: 'moving',
  signed: 'good',
  failed: 'bad',
};

function Items({ batch }: { batch: Batch }): ReactNode {
  const { t } = useSpoken();
  const isOver = batch.state === 'stopped';
  const at = batch.items.findIndex((item) => item.state === 'signing' || item.state === 'failed');
  return (
    // a long list scrolls by keyboard too
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={css['items']} tabIndex={0} aria-label={t.sign.table}>
      {batch.items.map(({ id, number, state, failure }, index) => (
        <Item
          key={id}
          number={number}
          tone={tones[state]}
          state={isOver && state === 'waiting' ? 'left' : state}
          failure={failure?.code === batch.failure?.code ? null : failure}
          isCurrent={index === at}
        />
      ))}
    </ul>
  );
}

type ItemProps = Pick<Batch['items'][number], 'number' | 'failure'> & {
  readonly tone: Tone;
  readonly state: Batch['items'][number]['state'] | 'left';
  readonly isCurrent: boolean;
};

/** Of five hundred a look shows a dozen anew: drawing all of them took the window more of the processor than signing takes the station. */
const Item = memo(function Item({ number, tone, state, failure, isCurrent }: ItemProps): ReactNode {
  const { t } = useSpoken();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li ref={item}>
      <span>{number}</span>
      <Mark tone={tone}>{t.sign.items[state]}</Mark>
      {failure && (
        <div className={css['itemFailure']}>
          <FailureWords failure={failure} />
        </div>
      )}
    </li>
  );
});
