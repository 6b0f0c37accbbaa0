import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useMemo, useState, type ReactNode } from 'react';
import { documentTypes } from '#core/documents/types.ts';
import { Grid, TwoLines, type Column } from '#renderer/parts/grid.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { Empty, ScreenFrame } from '#renderer/parts/screen.tsx';
import { Search } from '#renderer/parts/search.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { copyText } from '#renderer/state/copy.ts';
import { holderOf } from '#renderer/state/holder-of.ts';
import { useSpoken, type Spoken } from '#renderer/state/language.tsx';
import { tellDone } from '#renderer/state/notices.ts';
import { goBack } from '#renderer/state/route.ts';
import { saveOfficials } from '#renderer/state/save.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useRows } from '#renderer/state/use-rows.ts';
import css from './officials.module.css';

type OfficialRow = Answer<'officials'>['rows'][number] & { readonly id: string };
const tones: Readonly<Record<OfficialRow['status'], Tone>> = { active: 'good', pending: 'waiting', rejected: 'bad', revoked: 'bad' };

/** Who may sign what, for whom, and since when: the directory as this station holds it. */
export function Officials(): ReactNode {
  const spoken = useSpoken();
  const { t, formats, say } = spoken;
  const now = useNow();
  useEscape(goBack);
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const replicas = useAnswer('replicas', () => station.directoryReplicas({}), ['statusChanged']);
  const rows = useRows<OfficialRow>(words, async (offset, limit) => {
    const reply = await station.officials({ search: words === '' ? undefined : words, offset, limit });
    if (!reply.ok) return reply;
    const identified = reply.value.rows.map((row) => ({ ...row, id: `${row.authority} ${row.entityId} ${row.fingerprint}` }));
    return { ok: true, value: { rows: identified, total: reply.value.total } };
  });
  const stoodOn = rows.rowAt(active);
  const columns = useMemo(() => officialColumns(spoken), [spoken]);

  function copy(row: OfficialRow): void {
    copyText(row.fingerprint);
    tellDone(t.officials.copied(row.name));
  }

  return (
    <ScreenFrame
      title={t.officials.title}
      aside={rows.total === null ? '' : t.officials.count(formats.number(rows.total))}
      tools={
        <>
          <Search
            words={words}
            search={(next) => {
              setWords(next);
              setActive(0);
            }}
          />
          <Button
            icon={<ArrowDownloadRegular />}
            disabledFocusable={rows.total === 0 || rows.total === null}
            onClick={() => void saveOfficials(words, t, formats.number)}
          >
            {t.officials.exportButton}
          </Button>
        </>
      }
    >
      <ul className={css['replicas']} aria-label={t.officials.replicas}>
        {replicas.value?.replicas.map((replica) => (
          <li key={replica.authority}>
            <strong title={replica.authority}>{holderOf(replica.authority)}</strong>{' '}
            {t.officials.replica(formats.number(replica.sequence), formats.ago(replica.issuedAt, now))}
          </li>
        ))}
      </ul>
      {rows.failure && <FailurePanel failure={rows.failure} again={rows.again} />}
      {rows.total === 0 ? (
        <Empty
          title={words === '' ? t.officials.emptyTitle : t.list.nothingFound(words)}
          advice={words === '' ? t.officials.emptyAdvice : undefined}
        />
      ) : (
        <>
          <Grid
            label={t.officials.title}
            rows={rows}
            columns={columns}
            active={active}
            setActive={setActive}
            nameOf={(row) => row.name}
            open={copy}
          />
          {/* the columns cut long names: whoever moves by the keys reads them here */}
          {stoodOn && (
            <p className={css['whole']}>
              {[
                stoodOn.name,
                stoodOn.entityName,
                stoodOn.authority,
                formats.list(stoodOn.documentTypes.map((id) => typeName(id, say))),
              ].join(' · ')}
            </p>
          )}
        </>
      )}
    </ScreenFrame>
  );
}

function typeName(id: string, say: Spoken['say']): string {
  const type = documentTypes.find((one) => one.id === id);
  return type ? say(type.name) : id;
}

function officialColumns({ t, formats, say }: Spoken): readonly Column<OfficialRow>[] {
  return [
    {
      id: 'name',
      label: t.officials.name,
      track: 'minmax(264px, 1.5fr)',
      render: (row) => <TwoLines main={row.name} under={`${t.officials.fingerprint} ${shortDigest(row.fingerprint)}`} tone="strong" />,
    },
    {
      id: 'entity',
      label: t.officials.entity,
      track: 'minmax(0, 1.3fr)',
      render: (row) => <TwoLines main={row.entityName} under={holderOf(row.authority)} />,
    },
    { id: 'country', label: t.report.country, track: '96px', render: (row) => formats.country(row.country) },
    {
      id: 'types',
      label: t.officials.documents,
      track: 'minmax(0, 1fr)',
      render: (row) => <TwoLines main={formats.list(row.documentTypes.map((id) => typeName(id, say)))} />,
    },
    {
      id: 'enabled',
      label: t.officials.enabled,
      track: 'minmax(132px, 0.6fr)',
      render: (row) => (
        <TwoLines
          main={formats.day(row.enabledFrom)}
          under={row.enabledUntil === null ? '' : t.officials.until(formats.day(row.enabledUntil))}
        />
      ),
    },
    {
      id: 'status',
      label: t.columns.state,
      track: 'minmax(130px, 0.6fr)',
      render: (row) => (
        <Mark tone={row.isEnabled ? tones[row.status] : row.status === 'active' ? 'care' : tones[row.status]}>
          {row.status === 'active' && !row.isEnabled ? t.officials.disabled : t.officials.statuses[row.status]}
        </Mark>
      ),
    },
  ];
}
