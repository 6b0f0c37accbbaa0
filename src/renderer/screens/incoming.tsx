import { useMemo, useState, type ReactNode } from 'react';
import { Grid, TwoLines, type Column } from '#renderer/parts/grid.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Empty, KeyHints, ScreenFrame } from '#renderer/parts/screen.tsx';
import { Search } from '#renderer/parts/search.tsx';
import { IncomingMark, Mark, VerdictMark } from '#renderer/parts/state-mark.tsx';
import { useSpoken, type Spoken } from '#renderer/state/language.tsx';
import { go } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useRows } from '#renderer/state/use-rows.ts';

type IncomingRow = Answer<'incoming'>['rows'][number];

const place = { active: 0, words: '' };

/** What other countries signed for this office, already judged. */
export function Incoming(): ReactNode {
  const spoken = useSpoken();
  const { t, formats } = spoken;
  const now = useNow();
  const [words, setWords] = useState(place.words);
  const [active, setActive] = useState(place.active);
  const rows = useRows<IncomingRow>(words, (offset, limit) =>
    station.incoming({ search: words === '' ? undefined : words, offset, limit }),
  );
  const columns = useMemo(() => incomingColumns(spoken, now), [spoken, now]);

  function keepPlace(index: number): void {
    place.active = index;
    setActive(index);
  }

  return (
    <ScreenFrame
      title={t.incoming.title}
      aside={rows.total === null ? '' : rows.total === 1 ? t.list.oneRow : t.list.rows(formats.number(rows.total))}
      tools={<Search words={words} search={(next) => ((place.words = next), setWords(next), keepPlace(0))} />}
    >
      {rows.failure && <FailurePanel failure={rows.failure} again={rows.again} />}
      {rows.total === 0 ? (
        <Empty
          title={words === '' ? t.incoming.emptyTitle : t.list.nothingFound(words)}
          advice={words === '' ? t.incoming.emptyAdvice : undefined}
        />
      ) : (
        <Grid
          label={t.incoming.title}
          rows={rows}
          columns={columns}
          active={active}
          setActive={keepPlace}
          nameOf={(row) => row.number}
          toneOf={(row) => (row.state === 'invalid' || row.state === 'undecided' ? 'urgent' : undefined)}
          open={(row) => go({ screen: 'report', id: row.id })}
        />
      )}
      <KeyHints>{t.incoming.keys}</KeyHints>
    </ScreenFrame>
  );
}

function incomingColumns({ t, formats, say }: Spoken, now: number): readonly Column<IncomingRow>[] {
  return [
    {
      id: 'number',
      label: t.columns.number,
      track: 'minmax(248px, 1fr)',
      render: (row) => <TwoLines main={row.number} under={say(row.typeName)} tone="strong" />,
    },
    {
      id: 'goods',
      label: t.columns.goods,
      track: 'minmax(0, 1.7fr)',
      render: (row) => <TwoLines main={row.goods ?? '—'} under={row.exporter ?? ''} />,
    },
    {
      id: 'country',
      label: t.columns.origin,
      track: 'minmax(124px, 0.6fr)',
      render: (row) => <TwoLines main={formats.country(row.fromCountry)} />,
    },
    {
      id: 'verdict',
      label: t.columns.verdict,
      track: 'minmax(180px, 0.6fr)',
      render: (row) =>
        row.judgement ? (
          <VerdictMark verdict={row.judgement.verdict} />
        ) : (
          row.state === 'arrived' && <Mark tone="waiting">{t.toJudge}</Mark>
        ),
    },
    {
      id: 'state',
      label: t.columns.state,
      track: 'minmax(196px, 0.8fr)',
      // a state that only repeats the verdict says what is to be done instead
      render: (row) =>
        isAnswered(row.state) ? <IncomingMark state={row.state} /> : row.judgement && <Mark tone="ready">{t.toAnswer}</Mark>,
    },
    {
      id: 'arrived',
      label: t.columns.arrived,
      track: 'minmax(148px, 0.8fr)',
      render: (row) => <TwoLines main={formats.ago(row.arrivedAt, now)} under={formats.brief(row.arrivedAt)} />,
    },
  ];
}

function isAnswered(state: IncomingRow['state']): boolean {
  return !['arrived', 'valid', 'invalid', 'undecided'].includes(state);
}
