import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Modal } from '#renderer/parts/modal.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './modal.module.css';

type ConfirmDialogProps = { readonly title: string; readonly advice: string; readonly button: string; confirm(): void; close(): void };

/** Asked only before what cannot be taken back. */
export function ConfirmDialog({ title, advice, button, confirm, close }: ConfirmDialogProps): ReactNode {
  const { t } = useSpoken();
  return (
    <Modal title={title} role="alertdialog" close={close}>
      <p>{advice}</p>
      <div className={css['buttons']}>
        <Button onClick={close}>{t.cancel}</Button>
        <Button appearance="primary" onClick={confirm}>
          {button}
        </Button>
      </div>
    </Modal>
  );
}
