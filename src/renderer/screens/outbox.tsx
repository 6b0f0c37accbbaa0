import { useMemo, useState, type ReactNode } from 'react';
import type { OutgoingState } from '#core/lifecycle.ts';
import { Filters } from '#renderer/parts/filters.tsx';
import { Grid } from '#renderer/parts/grid.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Empty, KeyHints, ScreenFrame } from '#renderer/parts/screen.tsx';
import { Search } from '#renderer/parts/search.tsx';
import { workColumns, type WorkRow } from '#renderer/parts/work-columns.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { go } from '#renderer/state/route.ts';
import { station } from '#renderer/state/station.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useRows } from '#renderer/state/use-rows.ts';

type Filter = 'all' | 'moving' | 'attention' | 'done';
const moving: OutgoingState[] = ['queued', 'sending', 'unconfirmed', 'sent'];
const attention: OutgoingState[] = ['needsAttention', 'refused', 'receivedWithErrors', 'replacementAsked'];
const over: OutgoingState[] = ['received', 'used', 'replaced', 'withdrawn'];
const statesOf: Readonly<Record<Filter, OutgoingState[]>> = { all: [...attention, ...moving, ...over], moving, attention, done: over };

const place = { active: 0, filter: 'all' as Filter, words: '' };

/** What was signed, until the other country has acknowledged it. */
export function Outbox(): ReactNode {
  const spoken = useSpoken();
  const { t, formats } = spoken;
  const now = useNow();
  const [filter, setFilter] = useState(place.filter);
  const [words, setWords] = useState(place.words);
  const [active, setActive] = useState(place.active);
  const rows = useRows<WorkRow>(`${filter} ${words}`, (offset, limit) =>
    station.work({ box: 'all', states: statesOf[filter], search: words === '' ? undefined : words, offset, limit }),
  );
  const columns = useMemo(() => {
    const all = workColumns(spoken, now);
    return [all.number, all.goods, all.destination, { ...all.state, track: 'minmax(266px, 0.4fr)' }, all.changed, all.next];
  }, [spoken, now]);

  function keepPlace(index: number): void {
    place.active = index;
    setActive(index);
  }

  return (
    <ScreenFrame
      title={t.outbox.title}
      aside={rows.total === null ? '' : rows.total === 1 ? t.list.oneRow : t.list.rows(formats.number(rows.total))}
      tools={<Search words={words} search={(next) => ((place.words = next), setWords(next), keepPlace(0))} />}
    >
      <div>
        <Filters
          label={t.outbox.title}
          chosen={filter}
          choose={(next) => ((place.filter = next), setFilter(next), keepPlace(0))}
          options={[
            { id: 'all', words: t.outbox.filters.all },
            { id: 'attention', words: t.outbox.filters.attention },
            { id: 'moving', words: t.outbox.filters.moving },
            { id: 'done', words: t.outbox.filters.done },
          ]}
        />
      </div>
      {rows.failure && <FailurePanel failure={rows.failure} again={rows.again} />}
      {rows.total === 0 ? (
        <Empty
          title={words === '' ? t.outbox.emptyTitle : t.list.nothingFound(words)}
          advice={words === '' ? t.outbox.emptyAdvice : undefined}
        />
      ) : (
        <Grid
          label={t.outbox.title}
          rows={rows}
          columns={columns}
          active={active}
          setActive={keepPlace}
          nameOf={(row) => row.number}
          toneOf={(row) => (attention.includes(row.state) ? 'urgent' : undefined)}
          open={(row) => go({ screen: 'certificate', id: row.id })}
        />
      )}
      <KeyHints>{t.outbox.keys}</KeyHints>
    </ScreenFrame>
  );
}
