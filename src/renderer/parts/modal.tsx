import { useEffect, useId, useRef, type ReactNode } from 'react';
import css from './modal.module.css';

type ModalProps = { readonly title: string; readonly role?: 'alertdialog'; readonly children: ReactNode; close(): void };

/**
 * The platform's own modal dialog: the rest is inert while it is open and live again the moment it is gone, Escape cancels,
 * and the focus goes back to where it came from.
 */
export function Modal({ title, role, children, close }: ModalProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      const back = before instanceof HTMLElement && before.isConnected ? before : document.querySelector<HTMLElement>('main h1');
      back?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={css['modal']}
      role={role}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
