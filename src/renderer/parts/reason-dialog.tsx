import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';

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
  const [reason, setReason] = useState('');
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') give(reason.trim());
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <Field label={label} hint={hint} required>
                <Textarea value={reason} rows={4} maxLength={maxLength} autoFocus onChange={(_, data) => setReason(data.value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>{t.cancel}</Button>
              <Button type="submit" appearance="primary" disabled={reason.trim() === ''}>
                {button}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
