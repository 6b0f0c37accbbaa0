import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';

type ConfirmDialogProps = { readonly title: string; readonly advice: string; readonly button: string; confirm(): void; close(): void };

/** Asked only before what cannot be taken back. */
export function ConfirmDialog({ title, advice, button, confirm, close }: ConfirmDialogProps): ReactNode {
  const { t } = useSpoken();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{advice}</DialogContent>
          <DialogActions>
            <Button onClick={close}>{t.cancel}</Button>
            <Button appearance="primary" onClick={confirm}>
              {button}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
