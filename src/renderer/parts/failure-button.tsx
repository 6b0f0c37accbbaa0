import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { failureAction } from '#core/text/failures.ts';
import { copyText } from '#renderer/state/copy.ts';
import { useFailureText } from '#renderer/state/failure-words.ts';
import { go } from '#renderer/state/route.ts';
import { station } from '#renderer/state/station.ts';

type FailureButtonProps = {
  readonly failure: { readonly code: string };
  readonly about: { readonly id: string } | null;
  again(): void;
  close(): void;
};

/** The one way out of a failure. */
export function FailureButton({ failure, about, again, close }: FailureButtonProps): ReactNode {
  const text = useFailureText(failure);
  return (
    <Button size="small" onClick={() => takeWayOut(failure, about, again, close)}>
      {text.action}
    </Button>
  );
}

function takeWayOut(failure: { readonly code: string }, about: { readonly id: string } | null, again: () => void, close: () => void): void {
  const action = failureAction(failure);
  const id = about?.id ?? (failure as { readonly id?: string }).id;
  if (action === 'again' || action === 'files') return again();
  if (action === 'copy') copyText(JSON.stringify(failure));
  else if (action === 'tokens' || action === 'settings') go({ screen: action });
  else if (action === 'review' && id !== undefined) go({ screen: 'review', id });
  else if (action === 'certificate' && id !== undefined) go({ screen: 'certificate', id });
  else if (action === 'list') go({ screen: 'inbox' });
  else if (action === 'sync') void station.syncNow({});
  close();
}
