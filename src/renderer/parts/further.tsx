import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { NotTaken, type NotTakenItem } from '#renderer/parts/not-taken.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { go } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useSettled } from '#renderer/state/use-settled.ts';
import css from './further.module.css';

type Page = Answer<'certificate'>;
type Begun = { readonly id: string; readonly notTaken: readonly NotTakenItem[] };

/** What grows out of a certificate: another one like it, one in its place, its withdrawal. */
export function Further({ page, again }: { page: Page; again(): void }): ReactNode {
  const { t } = useSpoken();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [isBeginning, setBeginning] = useState(false);
  const { id, state } = page.row;
  // a row opens at the first of two clicks, and one of these may come where it was clicked
  const mayClick = useSettled(`${id} ${state}`, false) && !isBeginning;
  const can = (action: Page['actions'][number]): boolean => page.actions.includes(action);
  if (!can('copy') && !can('replace') && !can('withdraw')) return null;

  async function write(how: 'copy' | 'replacement'): Promise<void> {
    setBeginning(true);
    const reply = await station.draftFrom({ id, how });
    setBeginning(false);
    if (!reply.ok) return tellFailure(reply.failure, { id }, again);
    if (reply.value.notTaken.length > 0) setBegun(reply.value);
    else go({ screen: 'draft', id: reply.value.id });
  }

  async function drop(draft: string): Promise<void> {
    setBegun(null);
    const reply = await station.discardDraft({ id: draft });
    if (!reply.ok) tellFailure(reply.failure);
  }

  async function withdraw(): Promise<void> {
    setBeginning(true);
    const reply = await station.prepareWithdrawal({ id });
    setBeginning(false);
    if (reply.ok) go({ screen: 'review', id: reply.value.id });
    else tellFailure(reply.failure, { id }, again);
  }

  return (
    <Panel title={t.certificate.goOn}>
      <div className={css['further']}>
        {can('replace') && (
          <Button
            appearance={state === 'replacementAsked' ? 'primary' : 'secondary'}
            disabledFocusable={!mayClick}
            onClick={() => void write('replacement')}
          >
            {t.certificate.replace}
          </Button>
        )}
        {can('copy') && (
          <Button disabledFocusable={!mayClick} onClick={() => void write('copy')}>
            {t.certificate.copyOf}
          </Button>
        )}
        {can('withdraw') && (
          <Button disabledFocusable={!mayClick} onClick={() => void withdraw()}>
            {t.certificate.withdraw}
          </Button>
        )}
      </div>
      {begun !== null && (
        <NotTaken items={begun.notTaken} close={() => void drop(begun.id)} goOn={() => go({ screen: 'draft', id: begun.id })} />
      )}
    </Panel>
  );
}
