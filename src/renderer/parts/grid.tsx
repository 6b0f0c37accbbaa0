import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useKeysInTurn } from '#renderer/state/use-keys-in-turn.ts';
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

export type Selection = { readonly ids: ReadonlySet<string>; toggle(id: string): void; all(): Promise<boolean> };

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
  /** what the screen does at a key of its own, and whether it was done */
  readonly keys?: Readonly<Record<string, () => Promise<boolean>>>;
};

const rowHeight = 52;
const aroundHeight = 256;
const movingKeys: readonly string[] = ['ArrowDown', 'j', 'ArrowUp', 'k', 'PageDown', 'PageUp', 'Home', 'End'];
const rowKeys: readonly string[] = ['Enter', ' '];
const selectAll = 'Ctrl+a';

/** Moves a list no further than it must for the whole row to be seen. */
function reveal(list: HTMLElement, index: number): void {
  const top = index * rowHeight;
  list.scrollTop = Math.min(top, Math.max(list.scrollTop, top + rowHeight - list.clientHeight));
}

function isWithin(list: HTMLElement, index: number, height = list.clientHeight): boolean {
  const top = index * rowHeight - list.scrollTop;
  return top >= 0 && top + rowHeight <= height;
}

/** A list of any length: only the rows on screen exist, one tab stop, the active row told to screen readers. */
export function Grid<Row extends { readonly id: string }>(props: GridProps<Row>): ReactNode {
  const { rows, columns, selection, setActive } = props;
  const { t } = useSpoken();
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const total = rows.total ?? 0;
  const active = total === 0 ? props.active : Math.min(props.active, total - 1);
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
  // in a list that became shorter one stands on its last row, and stays there whatever comes
  const stay = useEffectEvent(() => {
    if (active !== props.active) setActive(active);
  });
  useEffect(() => stay(), [total]);
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
  // what comes above a list makes it shorter: the row one stands on stays in view, where it was
  const lastHeight = useRef(0);
  const keepInView = useEffectEvent((list: HTMLElement, heightBefore: number) => {
    if (isWithin(list, active, heightBefore)) reveal(list, active);
  });
  useEffect(() => {
    const list = scroller.current;
    if (list === null) return;
    lastHeight.current = list.clientHeight;
    const watch = new ResizeObserver(() => {
      keepInView(list, lastHeight.current);
      lastHeight.current = list.clientHeight;
    });
    watch.observe(list);
    return () => watch.disconnect();
  }, []);
  // where the screen itself is moved, the list the keys have brought into view stays there, unless somebody moved the screen since
  const broughtTo = useRef(-1);
  useEffect(() => {
    const screen = grid.current?.parentElement;
    if (!screen) return;
    const watch = new ResizeObserver(() => {
      if (screen.scrollTop === broughtTo.current) bring();
    });
    watch.observe(screen);
    return () => watch.disconnect();
  }, []);

  function bring(): void {
    grid.current?.scrollIntoView({ block: 'nearest' });
    broughtTo.current = grid.current?.parentElement?.scrollTop ?? -1;
  }

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
    bring();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || (event.target as HTMLElement).tagName === 'BUTTON') return;
    const plain = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const key = event.ctrlKey || event.metaKey ? `Ctrl+${plain}` : plain;
    const isTaken = key === selectAll ? selection : movingKeys.includes(key) || rowKeys.includes(key) || props.keys?.[key];
    if (!isTaken) return;
    event.preventDefault();
    // a key that is held moves on, and does the rest once
    if (event.repeat && !movingKeys.includes(key)) return;
    const list = scroller.current;
    // out of sight its row may have been let go: it is shown first, and nothing done to what is not seen
    if (list !== null && standing(key) === 'lost' && active < total) reveal(list, active);
    else press(key);
  }

  function standing(key: string): 'ready' | 'coming' | 'lost' {
    if (rows.total !== null && (!rowKeys.includes(key) || rows.rowAt(active))) return 'ready';
    const list = scroller.current;
    // a list that has just become shorter brings its row back in a moment
    const isAwaited = rows.total === null || (list !== null && isWithin(list, active, Math.max(list.clientHeight, lastHeight.current)));
    return isAwaited && rows.failure === null ? 'coming' : 'lost';
  }

  function answer(key: string): void | Promise<boolean> {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const row = rows.rowAt(active);
    if (key === selectAll) return selection?.all();
    if (props.keys?.[key]) return props.keys[key]();
    if (key === 'ArrowDown' || key === 'j') move(active + 1);
    else if (key === 'ArrowUp' || key === 'k') move(active - 1);
    else if (key === 'PageDown') move(active + page);
    else if (key === 'PageUp') move(active - page);
    else if (key === 'Home') move(0);
    else if (key === 'End') move(total - 1);
    else if (key === 'Enter' && row) props.open(row);
    else if (key === ' ' && row) selection?.toggle(row.id);
  }
  const { press, forget } = useKeysInTurn({ standing, answer });

  const tracks = columns.map((column) => column.track).join(' ');
  const template = { gridTemplateColumns: selection ? `40px ${tracks}` : tracks };
  // rows that are selected may stand in another list
  const isAll =
    selection !== undefined &&
    total > 0 &&
    selection.ids.size === total &&
    items.every(({ index }) => selection.ids.has(rows.rowAt(index)?.id ?? ''));
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
      onBlur={forget}
    >
      <div className={css['head']} role="row" aria-rowindex={1} style={template}>
        {selection && (
          <div role="columnheader" className={css['check']}>
            <input type="checkbox" tabIndex={-1} aria-label={t.list.selectAll} checked={isAll} onChange={() => void selection.all()} />
          </div>
        )}
        {columns.map((column) => (
          <div key={column.id} role="columnheader" data-align={column.align}>
            {column.label}
          </div>
        ))}
      </div>
      {/* Chromium makes a tab stop of whatever scrolls: this one hands on the focus it is given by a click */}
      <div
        className={css['body']}
        ref={scroller}
        role="presentation"
        tabIndex={-1}
        data-testid="scroller"
        onFocus={(event) => event.target === event.currentTarget && grid.current?.focus({ preventScroll: true })}
      >
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

type Lines = { readonly main: ReactNode; readonly under?: ReactNode; readonly tone?: 'strong' | 'bad' };

/** Two lines in a cell: what matters, and beneath it what explains it. What is cut for want of room is read whole under the pointer. */
export function TwoLines({ main, under, tone }: Lines): ReactNode {
  const whole = [main, under].filter((line) => typeof line === 'string' && line !== '').join('\n');
  return (
    <span className={css['lines']} title={whole === '' ? undefined : whole}>
      <span className={css['main']} data-tone={tone}>
        {main}
      </span>
      {under !== undefined && <span className={css['under']}>{under}</span>}
    </span>
  );
}
