import { Button } from '@fluentui/react-components';
import { useId, useState, type ReactNode } from 'react';
import { Modal } from '#renderer/parts/modal.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import field from '#renderer/parts/field.module.css';
import css from './modal.module.css';

type ReasonDialogProps = {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly maxLength: number;
  give(reason: string): void;
  close(): void;
};

/** Asks for a reason somebody else will read; nothing happens without one. */
export function ReasonDialog({ title, label, hint, button, maxLength, give, close }: ReasonDialogProps): ReactNode {
  const { t } = useSpoken();
  const id = useId();
  const [reason, setReason] = useState('');
  const isEmpty = reason.trim() === '';
  return (
    <Modal title={title} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) give(reason.trim());
        }}
      >
        <div className={field['field']}>
          <label htmlFor={id}>{label}</label>
          <textarea
            id={id}
            value={reason}
            rows={4}
            maxLength={maxLength}
            required
            autoFocus
            aria-describedby={`${id}-hint`}
            onChange={(event) => setReason(event.target.value)}
          />
          <span id={`${id}-hint`} className={field['help']}>
            {hint} {reason.length > maxLength * 0.8 && `${reason.length}/${maxLength}`}
          </span>
        </div>
        <div className={css['buttons']}>
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" appearance="primary" disabled={isEmpty}>
            {button}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
