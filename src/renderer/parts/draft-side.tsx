import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { FindingList } from '#renderer/parts/finding-list.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './review-side.module.css';

type DraftSideProps = {
  readonly reading: Answer<'saveDraft'>;
  readonly missing: number;
  finish(): void;
  showFirst(): void;
  /** leads to the field a finding is about; on the paper the finding's own place is shown */
  readonly show: ((finding: Answer<'saveDraft'>['findings'][number]) => void) | undefined;
  /** in a contingency, where the document has no number yet */
  readonly takeNumber: (() => void) | undefined;
  saveTemplate(): void;
  discard(): void;
};

/** What the draft still lacks, and the way on. */
export function DraftSide({ reading, missing, finish, showFirst, show, takeNumber, saveTemplate, discard }: DraftSideProps): ReactNode {
  const { t, say } = useSpoken();
  const errors = reading.findings.filter((finding) => finding.level === 'error').length;
  const isReady = missing === 0 && errors === 0;
  return (
    <aside className={css['side']} aria-label={t.review.findings}>
      <section className={css['step']} data-tone={isReady ? 'good' : 'care'} aria-label={t.draft.finish}>
        <h2>{isReady ? t.draft.ready : t.draft.notReady}</h2>
        <p>{say(reading.version)}</p>
        {isReady && <p>{t.draft.readyAdvice}</p>}
        {missing > 0 && <p>{t.draft.missing(missing)}</p>}
        {missing === 0 && errors > 0 && <p>{t.draft.errors(errors)}</p>}
        <div className={css['buttons']}>
          {missing > 0 ? (
            <Button appearance="primary" onClick={showFirst} aria-keyshortcuts="Alt+S">
              {t.draft.showFirst}
            </Button>
          ) : (
            <Button appearance="primary" disabledFocusable={!isReady} onClick={finish} aria-keyshortcuts="Alt+S">
              {t.draft.finish}
            </Button>
          )}
          {takeNumber !== undefined && <Button onClick={takeNumber}>{t.draft.takeNumber}</Button>}
          <Button onClick={saveTemplate}>{t.draft.saveTemplate}</Button>
          <Button appearance="subtle" onClick={discard}>
            {t.draft.discard}
          </Button>
        </div>
      </section>
      {missing === 0 && <FindingList findings={reading.findings} show={show} />}
    </aside>
  );
}
