import { useState, type ReactNode } from 'react';
import { outgoingTones, OutgoingMark } from '#renderer/parts/state-mark.tsx';
import { Bars, Columns } from '#renderer/parts/charts.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { addressOf } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useNow } from '#renderer/state/use-now.ts';
import table from '#renderer/parts/table.module.css';
import css from './monitor.module.css';

type Figures = Answer<'monitor'>;
const mostShown = 200;

/** Outgoing, incoming, incomplete: how the exchange is doing. */
export function Monitor(): ReactNode {
  const { t, formats } = useSpoken();
  const { value, failure, again } = useAnswer('monitor', () => station.monitor({}), ['changed']);
  const [isTable, setTable] = useState(false);
  if (value === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;
  const count = (direction: 'outgoing' | 'incoming'): number =>
    value.byState.filter((row) => row.direction === direction).reduce((sum, row) => sum + row.count, 0);
  const attention = value.byState
    .filter((row) => row.direction === 'outgoing' && isTrouble(row.state))
    .reduce((sum, row) => sum + row.count, 0);
  const figures: readonly (readonly [string, number, boolean])[] = [
    [t.monitor.outgoing, count('outgoing'), false],
    [t.monitor.incoming, count('incoming'), false],
    [t.monitor.incomplete, value.incomplete.length, false],
    [t.monitor.attention, attention, attention > 0],
  ];
  return (
    <ScreenFrame
      title={t.monitor.title}
      scrolls
      tools={
        <>
          <a className={css['link']} href={addressOf({ screen: 'contingency' })}>
            {t.contingency.title}
          </a>
          <label className={css['toggle']}>
            <input type="checkbox" checked={isTable} onChange={(event) => setTable(event.target.checked)} />
            {t.monitor.asTable}
          </label>
        </>
      }
    >
      <dl className={css['figures']} aria-label={t.monitor.figures}>
        {figures.map(([name, figure, isCare]) => (
          <div key={name} data-care={isCare ? '' : undefined}>
            <dt>{name}</dt>
            <dd>{formats.number(figure)}</dd>
          </div>
        ))}
      </dl>
      <div className={css['charts']}>
        <Panel title={t.monitor.byDay}>
          <Columns days={value.byDay} isTable={isTable} />
        </Panel>
        <Panel title={t.monitor.byCountry}>
          <Bars
            isTable={isTable}
            header={t.monitor.countryColumn}
            rows={value.byCountry.map((row) => ({ name: formats.country(row.country), outgoing: row.outgoing, incoming: row.incoming }))}
          />
        </Panel>
      </div>
      <Incomplete figures={value} />
    </ScreenFrame>
  );
}

function isTrouble(state: string): boolean {
  const tone = Object.hasOwn(outgoingTones, state) ? outgoingTones[state as keyof typeof outgoingTones] : 'over';
  return tone === 'bad' || tone === 'care';
}

function Incomplete({ figures }: { figures: Figures }): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  return (
    <Panel title={t.monitor.incompleteTitle} aside={figures.incomplete.length > 0 ? formats.number(figures.incomplete.length) : undefined}>
      {figures.incomplete.length === 0 ? (
        <p className={table['none']}>{t.monitor.incompleteEmpty}</p>
      ) : (
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t.columns.number}</th>
              <th scope="col">{t.columns.goods}</th>
              <th scope="col">{t.columns.destination}</th>
              <th scope="col">{t.columns.state}</th>
              <th scope="col">{t.columns.changed}</th>
            </tr>
          </thead>
          <tbody>
            {figures.incomplete.slice(0, mostShown).map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <a className={css['link']} href={addressOf({ screen: 'certificate', id: row.id })}>
                    {row.number}
                  </a>
                </th>
                <td>{row.goods ?? '—'}</td>
                <td>{formats.country(row.destinationCountry)}</td>
                <td>
                  <OutgoingMark state={row.state} />
                </td>
                <td>{formats.ago(row.changedAt, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
