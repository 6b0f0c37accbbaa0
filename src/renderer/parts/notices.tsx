import { Button } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import type { ReactNode } from 'react';
import { FailureButton } from '#renderer/parts/failure-button.tsx';
import { dismiss, useNotices } from '#renderer/state/notices.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { useFailureText } from '#renderer/state/failure-words.ts';
import css from './notices.module.css';

/** Failures and things done, above the screen; read out when they come. */
export function Notices(): ReactNode {
  const notices = useNotices();
  return (
    <div className={css['notices']} aria-live="polite">
      {notices.map((notice) =>
        notice.kind === 'done' ? (
          <div key={notice.id} className={css['notice']} data-kind="done" role="status">
            <CheckmarkCircleRegular aria-hidden />
            <div className={css['words']}>
              <p>{notice.sentence}</p>
            </div>
            <Dismiss id={notice.id} />
          </div>
        ) : (
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
        ),
      )}
    </div>
  );
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
