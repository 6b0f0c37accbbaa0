import { Button } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { FolderOpenRegular } from '@fluentui/react-icons/svg/folder-open';
import { PenRegular } from '@fluentui/react-icons/svg/pen';
import { useEffect, useEffectEvent, useMemo, useState, type DragEvent, type ReactNode } from 'react';
import type { Reply } from '#contract/rpc.ts';
import { statesToReview, type OutgoingState } from '#core/lifecycle.ts';
import { Filters } from '#renderer/parts/filters.tsx';
import { Grid } from '#renderer/parts/grid.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Empty, KeyHints, ScreenFrame } from '#renderer/parts/screen.tsx';
import { Search } from '#renderer/parts/search.tsx';
import { UnfinishedBatch } from '#renderer/parts/unfinished-batch.tsx';
import { workColumns, type WorkRow } from '#renderer/parts/work-columns.tsx';
import { chooseAndReceive, receiveDropped } from '#renderer/state/receive.ts';
import { pictureStands } from '#renderer/state/first-picture.ts';
import { takeFirstRows } from '#renderer/state/first-rows.ts';
import { inboxPlace, type InboxFilter } from '#renderer/state/inbox-place.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure, tellInstead } from '#renderer/state/notices.ts';
import { go, nameAgain, routeOf } from '#renderer/state/route.ts';
import { chooseToSign } from '#renderer/state/signing.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useRows } from '#renderer/state/use-rows.ts';
import { mostAtOnce, standingOf, useSelection, type Selection } from '#renderer/state/use-selection.ts';
import css from './inbox.module.css';

const statesOf: Readonly<Record<InboxFilter, OutgoingState[] | undefined>> = {
  all: undefined,
  toReview: [...statesToReview],
  approved: ['approved'],
};
const everyApproved = { box: 'inbox' as const, states: statesOf.approved, offset: 0 };
const nobody: Selection = new Map();
const approvedOf = (selection: Selection): string[] => [...selection].filter(([, state]) => state === 'approved').map(([id]) => id);

/** `show`: the certificates one is led to, the first of them in the list. */
export function Inbox({ show = null }: { show?: string | null }): ReactNode {
  const spoken = useSpoken();
  const { t, formats } = spoken;
  const now = useNow();
  const [filter, setFilter] = useState(inboxPlace.filter);
  const [words, setWords] = useState(inboxPlace.words);
  const [active, setActive] = useState(inboxPlace.active);
  const [chosen, setChosen] = useSelection();
  const [isDragging, setDragging] = useState(false);
  const focusKept = useFocusKept(() => document.querySelector<HTMLElement>('main [data-autofocus]'));
  const query = { box: 'inbox' as const, states: statesOf[filter], search: words === '' ? undefined : words };
  const rows = useRows<WorkRow>(
    `${filter} ${words}`,
    (offset, limit) => station.work({ ...query, offset, limit }),
    () => (filter === 'all' && words === '' ? takeFirstRows() : null),
  );
  // drawn with its first rows, so that no key is answered before
  const [read, setRead] = useState(inboxPlace.read);
  if (read !== null && rows.total !== null) {
    const at = indexOf(read);
    setRead(null);
    if (at !== -1) setActive(at);
  }
  useEffect(() => {
    inboxPlace.active = active;
    inboxPlace.read = null;
  }, [active]);
  const isThere = rows.total !== null || rows.failure !== null;
  useEffect(() => {
    if (isThere) pictureStands();
  }, [isThere]);
  const columns = useMemo(() => {
    const all = workColumns(spoken, now);
    return [all.number, all.goods, all.destination, all.assigned, all.arrived, all.findings, all.state];
  }, [spoken, now]);

  function keepPlace(index: number): void {
    inboxPlace.active = index;
    setActive(index);
  }

  function search(next: string): void {
    inboxPlace.words = next;
    setWords(next);
    keepPlace(0);
  }

  function choose(next: InboxFilter): void {
    inboxPlace.filter = next;
    setFilter(next);
    keepPlace(0);
  }

  const lead = useEffectEvent((position: number) => {
    search('');
    choose('all');
    keepPlace(position - 1);
    nameAgain({ screen: 'inbox' });
  });
  useEffect(() => {
    if (show === null) return undefined;
    let isLed = true;
    const [first = ''] = show.split(',');
    void station.neighbours({ id: first }).then((reply) => {
      if (!isLed || !reply.ok) return;
      if (reply.value.position > 0) lead(reply.value.position);
      // signed long since
      else nameAgain({ screen: 'all', only: show });
    });
    return () => {
      // whoever went elsewhere meanwhile
      isLed = false;
    };
  }, [show]);

  function toggle(id: string): void {
    const next = new Map(chosen);
    if (!next.delete(id)) {
      next.set(id, rows.rowAt(indexOf(id))?.state ?? 'pending');
    }
    setChosen(next);
  }

  /** among the rows that are here; -1 where it is not */
  function indexOf(id: string): number {
    for (let index = 0; index < (rows.total ?? 0); index++) if (rows.rowAt(index)?.id === id) return index;
    return -1;
  }

  async function toggleAll(): Promise<boolean> {
    const reply = await station.work({ ...query, offset: 0, limit: mostAtOnce });
    if (!reply.ok) {
      tellFailure(reply.failure);
      return false;
    }
    const all = new Map(reply.value.rows.map((row) => [row.id, row.state]));
    // where more is selected than this list holds, what is meant is this list
    const isAll = all.size === chosen.size && [...all.keys()].every((id) => chosen.has(id));
    setChosen(isAll ? nobody : all);
    return true;
  }

  const approved = approvedOf(chosen).length;
  // with nothing selected the next step is all that is approved
  const allApproved =
    useAnswer('approved', () => station.work({ ...everyApproved, limit: 1 }), ['changed'], { restMs: 500 }).value?.total ?? 0;
  const toSign = chosen.size === 0 ? Math.min(allApproved, mostAtOnce) : approved;

  async function sign(): Promise<boolean> {
    const approved = await approvedNow();
    // whoever went elsewhere meanwhile stays there
    if (routeOf(location.hash).screen !== 'inbox') return false;
    if (!approved.ok) tellFailure(approved.failure);
    else if (approved.value.length === 0) tellInstead(chosen.size > 0 ? t.inbox.selectedNotApproved : t.inbox.emptyApproved);
    else {
      chooseToSign(approved.value);
      go({ screen: 'sign' });
      return true;
    }
    return false;
  }

  /** As it stands now: what was known of it when the key was pressed may be older. */
  async function approvedNow(): Promise<Reply<readonly string[]>> {
    if (chosen.size > 0) {
      const standing = await standingOf(chosen);
      return standing.ok ? { ok: true, value: approvedOf(standing.value) } : standing;
    }
    const reply = await station.work({ ...everyApproved, limit: mostAtOnce });
    return reply.ok ? { ok: true, value: reply.value.rows.map((row) => row.id) } : reply;
  }

  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setDragging(true);
    },
    onDragLeave: () => setDragging(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      void receiveDropped(event.dataTransfer.files, t);
    },
  };
  return (
    <div className={css['inbox']} data-dragging={isDragging ? '' : undefined} {...drop}>
      <ScreenFrame
        title={t.inbox.title}
        aside={rows.total === null ? '' : rows.total === 1 ? t.list.oneRow : t.list.rows(formats.number(rows.total))}
        tools={
          <>
            <Search words={words} search={search} />
            <Button icon={<EditRegular />} onClick={() => go({ screen: 'drafts' })}>
              {t.drafts.open}
            </Button>
            <Button icon={<FolderOpenRegular />} onClick={() => void chooseAndReceive(t)}>
              {t.inbox.open}
            </Button>
            <Button
              appearance="primary"
              icon={<PenRegular />}
              disabledFocusable={toSign === 0}
              title={t.inbox.signHint}
              onClick={() => void sign()}
            >
              {toSign === 0 ? t.inbox.signNone : chosen.size === 0 ? t.inbox.signApproved(toSign) : t.inbox.sign(toSign)}
            </Button>
          </>
        }
      >
        <UnfinishedBatch />
        <div className={css['second']} {...focusKept}>
          <Filters
            label={t.inbox.title}
            chosen={filter}
            choose={choose}
            options={[
              { id: 'all', words: t.inbox.filters.all },
              { id: 'toReview', words: t.inbox.filters.toReview },
              { id: 'approved', words: t.inbox.filters.approved },
            ]}
          />
          <p role="status" className={css['chosen']}>
            {chosen.size > 0 && t.list.selected(chosen.size)}
            {chosen.size > approved && ` · ${t.inbox.notApproved(chosen.size - approved)}`}
          </p>
          {chosen.size > 0 && (
            <Button appearance="subtle" size="small" onClick={() => setChosen(nobody)}>
              {t.list.clear}
            </Button>
          )}
        </div>
        {rows.failure && <FailurePanel failure={rows.failure} again={rows.again} />}
        {rows.total === 0 ? (
          <Nothing filter={filter} words={words} />
        ) : (
          <Grid
            label={t.inbox.title}
            rows={rows}
            columns={columns}
            selection={{ ids: new Set(chosen.keys()), toggle, all: toggleAll }}
            active={active}
            setActive={keepPlace}
            nameOf={(row) => row.number}
            toneOf={(row) => (row.isUrgent ? 'urgent' : undefined)}
            open={(row) => go({ screen: 'review', id: row.id })}
            keys={{ s: sign }}
          />
        )}
        <KeyHints>{t.inbox.keys}</KeyHints>
      </ScreenFrame>
      {isDragging && <p className={css['drop']}>{t.inbox.drop}</p>}
    </div>
  );
}

function Nothing({ filter, words }: { filter: InboxFilter; words: string }): ReactNode {
  const { t } = useSpoken();
  if (words !== '') return <Empty title={t.list.nothingFound(words)} />;
  return (
    <Empty title={t.inbox.emptyTitle} advice={filter === 'approved' ? t.inbox.emptyApproved : t.inbox.emptyAdvice}>
      <Button icon={<FolderOpenRegular />} onClick={() => void chooseAndReceive(t)}>
        {t.inbox.open}
      </Button>
    </Empty>
  );
}
