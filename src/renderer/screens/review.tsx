import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Paper } from '#renderer/parts/paper.tsx';
import { ReadingRegion } from '#renderer/parts/reading-region.tsx';
import { ReviewSide } from '#renderer/parts/review-side.tsx';
import { ReviewTools } from '#renderer/parts/review-tools.tsx';
import { KeyHints, ScreenFrame } from '#renderer/parts/screen.tsx';
import { OutgoingMark } from '#renderer/parts/state-mark.tsx';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import { readLast } from '#renderer/state/inbox-place.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure, tellInstead } from '#renderer/state/notices.ts';
import { addressOf, go } from '#renderer/state/route.ts';
import { chooseToSign } from '#renderer/state/signing.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import { useSameWhile } from '#renderer/state/use-same-while.ts';
import { useSettled } from '#renderer/state/use-settled.ts';
import { useSteps, type StepsAhead } from '#renderer/state/use-steps.ts';
import type { Text } from '#renderer/text/es.ts';
import css from './review.module.css';

type Review = Answer<'openReview'>;
export type ReviewAct = 'approve' | 'decline' | 'release' | 'withdraw' | 'sign' | 'next' | 'previous' | 'back';

/** One after the other, and each is seen before it is decided: the second of two quick presses meets the next certificate. */
export function Review({ id }: { id: string }): ReactNode {
  const [shown, setShown] = useState({ id, isFirst: true });
  if (shown.id !== id) setShown({ id, isFirst: false });
  const ahead = useRef<StepsAhead>({ at: id, steps: [] });
  return <OneReview key={id} id={id} isFirst={shown.isFirst} ahead={ahead} />;
}

type OneReviewProps = { readonly id: string; readonly isFirst: boolean; readonly ahead: RefObject<StepsAhead> };

/** The certificate as a person reads it, and the decision. What is approved is pinned by its digest. */
function OneReview({ id, isFirst, ahead }: OneReviewProps): ReactNode {
  const { t } = useSpoken();
  const { value: review, failure, again } = useAnswer(id, () => station.openReview({ id }), ['changed'], { about: id });
  const near = useAnswer(`near ${id}`, () => station.neighbours({ id }), ['changed'], { restMs: 1_000 });
  const neighbours = near.value;
  const position = neighbours?.position ?? 0;
  useEffect(() => readLast(id, position), [id, position]);
  const steps = useSteps(id, near, ahead);
  const [isDeclining, setDeclining] = useState(false);
  /** until the way on is known and, where one stays, what was decided shows */
  const [decision, setDecision] = useState<{ readonly about: Review | null; readonly stays: boolean } | null>(null);
  if (decision?.stays && (failure !== null || review?.state !== decision.about?.state)) setDecision(null);
  const isBusy = decision !== null;
  /** pressed right after the key that approves, before the approval shows */
  const isToSign = useRef(false);
  const isSettled = useSettled(review && id, isFirst);
  // a row opens at the first of two clicks, and a button goes where it was clicked: the second meets what has come in its place
  const mayClick = useSettled(review && `${id} ${review.state}`, false);

  async function decide(
    reply: Promise<{ ok: true } | { ok: false; failure: { code: string } }>,
    sentence: string,
    then: 'stay' | 'nextOrStay' | 'nextOrInbox',
  ): Promise<void> {
    setDecision({ about: review, stays: false });
    const answer = await reply;
    if (!answer.ok) {
      setDecision(null);
      isToSign.current = false;
      return tellFailure(answer.failure, { id }, again);
    }
    tellDone(sentence);
    // asked now: what was known when the key was pressed may be older than the list
    const near = then === 'stay' ? null : await station.neighbours({ id });
    // whoever went elsewhere meanwhile stays there
    if (location.hash !== addressOf({ screen: 'review', id })) return;
    const next = near?.ok ? near.value.nextToReview : null;
    if (next !== null) return go({ screen: 'review', id: next });
    if (then === 'nextOrInbox') return go({ screen: 'inbox' });
    setDecision({ about: review, stays: true });
    return again();
  }

  function sign(): void {
    chooseToSign([id]);
    go({ screen: 'sign' });
  }

  function act(what: ReviewAct, isHeld = false): void {
    if (what === 'back') return go({ screen: 'inbox' });
    if (isBusy) isToSign.current ||= what === 'sign';
    if (isBusy) return;
    if (what === 'next' || what === 'previous') {
      // a key that is held leafs on as what it came to shows, and stops where it is let go
      if (!isHeld || (review !== null && neighbours !== null)) steps.take(what);
      return undefined;
    }
    // meant for the certificate a step leads to, which nobody has seen yet
    if (review === null || !isSettled || steps.areWaiting()) return undefined;
    if (what === 'approve' && mayApprove(review)) {
      // with more to review the next one comes; after the last one the way leads to signing
      void decide(station.approve({ id, digest: review.digest }), t.review.approved(review.number), 'nextOrStay');
    } else if (what === 'decline' && review.state === 'inReview') setDeclining(true);
    else if (what === 'release' && review.state === 'inReview')
      void decide(station.release({ id }), t.review.released(review.number), 'nextOrInbox');
    else if (what === 'withdraw' && review.state === 'approved')
      void decide(station.withdrawApproval({ id }), t.review.withdrawn(review.number), 'stay');
    else if (what === 'sign' && review.state === 'approved') sign();
    else tellInstead(instead(what, review, t));
    return undefined;
  }

  const signIfMeant = useEffectEvent(() => {
    if (isBusy || !isToSign.current) return;
    isToSign.current = false;
    if (review?.state === 'approved') sign();
  });
  useEffect(() => signIfMeant());
  useReviewKeys(act, isDeclining);
  useEscape(() => act('back'));
  const findings = useSameWhile(JSON.stringify(review?.findings), review?.findings ?? []);
  // the two pin the bytes, and the view is read from nothing else; where nothing can be signed there is no digest
  const view = useSameWhile(review === null ? '' : `${review.sha256} ${review.digest}`, review?.view);
  if (review === null || view === undefined)
    return failure ? <FailurePanel failure={failure} again={again} /> : <p className={css['loading']}>{t.loading}</p>;
  return (
    <ScreenFrame
      title={review.number}
      aside={
        <span className={css['aside']}>
          <OutgoingMark state={review.state} />
          {neighbours && neighbours.position > 0 && <span>{t.review.position(neighbours.position, neighbours.total)}</span>}
        </span>
      }
      tools={<ReviewTools act={act} hasNext={Boolean(neighbours?.next)} hasPrevious={Boolean(neighbours?.previous)} />}
    >
      <div className={css['columns']}>
        {/* it has the focus first: space, arrows and page keys read on */}
        <ReadingRegion className={css['sheet']} label={t.review.paper} isFirst>
          <Paper view={view} findings={findings} foot={t.review.stamp} />
        </ReadingRegion>
        <ReviewSide review={review} act={act} isBusy={isBusy || !mayClick} hasMore={Boolean(neighbours?.nextToReview)} />
      </div>
      <KeyHints>{keysOf(review, t)}</KeyHints>
      {isDeclining && (
        <ReasonDialog
          title={t.review.declineTitle}
          label={t.review.declineReason}
          hint={t.review.declineHint}
          button={t.review.declineButton}
          maxLength={512}
          close={() => setDeclining(false)}
          give={(reason) => {
            setDeclining(false);
            void decide(station.decline({ id, reason }), t.review.declined(review.number), 'nextOrInbox');
          }}
        />
      )}
    </ScreenFrame>
  );
}

export function mayApprove(review: Review): boolean {
  return review.state === 'inReview' && review.blockers.length === 0;
}

/** What can be done here, and nothing else. */
function keysOf(review: Review, { review: { keys } }: Text): string {
  const decisions = review.state === 'inReview' ? [...(mayApprove(review) ? [keys.approve] : []), keys.decline] : [];
  return [keys.move, ...decisions, ...(review.state === 'approved' ? [keys.sign] : []), keys.back].join(' · ');
}

/** A key that can do nothing here says what comes first. */
function instead(what: ReviewAct, review: Review, { review: words }: Text): string {
  if (review.state === 'approved') return what === 'approve' ? words.approvedAlready : words.withdrawFirst;
  if (review.state !== 'inReview') return words.reviewedAlready;
  return mayApprove(review) ? words.approveFirst : words.notApprovable;
}

const plainKeys: Readonly<Record<string, ReviewAct>> = { j: 'next', k: 'previous', s: 'sign' };
const altKeys: Readonly<Record<string, ReviewAct>> = { a: 'approve', r: 'decline' };

function useReviewKeys(act: (what: ReviewAct, isHeld: boolean) => void, isPaused: boolean): void {
  // what is on the screen is what the keys act on: a passive effect would come a moment later
  useLayoutEffect(() => {
    if (isPaused) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      const what = (event.altKey ? altKeys : plainKeys)[event.key.toLowerCase()];
      if (what === undefined) return;
      event.preventDefault();
      // a key that is held leafs on, and decides once
      if (!event.repeat || what === 'next' || what === 'previous') act(what, event.repeat);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
