import type { Column } from '#renderer/parts/grid.tsx';
import { TwoLines } from '#renderer/parts/grid.tsx';
import { Mark, OutgoingMark } from '#renderer/parts/state-mark.tsx';
import type { Spoken } from '#renderer/state/language.tsx';
import { sourceWords } from '#renderer/state/source-words.ts';
import type { Answer } from '#renderer/state/station.ts';

export type WorkRow = Answer<'work'>['rows'][number];

/** The columns lists of certificates share. */
export function workColumns(
  { t, formats, say }: Spoken,
  now: number,
): Readonly<
  Record<'number' | 'goods' | 'destination' | 'assigned' | 'arrived' | 'findings' | 'state' | 'changed' | 'next', Column<WorkRow>>
> {
  return {
    number: {
      id: 'number',
      label: t.columns.number,
      track: 'minmax(240px, 1fr)',
      render: (row) => <TwoLines main={row.number} under={<Kind row={row} />} tone="strong" />,
    },
    goods: {
      id: 'goods',
      label: t.columns.goods,
      track: 'minmax(0, 1.5fr)',
      render: (row) => <TwoLines main={row.goods ?? '—'} under={row.exporter ?? ''} />,
    },
    destination: {
      id: 'destination',
      label: t.columns.destination,
      track: 'minmax(104px, 0.4fr)',
      render: (row) => <TwoLines main={formats.country(row.destinationCountry)} />,
    },
    assigned: {
      id: 'assigned',
      label: t.columns.assigned,
      track: 'minmax(100px, 0.5fr)',
      render: (row) => <TwoLines main={row.assignedTo ?? t.list.anyone} under={sourceWords(row.source, { t, formats })} />,
    },
    arrived: {
      id: 'arrived',
      label: t.columns.arrived,
      track: 'minmax(164px, 0.5fr)',
      render: (row) => <TwoLines main={formats.ago(row.arrivedAt, now)} under={<Due row={row} />} />,
    },
    findings: {
      id: 'findings',
      label: t.columns.findings,
      track: '136px',
      render: (row) =>
        row.errors > 0 ? (
          <Mark tone="bad">{t.list.errors(row.errors)}</Mark>
        ) : row.warnings > 0 ? (
          <Mark tone="care">{t.list.warnings(row.warnings)}</Mark>
        ) : (
          <Mark tone="good">{t.list.clean}</Mark>
        ),
    },
    state: { id: 'state', label: t.columns.state, track: 'minmax(136px, 0.5fr)', render: (row) => <OutgoingMark state={row.state} /> },
    changed: {
      id: 'changed',
      label: t.columns.changed,
      track: 'minmax(134px, 0.5fr)',
      render: (row) => <TwoLines main={formats.ago(row.changedAt, now)} under={formats.brief(row.changedAt)} />,
    },
    next: {
      id: 'next',
      label: t.columns.next,
      track: 'minmax(136px, 0.5fr)',
      render: (row) => (
        <TwoLines
          main={row.nextAttemptAt === null ? '—' : formats.ago(row.nextAttemptAt, now)}
          under={row.attempts > 0 ? `${t.columns.attempts}: ${row.attempts}` : ''}
        />
      ),
    },
  };

  function Kind({ row }: { row: WorkRow }) {
    return (
      <>
        {row.isUrgent && <span data-tone="urgent">{t.list.urgent} · </span>}
        {say(row.typeName)}
      </>
    );
  }

  function Due({ row }: { row: WorkRow }) {
    if (row.dueAt === null) return null;
    const isOver = Date.parse(row.dueAt) < now;
    return (
      <span data-tone={row.isUrgent || isOver ? 'urgent' : undefined}>
        {isOver ? t.list.overdue : `${t.columns.due} ${formats.agoShort(row.dueAt, now)}`}
      </span>
    );
  }
}
