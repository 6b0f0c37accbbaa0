import { Button } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import type { ReactNode } from 'react';
import type { OpenedFile } from '#contract/window-api.ts';
import { FailureButton } from '#renderer/parts/failure-button.tsx';
import { dismiss, useNotices, type Notice } from '#renderer/state/notices.ts';
import { leadTo } from '#renderer/state/opened-files.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { useFailureText } from '#renderer/state/failure-words.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import type { Text } from '#renderer/text/es.ts';
import css from './notices.module.css';

/** Failures above the screen, things done beneath the rail; read out when they come. */
export function Notices(): ReactNode {
  const notices = useNotices();
  // at no button: one more press would begin to sign
  const focusKept = useFocusKept(() => document.querySelector<HTMLElement>('main [data-autofocus]:not(button)'));
  return (
    <div className={css['notices']} aria-live="polite" {...focusKept}>
      {notices.map((notice) =>
        notice.kind === 'opened' ? (
          <Opened key={notice.id} {...notice} />
        ) : notice.kind === 'failure' ? (
          <div key={notice.id} className={css['notice']} data-kind="failure" role="alert">
            <ErrorCircleRegular aria-hidden />
            <FailureWords failure={notice.failure} files={notice.files} />
            <FailureButton
              failure={notice.failure}
              about={notice.about}
              again={() => {
                dismiss(notice.id);
                notice.again?.();
              }}
              close={() => dismiss(notice.id)}
            />
            <Dismiss id={notice.id} />
          </div>
        ) : (
          <Brief key={notice.id} {...notice} />
        ),
      )}
    </div>
  );
}

type BriefProps = {
  readonly id: number;
  readonly kind: 'done' | 'instead';
  readonly sentence: string;
  /** it goes by itself, and so it moves nothing on the screen */
  readonly isPassing?: boolean;
  readonly children?: ReactNode;
};

function Brief({ id, kind, sentence, isPassing = true, children }: BriefProps): ReactNode {
  return (
    <div className={`${css['notice']} ${isPassing ? css['passing'] : ''}`} data-kind={kind} role="status">
      {kind === 'done' ? <CheckmarkCircleRegular aria-hidden /> : <InfoRegular aria-hidden />}
      <div className={css['words']}>
        <p>{sentence}</p>
      </div>
      {children}
      <Dismiss id={id} />
    </div>
  );
}

function Opened({ id, files, isWaiting }: Extract<Notice, { kind: 'opened' }>): ReactNode {
  const { t } = useSpoken();
  const [only] = files.length === 1 ? files : [];
  function open(): void {
    dismiss(id);
    leadTo(files);
  }
  return (
    <Brief id={id} kind="done" sentence={openedWords(files, t)} isPassing={!isWaiting}>
      {isWaiting && (
        <Button size="small" onClick={open}>
          {only ? t.inbox.openIt : t.inbox.showThem}
        </Button>
      )}
    </Brief>
  );
}

/** What is new among them, and what was here already. */
function openedWords(files: readonly OpenedFile[], { inbox }: Text): string {
  const added = files.filter((file) => file.isNew);
  const [first] = added.length > 0 ? added : files;
  if (first === undefined) return '';
  if (added.length === 0) return files.length > 1 ? inbox.areHere(files.length) : inbox.isHere(first.number);
  const told = added.length > 1 ? inbox.receivedMany(added.length) : inbox.received(first.number);
  const [here, ...others] = files.filter((file) => !file.isNew);
  if (here === undefined) return told;
  return `${told} ${others.length > 0 ? inbox.othersHere(others.length + 1) : inbox.isHere(here.number)}`;
}

type FailureWordsProps = { readonly failure: { readonly code: string }; readonly files?: readonly string[] };

export function FailureWords({ failure, files = [] }: FailureWordsProps): ReactNode {
  const text = useFailureText(failure);
  return (
    <div className={css['words']}>
      <strong>{text.title}</strong>
      {files.length > 0 && <p>{files.join(' · ')}</p>}
      <p>{text.advice}</p>
    </div>
  );
}

function Dismiss({ id }: { id: number }): ReactNode {
  const { t } = useSpoken();
  return <Button appearance="transparent" size="small" icon={<DismissRegular />} aria-label={t.close} onClick={() => dismiss(id)} />;
}

/** A failure that takes the place of what could not be shown. */
export function FailurePanel({ failure, again }: { failure: { readonly code: string }; again(): void }): ReactNode {
  return (
    <div className={css['notice']} data-kind="failure" role="alert">
      <ErrorCircleRegular aria-hidden />
      <FailureWords failure={failure} />
      <FailureButton failure={failure} about={null} again={again} close={again} />
    </div>
  );
}
