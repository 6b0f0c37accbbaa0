import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import table from '#renderer/parts/table.module.css';
import css from './charts.module.css';

type Row = { readonly name: string; readonly outgoing: number; readonly incoming: number };

const height = 180;
const width = 640;
const floor = 22;

/** Certificates a day or an hour, outgoing beside incoming. The same figures can be read as a table. */
export function Columns({
  title,
  header,
  rows,
  isTable,
  briefly,
}: {
  title: string;
  header: string;
  rows: readonly Row[];
  isTable: boolean;
  /** what stands under a column */
  briefly(name: string): string;
}): ReactNode {
  const { t, formats } = useSpoken();
  if (rows.length === 0) return <p className={table['none']}>{t.monitor.emptyChart}</p>;
  if (isTable) return <Figures header={header} rows={rows} />;
  const top = niceTop(Math.max(...rows.flatMap((row) => [row.outgoing, row.incoming])));
  const step = (width - 34) / rows.length;
  const bar = Math.max(2, Math.min(14, step / 2 - 2));
  const tall = height - floor - 8;
  const every = Math.ceil(rows.length / 10);
  const y = (value: number): number => 8 + tall - (value / top) * tall;
  return (
    <figure>
      <svg className={css['chart']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${summary(rows, t.monitor)}`}>
        {[0, top / 2, top].map((value) => (
          <g key={value}>
            <line x1="34" x2={width} y1={y(value)} y2={y(value)} className={css['grid']} />
            <text x="28" y={y(value) + 4} className={css['figure']} textAnchor="end">
              {formats.number(value)}
            </text>
          </g>
        ))}
        {rows.map((row, index) => {
          const x = 34 + index * step + step / 2;
          return (
            <g key={row.name}>
              <rect x={x - bar - 1} y={y(row.outgoing)} width={bar} height={8 + tall - y(row.outgoing)} className={css['outgoing']} />
              <rect x={x + 1} y={y(row.incoming)} width={bar} height={8 + tall - y(row.incoming)} className={css['incoming']} />
              {index % every === 0 && (
                <text x={x} y={height - 4} className={css['figure']} textAnchor="middle">
                  {briefly(row.name)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <Legend />
    </figure>
  );
}

/** One row a country: two bars with their figures. */
export function Bars({ rows, header, isTable }: { rows: readonly Row[]; header: string; isTable: boolean }): ReactNode {
  const { t, formats } = useSpoken();
  if (rows.length === 0) return <p className={table['none']}>{t.monitor.emptyChart}</p>;
  if (isTable) return <Figures header={header} rows={rows} />;
  const top = Math.max(1, ...rows.flatMap((row) => [row.outgoing, row.incoming]));
  return (
    <figure>
      <ul className={css['bars']}>
        {rows.slice(0, 8).map((row) => (
          <li key={row.name}>
            <span className={css['name']}>{row.name}</span>
            {(['outgoing', 'incoming'] as const).map((direction) => (
              <span key={direction} className={css['bar']}>
                <span className={css[direction]} style={{ width: `${(row[direction] / top) * 80}%` }} />
                <span className={css['figure']}>
                  <span className={css['hidden']}>{t.monitor[direction]} </span>
                  {formats.number(row[direction])}
                </span>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <Legend />
    </figure>
  );
}

function Figures({ header, rows }: { header: string; rows: readonly Row[] }): ReactNode {
  const { t, formats } = useSpoken();
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{header}</th>
          <th scope="col" data-align="end">
            {t.monitor.outgoing}
          </th>
          <th scope="col" data-align="end">
            {t.monitor.incoming}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td data-align="end">{formats.number(row.outgoing)}</td>
            <td data-align="end">{formats.number(row.incoming)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend(): ReactNode {
  const { t } = useSpoken();
  return (
    <figcaption className={css['legend']}>
      <span>
        <span className={css['outgoing']} /> {t.monitor.outgoing}
      </span>
      <span>
        <span className={css['incoming']} /> {t.monitor.incoming}
      </span>
    </figcaption>
  );
}

function summary(rows: readonly Row[], words: { outgoing: string; incoming: string }): string {
  const sum = (direction: 'outgoing' | 'incoming'): number => rows.reduce((total, row) => total + row[direction], 0);
  return `${words.outgoing} ${sum('outgoing')}, ${words.incoming} ${sum('incoming')}`;
}

/** An even number at the top of the axis: 2, 4, 10, 20, 40, 100... */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 4, 6, 10].map((step) => step * power).find((top) => top >= Math.max(2, value) && top % 2 === 0) ?? 10 * power;
}
