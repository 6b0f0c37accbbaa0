import type { Column } from '#renderer/parts/grid.tsx';
import { TwoLines } from '#renderer/parts/grid.tsx';
import { Mark, OutgoingMark } from '#renderer/parts/state-mark.tsx';
import type { Spoken } from '#renderer/state/language.tsx';
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
      track: 'minmax(150px, 1.1fr)',
      render: (row) => <TwoLines main={row.number} under={say(row.typeName)} tone="strong" />,
    },
    goods: {
      id: 'goods',
      label: t.columns.goods,
      track: 'minmax(0, 1.7fr)',
      render: (row) => <TwoLines main={row.goods ?? '—'} under={row.exporter ?? ''} />,
    },
    destination: {
      id: 'destination',
      label: t.columns.destination,
      track: 'minmax(90px, 0.7fr)',
      render: (row) => <TwoLines main={formats.country(row.destinationCountry)} />,
    },
    assigned: {
      id: 'assigned',
      label: t.columns.assigned,
      track: 'minmax(0, 0.9fr)',
      render: (row) => <TwoLines main={row.assignedTo ?? t.list.anyone} under={row.source} />,
    },
    arrived: {
      id: 'arrived',
      label: t.columns.arrived,
      track: 'minmax(120px, 0.8fr)',
      render: (row) => <TwoLines main={formats.ago(row.arrivedAt, now)} under={<Due row={row} />} />,
    },
    findings: {
      id: 'findings',
      label: t.columns.findings,
      track: '132px',
      render: (row) =>
        row.errors > 0 ? (
          <Mark tone="bad">{t.list.errors(row.errors)}</Mark>
        ) : row.warnings > 0 ? (
          <Mark tone="care">{t.list.warnings(row.warnings)}</Mark>
        ) : (
          <Mark tone="good">{t.list.clean}</Mark>
        ),
    },
    state: { id: 'state', label: t.columns.state, track: 'minmax(168px, 0.9fr)', render: (row) => <OutgoingMark state={row.state} /> },
    changed: {
      id: 'changed',
      label: t.columns.changed,
      track: 'minmax(110px, 0.7fr)',
      render: (row) => <TwoLines main={formats.ago(row.changedAt, now)} under={formats.moment(row.changedAt)} />,
    },
    next: {
      id: 'next',
      label: t.columns.next,
      track: 'minmax(110px, 0.7fr)',
      render: (row) => (
        <TwoLines
          main={row.nextAttemptAt === null ? '—' : formats.ago(row.nextAttemptAt, now)}
          under={row.attempts > 0 ? `${t.columns.attempts}: ${row.attempts}` : ''}
        />
      ),
    },
  };

  function Due({ row }: { row: WorkRow }) {
    if (row.dueAt === null) return row.isUrgent ? t.list.urgent : '';
    const isOver = Date.parse(row.dueAt) < now;
    const words = isOver ? t.list.overdue : `${t.columns.due} ${formats.ago(row.dueAt, now)}`;
    return (
      <span data-tone={row.isUrgent || isOver ? 'urgent' : undefined}>
        {row.isUrgent && !isOver ? `${t.list.urgent} · ${words}` : words}
      </span>
    );
  }
}
