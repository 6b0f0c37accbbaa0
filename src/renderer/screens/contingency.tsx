import { Button, ProgressBar } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { clockWords } from '#core/text/clock.ts';
import { CourierPanel } from '#renderer/parts/courier-panel.tsx';
import { ContingencyHistory } from '#renderer/parts/contingency-history.tsx';
import { EvidenceAges } from '#renderer/parts/evidence-age.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Facts, Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useNow } from '#renderer/state/use-now.ts';
import side from '#renderer/parts/review-side.module.css';
import css from './contingency.module.css';

type Status = Answer<'contingency'>;

/** An outage with a clock: what can be done now, what waits, what was done before. */
export function Contingency(): ReactNode {
  const { t } = useSpoken();
  const { value: status, failure, again } = useAnswer('contingency', () => station.contingency({}), ['statusChanged', 'changed']);
  const notices = useAnswer('notices', () => station.notices({}), ['statusChanged', 'changed']);
  const [isDeclaring, setDeclaring] = useState(false);
  if (status === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;

  async function declare(reason: string): Promise<void> {
    setDeclaring(false);
    const reply = await station.declareContingency({ reason });
    if (!reply.ok) return tellFailure(reply.failure, null, again);
    tellDone(t.contingency.declaredNow);
    again();
  }

  async function close(): Promise<void> {
    const reply = await station.closeContingency({});
    if (!reply.ok) return tellFailure(reply.failure, null, again);
    tellDone(t.contingency.closedNow);
    again();
  }

  return (
    <ScreenFrame title={t.contingency.title} scrolls>
      <Now status={status} declare={() => setDeclaring(true)} close={() => void close()} />
      <Leaving left={status.leaving} />
      <div className={css['columns']}>
        <CourierPanel waiting={status.waiting} courier={status.courier} />
        <Panel title={t.line.evidenceTitle}>
          <EvidenceAges />
          <Clock />
        </Panel>
        <Panel title={t.contingency.notices}>
          <Notices notices={notices.value?.notices ?? []} again={notices.again} />
        </Panel>
      </div>
      <Panel title={t.contingency.past}>
        <ContingencyHistory reports={status.past} />
      </Panel>
      {isDeclaring && (
        <ReasonDialog
          title={t.contingency.declare}
          label={t.contingency.reason}
          hint={t.contingency.reasonHint}
          button={t.contingency.declareButton}
          maxLength={512}
          close={() => setDeclaring(false)}
          give={(reason) => void declare(reason)}
        />
      )}
    </ScreenFrame>
  );
}

/** What is signed without a line stands on this clock. */
function Clock(): ReactNode {
  const { say } = useSpoken();
  const { value } = useAnswer('status', () => station.status({}), ['statusChanged']);
  return value && <p>{say(clockWords(value.clockDifferenceMs))}</p>;
}

/** The line is back: how far what waited has left, measured against the most that was seen waiting here. */
function Leaving({ left }: { left: number }): ReactNode {
  const { t } = useSpoken();
  const [most, setMost] = useState(left);
  if (left > most || (left === 0 && most !== 0)) setMost(left);
  if (left === 0 || most < 2) return null;
  const words = t.contingency.leaving(left, Math.max(most, left));
  return (
    <section className={side['step']} data-tone="good" aria-label={t.contingency.waiting}>
      <p role="status">{words}</p>
      <ProgressBar value={most - left} max={most} aria-label={words} />
    </section>
  );
}

function Now({ status, declare, close }: { status: Status; declare(): void; close(): void }): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const { current } = status;
  if (current !== null) {
    return (
      <section className={side['step']} data-tone="care" aria-label={t.contingency.declared}>
        <h2>{t.contingency.declared}</h2>
        <p>
          {t.contingency.declaredAdvice(
            current.declaredBy === 'station' ? t.contingency.thisStation : current.declaredBy,
            formats.moment(current.declaredAt),
          )}
        </p>
        <div className={css['facts']}>
          <Facts
            facts={[
              [t.contingency.reason, current.reason],
              [t.contingency.since, formats.duration(now - Date.parse(current.declaredAt))],
              [t.contingency.issued, formats.number(current.issued)],
              [t.contingency.waiting, formats.number(status.waiting)],
            ]}
          />
        </div>
        <div className={side['buttons']}>
          <Button appearance="primary" disabledFocusable={!status.mayClose} onClick={close}>
            {t.contingency.close}
          </Button>
        </div>
        {!status.mayClose && <p>{t.contingency.closeWait}</p>}
      </section>
    );
  }
  const isOffered = status.state === 'offered';
  const isDown = status.lineDownSince !== null;
  const title = isOffered
    ? t.contingency.offered
    : isDown
      ? t.contingency.lineDown(formats.since(status.lineDownSince ?? '', now))
      : t.contingency.none;
  const advice = isOffered ? t.contingency.offeredAdvice : isDown ? t.contingency.lineDownAdvice : t.contingency.noneAdvice;
  return (
    <section className={side['step']} data-tone={isOffered || isDown ? 'care' : 'good'} aria-label={title}>
      <h2>{title}</h2>
      <p>{advice}</p>
      {isOffered && (
        <div className={side['buttons']}>
          <Button appearance="primary" onClick={declare}>
            {t.contingency.declare}
          </Button>
        </div>
      )}
    </section>
  );
}

function Notices({ notices, again }: { notices: Answer<'notices'>['notices']; again(): void }): ReactNode {
  const { t, say, formats } = useSpoken();
  async function settle(id: string): Promise<void> {
    const reply = await station.settleNotice({ id });
    if (!reply.ok) return tellFailure(reply.failure, null, again);
    again();
  }

  if (notices.length === 0) return <p className={side['advice']}>{t.contingency.noNotices}</p>;
  return (
    <ul className={css['notices']}>
      {notices.map((notice) => (
        <li key={notice.id}>
          <p>{say(notice.sentence)}</p>
          <small>
            {formats.brief(notice.raisedAt)} · {notice.country === null ? '' : `${formats.country(notice.country)} · `}
            {t.contingency.times(notice.count)}
          </small>
          {notice.isSettledByPerson && (
            <Button size="small" aria-label={t.contingency.settleNamed(say(notice.sentence))} onClick={() => void settle(notice.id)}>
              {t.contingency.settle}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
