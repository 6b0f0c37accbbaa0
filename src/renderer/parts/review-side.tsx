import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { JudgedBy } from '#renderer/parts/judged-by.tsx';
import { FindingList } from '#renderer/parts/finding-list.tsx';
import { Facts, Panel } from '#renderer/parts/screen.tsx';
import { mayApprove, type ReviewAct } from '#renderer/screens/review.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import css from './review-side.module.css';

type Review = Answer<'openReview'>;
type SideProps = { readonly review: Review; act(what: ReviewAct): void; readonly isBusy: boolean; readonly hasMore: boolean };

/** Beside the paper: the one next step, then what explains it. */
export function ReviewSide({ review, act, isBusy, hasMore }: SideProps): ReactNode {
  const { t, formats, say } = useSpoken();
  // to the paper and to no other button: a key held down decides nothing more
  const focusKept = useFocusKept(() => document.querySelector<HTMLElement>('main [data-autofocus]'));
  return (
    <aside className={css['side']} aria-label={t.review.findings} {...focusKept}>
      <NextStep review={review} act={act} isBusy={isBusy} hasMore={hasMore} />
      <FindingList findings={review.findings} />
      {review.view.notUnderstood.length > 0 && (
        <Panel title={t.review.notUnderstood} aside={String(review.view.notUnderstood.length)}>
          <p className={css['advice']}>{t.review.notUnderstoodAdvice}</p>
          <ul className={css['unknown']}>
            {review.view.notUnderstood.map((item) => (
              <li key={item.path}>
                <code title={item.path}>{item.name}</code>
                <span>{item.value}</span>
                <small>{t.review.lineNumber(item.line)}</small>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {review.replaces !== null && <Changes review={review} replaces={review.replaces} />}
      <Panel title={t.review.identity}>
        <Facts
          facts={[
            [
              t.review.digest,
              review.digest === null ? (
                '—'
              ) : (
                <Copyable key="d" name={t.review.digest} value={review.digest} short={shortDigest(review.digest)} />
              ),
            ],
            [t.review.sha256, <Copyable key="s" name={t.review.sha256} value={review.sha256} short={shortDigest(review.sha256)} />],
            [t.review.version, `${say(review.typeName)} · ${say(review.version)}`],
            [t.review.schema, <JudgedBy key="x" schema={review.schema} />],
            [t.review.size, formats.size(review.size)],
          ]}
        />
      </Panel>
    </aside>
  );
}

function NextStep({ review, act, isBusy, hasMore }: SideProps): ReactNode {
  const { t, say } = useSpoken();
  const warnings = review.findings.filter((finding) => finding.level === 'warning').length;
  if (review.state === 'approved') {
    return (
      <section key="approved" className={css['step']} data-tone="ready" aria-label={t.review.isApproved}>
        <h2>{t.review.isApproved}</h2>
        <p>{t.review.isApprovedAdvice}</p>
        <div className={css['buttons']}>
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => act('sign')} aria-keyshortcuts="s">
            {t.review.signNow}
          </Button>
          <Button disabledFocusable={isBusy} onClick={() => act('withdraw')}>
            {t.review.withdraw}
          </Button>
        </div>
      </section>
    );
  }
  const isFree = mayApprove(review);
  return (
    <section
      key="open"
      className={css['step']}
      data-tone={isFree ? (warnings > 0 ? 'care' : 'good') : 'bad'}
      aria-label={isFree ? t.review.ready : t.review.blocked}
    >
      <h2>{isFree ? t.review.ready : t.review.blocked}</h2>
      {isFree ? (
        <p>{warnings > 0 ? t.review.readyWithWarnings(warnings) : t.review.readyAdvice}</p>
      ) : (
        <ul className={css['blockers']}>
          {review.blockers.map((blocker) => (
            <li key={blocker.es}>{say(blocker)}</li>
          ))}
        </ul>
      )}
      <div className={css['buttons']}>
        {isFree && (
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => act('approve')} aria-keyshortcuts="Alt+A">
            {hasMore ? t.review.approveAndNext : t.review.approve}
          </Button>
        )}
        <Button
          appearance={isFree ? 'secondary' : 'primary'}
          disabledFocusable={isBusy}
          onClick={() => act('decline')}
          aria-keyshortcuts="Alt+R"
        >
          {t.review.decline}
        </Button>
        <Button appearance="subtle" disabledFocusable={isBusy} onClick={() => act('release')}>
          {t.review.release}
        </Button>
      </div>
    </section>
  );
}

function Changes({ review, replaces }: { review: Review; replaces: string }): ReactNode {
  const { t, say } = useSpoken();
  return (
    <Panel title={t.review.changes(replaces)}>
      {review.changes === null ? (
        <p className={css['advice']}>{t.review.changesNone}</p>
      ) : (
        <table className={css['changes']}>
          <thead>
            <tr>
              <th scope="col">{t.review.field}</th>
              <th scope="col">{t.review.before}</th>
              <th scope="col">{t.review.after}</th>
            </tr>
          </thead>
          <tbody>
            {review.changes.map((change) => (
              <tr key={change.path}>
                <th scope="row">{say(change.label)}</th>
                <td>{change.before === null ? '—' : <del>{change.before}</del>}</td>
                <td>{change.after === null ? '—' : <ins>{change.after}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
