import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Modal } from '#renderer/parts/modal.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import modal from './modal.module.css';
import css from './not-taken.module.css';

export type NotTakenItem = Answer<'draftFrom'>['notTaken'][number];

/** Said before a word is written: what of the earlier certificate the form has no field for. */
export function NotTaken({ items, goOn, close }: { items: readonly NotTakenItem[]; goOn(): void; close(): void }): ReactNode {
  const { t, say } = useSpoken();
  return (
    <Modal title={t.draft.notTakenTitle} role="alertdialog" close={close}>
      <p>{t.draft.notTaken(items.length)}</p>
      {/* a long list is scrolled by keyboard too */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={css['items']} tabIndex={0}>
        {items.map(({ label, value }, index) => (
          <li key={`${index} ${label.en}`}>
            <span>{say(label)}</span> {value}
          </li>
        ))}
      </ul>
      <div className={modal['buttons']}>
        <Button onClick={close}>{t.draft.notTakenStop}</Button>
        <Button appearance="primary" onClick={goOn}>
          {t.draft.notTakenGoOn}
        </Button>
      </div>
    </Modal>
  );
}
