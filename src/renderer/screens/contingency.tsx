import { Button, ProgressBar } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { clockWords } from '#core/text/clock.ts';
import { CourierPanel } from '#renderer/parts/courier-panel.tsx';
import { ContingencyHistory } from '#renderer/parts/contingency-history.tsx';
import { EvidenceAges } from '#renderer/parts/evidence-age.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { CountryStep, LineStep } from '#renderer/parts/outage-step.tsx';
import { Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { goBack } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import side from '#renderer/parts/review-side.module.css';
import css from './contingency.module.css';

/** What a person is declaring: the whole line's, with null, or one country's. */
type Asked = { readonly country: string | null };

/** An outage with a clock: what can be done now, what waits, what was done before. */
export function Contingency(): ReactNode {
  const { t, formats } = useSpoken();
  useEscape(goBack);
  const { value: status, failure, again } = useAnswer('contingency', () => station.contingency({}), ['statusChanged', 'changed']);
  const notices = useAnswer('notices', () => station.notices({}), ['statusChanged', 'changed']);
  const [declaring, setDeclaring] = useState<Asked | null>(null);
  if (status === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;

  async function declare({ country }: Asked, reason: string): Promise<void> {
    setDeclaring(null);
    const reply = await station.declareContingency({ reason, ...of(country) });
    if (!reply.ok) return tellFailure(reply.failure, null, again);
    tellDone(t.contingency.declaredNow);
    again();
  }

  async function close(country: string | null): Promise<void> {
    const reply = await station.closeContingency(of(country));
    if (!reply.ok) return tellFailure(reply.failure, null, again);
    tellDone(t.contingency.closedNow);
    again();
  }

  return (
    <ScreenFrame title={t.contingency.title} scrolls>
      <LineStep status={status} declare={() => setDeclaring({ country: null })} close={() => void close(null)} />
      {status.countries.map((outage) => (
        <CountryStep
          key={outage.country}
          outage={outage}
          hasLine={status.lineDownSince === null}
          declare={() => setDeclaring({ country: outage.country })}
          close={() => void close(outage.country)}
        />
      ))}
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
      {declaring !== null && (
        <ReasonDialog
          title={declaring.country === null ? t.contingency.declare : t.contingency.countryDeclare(formats.country(declaring.country))}
          label={t.contingency.reason}
          hint={t.contingency.reasonHint}
          button={t.contingency.declareButton}
          maxLength={512}
          close={() => setDeclaring(null)}
          give={(reason) => void declare(declaring, reason)}
        />
      )}
    </ScreenFrame>
  );
}

function of(country: string | null): { country?: string } {
  return country === null ? {} : { country };
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
