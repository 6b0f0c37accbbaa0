import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { WorkFilter } from '#contract/work-filter.ts';
import { Chooser } from '#renderer/parts/chooser.tsx';
import { Filters } from '#renderer/parts/filters.tsx';
import { Grid, TwoLines, type Column } from '#renderer/parts/grid.tsx';
import { LateTime } from '#renderer/parts/late-mark.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { SavedViews } from '#renderer/parts/saved-views.tsx';
import { Empty, KeyHints, ScreenFrame } from '#renderer/parts/screen.tsx';
import { Search } from '#renderer/parts/search.tsx';
import { workColumns, type WorkRow } from '#renderer/parts/work-columns.tsx';
import { holderOf } from '#renderer/state/holder-of.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { go, goBack, nameAgain } from '#renderer/state/route.ts';
import { saveList } from '#renderer/state/save.ts';
import { statesOfStage } from '#renderer/state/stages.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useRows } from '#renderer/state/use-rows.ts';
import css from './all-certificates.module.css';

const everyOne: WorkFilter = {};
const thoseOf = (only: string): WorkFilter => ({ ids: only.split(',') });

/** Where one was, so that coming back from a certificate does not begin at the top. */
const place = { active: 0, filter: everyOne };

/** Every certificate of the station, narrowed, kept as views and taken away as a file. `only`: one is led to these. */
export function AllCertificates({ only }: { only?: string | undefined }): ReactNode {
  const spoken = useSpoken();
  const { t, formats, say, language } = spoken;
  const now = useNow();
  useEscape(goBack);
  const [filter, setFilter] = useState(only === undefined ? place.filter : thoseOf(only));
  const [active, setActive] = useState(only === undefined ? place.active : 0);
  const focusKept = useFocusKept(() => document.querySelector<HTMLElement>('main [data-autofocus]'));
  const [isExporting, setExporting] = useState(false);
  const figures = useAnswer('monitor', () => station.monitor({}), []);
  const { stage = 'all', ...rest } = filter;
  const query = { ...rest, states: statesOfStage(stage) };
  const rows = useRows<WorkRow>(JSON.stringify(filter), (offset, limit) => station.work({ box: 'all', ...query, offset, limit }));
  const columns = useMemo(() => {
    const all = workColumns(spoken, now);
    const signer: Column<WorkRow> = {
      id: 'signer',
      label: t.monitor.official,
      track: 'minmax(0, 0.7fr)',
      render: (row) => <TwoLines main={row.signedBy === null ? '—' : holderOf(row.signedBy)} />,
    };
    const late: Column<WorkRow> = {
      id: 'late',
      label: t.monitor.late,
      track: '104px',
      render: (row) => row.lateByMs !== null && <LateTime lateByMs={row.lateByMs} />,
    };
    return [all.number, all.goods, all.destination, signer, all.state, late, all.changed];
  }, [spoken, now, t]);

  function keepPlace(index: number): void {
    place.active = index;
    setActive(index);
  }

  function narrow(next: WorkFilter): void {
    place.filter = next;
    setFilter(next);
    keepPlace(0);
  }

  // from this list itself
  const [led, setLed] = useState(only);
  if (only !== led) {
    setLed(only);
    if (only !== undefined) {
      setFilter(thoseOf(only));
      setActive(0);
    }
  }
  useEffect(() => {
    if (only === undefined) return;
    Object.assign(place, { active: 0, filter: thoseOf(only) });
    nameAgain({ screen: 'all' });
  }, [only]);

  async function exportAs(format: 'csv' | 'xlsx'): Promise<void> {
    setExporting(true);
    await saveList({ ...query, format, language }, t, formats.number);
    setExporting(false);
  }

  const countries = figures.value?.byCountry.filter((row) => row.outgoing > 0) ?? [];
  return (
    <ScreenFrame
      title={t.monitor.allTitle}
      aside={rows.total === null ? '' : rows.total === 1 ? t.list.oneRow : t.list.rows(formats.number(rows.total))}
      tools={
        <>
          <Search words={filter.search ?? ''} search={(words) => narrow({ ...filter, search: words === '' ? undefined : words })} />
          <Button disabled={isExporting} title={t.monitor.exportCsvHint} onClick={() => void exportAs('csv')}>
            {isExporting ? t.monitor.exporting : t.monitor.exportCsv}
          </Button>
          <Button disabled={isExporting} onClick={() => void exportAs('xlsx')}>
            {t.monitor.exportXlsx}
          </Button>
        </>
      }
    >
      <div className={css['narrow']} {...focusKept}>
        <Filters
          label={t.monitor.allTitle}
          chosen={stage}
          choose={(next) => narrow({ ...filter, stage: next })}
          options={(['all', 'toSign', 'moving', 'attention', 'done'] as const).map((id) => ({ id, words: t.monitor.stages[id] }))}
        />
        <Chooser
          label={t.monitor.countryColumn}
          every={t.monitor.everyCountry}
          options={countries.map((row) => ({ id: row.country, words: formats.country(row.country) }))}
          chosen={filter.country}
          choose={(country) => narrow({ ...filter, country })}
        />
        <Chooser
          label={t.monitor.typeColumn}
          every={t.monitor.everyType}
          options={figures.value?.byType.map((row) => ({ id: row.type, words: say(row.typeName) })) ?? []}
          chosen={filter.type}
          choose={(type) => narrow({ ...filter, type })}
        />
        <Chooser
          label={t.monitor.official}
          every={t.monitor.everyOfficial}
          options={figures.value?.officials.map((id) => ({ id, words: holderOf(id) })) ?? []}
          chosen={filter.official}
          choose={(official) => narrow({ ...filter, official })}
        />
        {filter.ids && (
          <Button size="small" icon={<DismissRegular />} title={t.monitor.showAll} onClick={() => narrow({ ...filter, ids: undefined })}>
            {t.monitor.onlyOpened}
          </Button>
        )}
      </div>
      <SavedViews filter={filter} choose={narrow} />
      {rows.failure && <FailurePanel failure={rows.failure} again={rows.again} />}
      {rows.total === 0 ? (
        <Empty title={filter.search ? t.list.nothingFound(filter.search) : t.monitor.allEmpty} />
      ) : (
        <Grid
          label={t.monitor.allTitle}
          rows={rows}
          columns={columns}
          active={active}
          setActive={keepPlace}
          nameOf={(row) => row.number}
          toneOf={(row) => (row.lateByMs === null ? undefined : 'urgent')}
          open={(row) => go({ screen: 'certificate', id: row.id })}
        />
      )}
      <KeyHints>{t.monitor.keys}</KeyHints>
    </ScreenFrame>
  );
}
