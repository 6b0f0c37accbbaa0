import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import { useNow } from '#renderer/state/use-now.ts';
import css from './outage-step.module.css';
import side from './review-side.module.css';

type Status = Answer<'contingency'>;
type CountryOutage = Status['countries'][number];

/** The whole line: that it is gone, since when, and what may be done about it. */
export function LineStep({ status, declare, close }: { status: Status; declare(): void; close(): void }): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const { current, lineDownSince } = status;
  if (current !== null)
    return (
      <Declared
        title={t.contingency.declared}
        current={current}
        left={[t.contingency.waiting, status.waiting]}
        closing={{ words: t.contingency.close, wait: t.contingency.closeWait, isAllowed: status.mayClose, close }}
      />
    );
  const isOffered = status.state === 'offered';
  const isDown = lineDownSince !== null;
  if (!isDown && status.countries.length > 0) return null;
  const title = isOffered ? t.contingency.offered : isDown ? t.contingency.lineDown(formats.since(lineDownSince, now)) : t.contingency.none;
  const advice = isOffered ? t.contingency.offeredAdvice : isDown ? t.contingency.lineDownAdvice : t.contingency.noneAdvice;
  return (
    <section className={side['step']} data-tone={isDown ? 'care' : 'good'} aria-label={title}>
      <h2>{title}</h2>
      <p>{advice}</p>
      {isOffered && <Declare words={t.contingency.declare} declare={declare} />}
    </section>
  );
}

type CountryStepProps = { readonly outage: CountryOutage; readonly hasLine: boolean; declare(): void; close(): void };

/** One country that does not answer, or the contingency that is still open for it. */
export function CountryStep({ outage, hasLine, declare, close }: CountryStepProps): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const { why, since, current } = outage;
  const name = formats.country(outage.country);
  const isOut = why !== null && since !== null;
  const words = isOut ? t.contingency.countryOut[why](name, formats.since(since, now)) : t.contingency.countryBack(name);
  // without a line, what happens meanwhile is what the line's own step says
  const meanwhile = isOut && hasLine ? t.contingency.countryMeanwhile[why] : null;
  if (current !== null)
    return (
      <Declared
        title={t.contingency.countryDeclared(name)}
        current={current}
        left={[t.contingency.unanswered, outage.unanswered]}
        closing={{ words: t.contingency.countryClose(name), wait: t.contingency.countryCloseWait, isAllowed: outage.mayClose, close }}
      >
        <p>{`${words}.`}</p>
        {meanwhile !== null && <p>{meanwhile}</p>}
      </Declared>
    );
  const isOffered = outage.state === 'offered';
  const title = isOffered ? t.contingency.countryOffered(name) : words;
  return (
    <section className={side['step']} data-tone="care" aria-label={title}>
      <h2>{title}</h2>
      {isOffered && <p>{`${words}. ${t.contingency.countryOfferedAdvice}`}</p>}
      {meanwhile !== null && <p>{meanwhile}</p>}
      <p>{`${t.contingency.unanswered}: ${formats.number(outage.unanswered)}`}</p>
      {isOffered && <Declare words={t.contingency.countryDeclare(name)} declare={declare} />}
    </section>
  );
}

function Declare({ words, declare }: { words: string; declare(): void }): ReactNode {
  return (
    <div className={side['buttons']}>
      <Button appearance="primary" onClick={declare}>
        {words}
      </Button>
    </div>
  );
}

type DeclaredProps = {
  readonly title: string;
  readonly current: NonNullable<Status['current']>;
  readonly left: readonly [string, number];
  readonly closing: { readonly words: string; readonly wait: string; readonly isAllowed: boolean; close(): void };
  readonly children?: ReactNode;
};

function Declared({ title, current, left, closing, children }: DeclaredProps): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const who = current.declaredBy === 'station' ? t.contingency.thisStation : current.declaredBy;
  return (
    <section className={side['step']} data-tone="care" aria-label={title}>
      <h2>{title}</h2>
      <p>{t.contingency.declaredAdvice(who, formats.moment(current.declaredAt))}</p>
      {children}
      <div className={css['facts']}>
        <Facts
          facts={[
            [t.contingency.reason, current.reason],
            [t.contingency.since, formats.duration(now - Date.parse(current.declaredAt))],
            [t.contingency.issued, formats.number(current.issued)],
            [left[0], formats.number(left[1])],
          ]}
        />
      </div>
      <div className={side['buttons']}>
        <Button appearance="primary" disabledFocusable={!closing.isAllowed} onClick={() => closing.close()}>
          {closing.words}
        </Button>
      </div>
      {!closing.isAllowed && <p>{closing.wait}</p>}
    </section>
  );
}
