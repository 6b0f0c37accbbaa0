import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useReducer, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Rows } from '#renderer/state/use-rows.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './grid.module.css';

export type Column<Row> = {
  readonly id: string;
  readonly label: string;
  /** a grid track: `120px`, `minmax(0, 2fr)` */
  readonly track: string;
  readonly align?: 'end';
  render(row: Row): ReactNode;
};

export type Selection = { readonly ids: ReadonlySet<string>; toggle(id: string): void; all(): void };

type GridProps<Row> = {
  readonly label: string;
  readonly rows: Rows<Row>;
  readonly columns: readonly Column<Row>[];
  readonly selection?: Selection;
  readonly active: number;
  setActive(index: number): void;
  nameOf(row: Row): string;
  toneOf?(row: Row): 'urgent' | undefined;
  open(row: Row): void;
  onKey?(key: string): boolean;
};

const rowHeight = 52;
const aroundHeight = 256;
const movingKeys: readonly string[] = ['ArrowDown', 'j', 'ArrowUp', 'k', 'PageDown', 'PageUp', 'Home', 'End'];
const rowKeys: readonly string[] = ['Enter', ' '];

/** Moves a list no further than it must for the whole row to be seen. */
function reveal(list: HTMLElement, index: number): void {
  const top = index * rowHeight;
  list.scrollTop = Math.min(top, Math.max(list.scrollTop, top + rowHeight - list.clientHeight));
}

/** A list of any length: only the rows on screen exist, one tab stop, the active row told to screen readers. */
export function Grid<Row extends { readonly id: string }>(props: GridProps<Row>): ReactNode {
  const { rows, columns, selection, active, setActive } = props;
  const { t } = useSpoken();
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  /** keys pressed before the rows they are meant for are here */
  const early = useRef<string[]>([]);
  const [drawings, drawAgain] = useReducer((drawings: number) => drawings + 1, 0);
  const total = rows.total ?? 0;
  // nothing memoised is built from its functions
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    // about what stands around a list: its rows are in the first drawing, before anything was measured
    initialRect: { width: innerWidth, height: innerHeight - aroundHeight },
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want } = rows;
  useEffect(() => want(first, last), [want, first, last]);
  // who comes back, or is led to a row, sees it among those around it
  const isThere = active < total;
  const moved = useRef(-1);
  useEffect(() => {
    // the keys have brought it into view themselves
    if (moved.current === active) return;
    moved.current = -1;
    const { startIndex = 0, endIndex = -1 } = virtual.range ?? {};
    if (isThere && (active < startIndex || active > endIndex)) virtual.scrollToIndex(active, { align: 'center' });
  }, [virtual, active, isThere]);
  // what comes above a list makes it shorter: the row the keys have reached stays in view
  useEffect(() => {
    const list = scroller.current;
    if (list === null) return;
    const watch = new ResizeObserver(() => {
      if (moved.current === active) reveal(list, active);
    });
    watch.observe(list);
    return () => watch.disconnect();
  }, [active]);
  // a list whose first row came after its screen: the keys of whoever waited for it work
  useEffect(() => {
    if (document.activeElement?.matches('body, main h1') === true) grid.current?.focus({ preventScroll: true });
  }, []);

  function move(to: number): void {
    if (total === 0) return;
    const next = Math.min(total - 1, Math.max(0, to));
    moved.current = next;
    setActive(next);
    if (scroller.current) reveal(scroller.current, next);
    // where the screen itself is moved, the keys bring the list along
    grid.current?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || (event.target as HTMLElement).tagName === 'BUTTON') return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key !== 'a' || selection === undefined) return;
      selection.all();
    } else if (movingKeys.includes(key) || rowKeys.includes(key)) {
      if (early.current.length > 0 || !isReadyFor(key)) early.current.push(key);
      else answer(key);
    } else if (props.onKey?.(key) !== true) return;
    event.preventDefault();
  }

  function isReadyFor(key: string): boolean {
    return rows.total !== null && (movingKeys.includes(key) || rows.rowAt(active) !== undefined);
  }

  function answer(key: string): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const row = rows.rowAt(active);
    if (key === 'ArrowDown' || key === 'j') move(active + 1);
    else if (key === 'ArrowUp' || key === 'k') move(active - 1);
    else if (key === 'PageDown') move(active + page);
    else if (key === 'PageUp') move(active - page);
    else if (key === 'Home') move(0);
    else if (key === 'End') move(total - 1);
    else if (key === 'Enter' && row) props.open(row);
    else if (key === ' ' && row) selection?.toggle(row.id);
  }

  // in their order, one a drawing: each sees what the one before has changed
  const answerEarly = useEffectEvent(() => {
    const [next] = early.current;
    if (next === undefined || !isReadyFor(next)) return;
    early.current.shift();
    answer(next);
    drawAgain();
  });
  useEffect(() => answerEarly(), [rows, drawings]);

  const tracks = columns.map((column) => column.track).join(' ');
  const template = { gridTemplateColumns: selection ? `40px ${tracks}` : tracks };
  const isAll = selection !== undefined && total > 0 && selection.ids.size >= total;
  return (
    <div
      ref={grid}
      className={css['grid']}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={rows.rowAt(active) ? `row-${active}` : undefined}
      data-autofocus
      onKeyDown={onKeyDown}
      onBlur={() => (early.current = [])}
    >
      <div className={css['head']} role="row" aria-rowindex={1} style={template}>
        {selection && (
          <div role="columnheader" className={css['check']}>
            <input type="checkbox" tabIndex={-1} aria-label={t.list.selectAll} checked={isAll} onChange={() => selection.all()} />
          </div>
        )}
        {columns.map((column) => (
          <div key={column.id} role="columnheader" data-align={column.align}>
            {column.label}
          </div>
        ))}
      </div>
      <div className={css['body']} ref={scroller} role="presentation" data-testid="scroller">
        <div role="presentation" className={css['all']} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.rowAt(item.index);
            const isChosen = row !== undefined && selection?.ids.has(row.id) === true;
            return (
              // the keyboard is served by the grid, which holds the one tab stop
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={item.key}
                id={`row-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selection ? isChosen : undefined}
                className={css['row']}
                data-here={item.index === active ? '' : undefined}
                data-chosen={isChosen ? '' : undefined}
                data-tone={row && props.toneOf?.(row)}
                style={{ ...template, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  setActive(item.index);
                  if (row) props.open(row);
                }}
              >
                {selection && (
                  <div role="gridcell" className={css['check']}>
                    {row && (
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        aria-label={t.list.selectRow(props.nameOf(row))}
                        checked={isChosen}
                        onClick={(event) => event.stopPropagation()}
                        onChange={() => selection.toggle(row.id)}
                      />
                    )}
                  </div>
                )}
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" className={css['cell']} data-align={column.align}>
                    {row && column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Two lines in a cell: what matters, and beneath it what explains it. */
export function TwoLines({ main, under, tone }: { main: ReactNode; under?: ReactNode; tone?: 'strong' | 'bad' }): ReactNode {
  return (
    <span className={css['lines']}>
      <span className={css['main']} data-tone={tone}>
        {main}
      </span>
      {under !== undefined && <span className={css['under']}>{under}</span>}
    </span>
  );
}
