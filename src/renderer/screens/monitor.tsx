import { useState, type ReactNode } from 'react';
import { outgoingTones, OutgoingMark } from '#renderer/parts/state-mark.tsx';
import { Bars, Columns } from '#renderer/parts/charts.tsx';
import { AgreedTimes } from '#renderer/parts/agreed-times.tsx';
import { Chooser } from '#renderer/parts/chooser.tsx';
import { CountriesOut } from '#renderer/parts/countries-out.tsx';
import { Filters } from '#renderer/parts/filters.tsx';
import { LateMark } from '#renderer/parts/late-mark.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { holderOf } from '#renderer/state/holder-of.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { addressOf } from '#renderer/state/route.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useNow } from '#renderer/state/use-now.ts';
import table from '#renderer/parts/table.module.css';
import css from './monitor.module.css';

type Period = 'day' | 'month';

/** Outgoing, incoming, incomplete: how the exchange is doing. */
export function Monitor(): ReactNode {
  const { t, formats, say } = useSpoken();
  const { value, failure, again } = useAnswer('monitor', () => station.monitor({}), ['changed']);
  const [isTable, setTable] = useState(false);
  const [period, setPeriod] = useState<Period>('month');
  if (value === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;
  const count = (direction: 'outgoing' | 'incoming'): number =>
    value.byState.filter((row) => row.direction === direction).reduce((sum, row) => sum + row.count, 0);
  const attention = value.byState
    .filter((row) => row.direction === 'outgoing' && isTrouble(row.state))
    .reduce((sum, row) => sum + row.count, 0);
  const figures: readonly (readonly [string, number, boolean])[] = [
    [t.monitor.outgoing, count('outgoing'), false],
    [t.monitor.incoming, count('incoming'), false],
    [t.monitor.incomplete, value.incompleteTotal, false],
    [t.monitor.late, value.late, value.late > 0],
    [t.monitor.attention, attention, attention > 0],
  ];
  return (
    <ScreenFrame
      title={t.monitor.title}
      scrolls
      tools={
        <>
          <a className={css['link']} href={addressOf({ screen: 'all' })}>
            {t.monitor.allTitle}
          </a>
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
      <CountriesOut />
      <div className={css['charts']}>
        <Panel
          title={period === 'month' ? t.monitor.byDay : t.monitor.byHour}
          aside={
            <Filters
              label={t.monitor.period}
              chosen={period}
              choose={(next: Period) => setPeriod(next)}
              options={(['day', 'month'] satisfies Period[]).map((id) => ({ id, words: t.monitor.periods[id] }))}
            />
          }
        >
          {period === 'month' ? (
            <Columns
              title={t.monitor.byDay}
              header={t.monitor.day}
              rows={value.byDay.map(({ day, ...counts }) => ({ name: day, ...counts }))}
              isTable={isTable}
              briefly={(day) => `${day.slice(8, 10)}/${day.slice(5, 7)}`}
            />
          ) : (
            <Columns
              title={t.monitor.byHour}
              header={t.monitor.hour}
              rows={value.byHour.map(({ hour, ...counts }) => ({ name: formats.brief(`${hour}:00:00Z`), ...counts }))}
              isTable={isTable}
              briefly={(hour) => hour.slice(-5)}
            />
          )}
        </Panel>
        <Panel title={t.monitor.byCountry}>
          <Bars
            isTable={isTable}
            header={t.monitor.countryColumn}
            rows={value.byCountry.map((row) => ({ name: formats.country(row.country), outgoing: row.outgoing, incoming: row.incoming }))}
          />
        </Panel>
        <Panel title={t.monitor.byType}>
          <Bars
            isTable={isTable}
            header={t.monitor.typeColumn}
            rows={value.byType.map((row) => ({ name: say(row.typeName), outgoing: row.outgoing, incoming: row.incoming }))}
          />
        </Panel>
        <AgreedTimes countries={value.byCountry.filter((row) => row.outgoing > 0).map((row) => row.country)} changed={again} />
      </div>
      <Incomplete officials={value.officials} />
    </ScreenFrame>
  );
}

function isTrouble(state: string): boolean {
  const tone = Object.hasOwn(outgoingTones, state) ? outgoingTones[state as keyof typeof outgoingTones] : 'over';
  return tone === 'bad' || tone === 'care';
}

function Incomplete({ officials }: { officials: readonly string[] }): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const [official, setOfficial] = useState<string>();
  const { value, failure, again } = useAnswer(`incomplete ${official ?? ''}`, () => station.incomplete({ official }), ['changed']);
  if (failure && value === null) return <FailurePanel failure={failure} again={again} />;
  const { total, rows } = value ?? { total: 0, rows: [] };
  return (
    <Panel
      title={t.monitor.incompleteTitle}
      aside={
        <span className={css['narrow']}>
          {value &&
            (total > rows.length ? t.monitor.incompleteSome(formats.number(rows.length), formats.number(total)) : formats.number(total))}
          <Chooser
            label={t.monitor.official}
            every={t.monitor.everyOfficial}
            options={officials.map((id) => ({ id, words: holderOf(id) }))}
            chosen={official}
            choose={setOfficial}
          />
        </span>
      }
    >
      {rows.length === 0 ? (
        <p className={table['none']}>{value === null ? t.loading : t.monitor.incompleteEmpty}</p>
      ) : (
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t.columns.number}</th>
              <th scope="col">{t.columns.goods}</th>
              <th scope="col">{t.columns.destination}</th>
              <th scope="col">{t.columns.state}</th>
              <th scope="col">{t.monitor.official}</th>
              <th scope="col">{t.columns.changed}</th>
              <th scope="col">{t.monitor.late}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
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
                <td>{row.signedBy === null ? '—' : holderOf(row.signedBy)}</td>
                <td>{formats.ago(row.changedAt, now)}</td>
                <td>
                  <LateMark lateByMs={row.lateByMs} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
