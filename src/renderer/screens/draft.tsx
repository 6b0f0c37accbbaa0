import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { checkDraft } from '#core/documents/check-draft.ts';
import { readNumbers } from '#core/documents/read-numbers.ts';
import { DraftGroup, type FindingsByField, type Wanted } from '#renderer/parts/draft-group.tsx';
import { DraftSide } from '#renderer/parts/draft-side.tsx';
import { Filters } from '#renderer/parts/filters.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Paper, showPlace } from '#renderer/parts/paper.tsx';
import { KeyHints, ScreenFrame } from '#renderer/parts/screen.tsx';
import { ConfirmDialog } from '#renderer/parts/confirm-dialog.tsx';
import { ReadingRegion } from '#renderer/parts/reading-region.tsx';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { go } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useDraft } from '#renderer/state/use-draft.ts';
import css from './draft.module.css';

/** A document being written: the form on one side, what it lacks on the other, the paper one key away. */
export function Draft({ id }: { id: string }): ReactNode {
  const { t, say, formats } = useSpoken();
  const hand = useDraft(id);
  const [face, setFace] = useState<'form' | 'preview'>('form');
  const [tellsMissing, setTellsMissing] = useState(false);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [asking, setAsking] = useState<'template' | 'discard' | null>(null);
  const contingency = useAnswer('contingency', () => station.contingency({}), ['statusChanged']);

  const { draft, form, values, reading } = hand;
  const isGoingOn = useRef(false);
  const sheet = useFirstField(reading?.number);
  useDraftKeys({ save: () => void hand.saveNow(), goOn: reading === null ? undefined : () => void once(goOn) });
  if (draft === null || form === undefined || reading === null) {
    return hand.failure ? <FailurePanel failure={hand.failure} again={hand.open} /> : <p className={css['loading']}>{t.loading}</p>;
  }
  const isDeclared =
    contingency.value?.state === 'declared' ||
    contingency.value?.countries.some(({ country, state }) => state === 'declared' && country === reading.destination);
  const numberField = isDeclared ? form.grantedNumber?.field : undefined;
  const isUnnumbered = numberField !== undefined && (values[numberField] ?? '') === '';
  const problems = new Map(checkDraft(form, readNumbers(form, values)).map((problem) => [problem.key, problem.sentence]));
  const findings = byField(reading.findings);

  /** The form in front, the row open, the cursor in the field. */
  function showField(key: string | null | undefined): void {
    setFace('form');
    setTellsMissing(true);
    if (key !== null && key !== undefined) setWanted({ key });
  }

  /** A finding of no field has its place on the paper. */
  function showFinding({ field, path }: Answer<'saveDraft'>['findings'][number]): void {
    if (field !== null) return showField(field);
    setFace('preview');
    requestAnimationFrame(() => showPlace(path));
  }

  /** Two quick presses go on once. */
  async function once(act: () => Promise<void>): Promise<void> {
    if (isGoingOn.current) return;
    isGoingOn.current = true;
    await act().finally(() => (isGoingOn.current = false));
  }

  /** From wherever the cursor is: to what is missing, to what is wrong, or on to the review. */
  async function goOn(): Promise<void> {
    if (problems.size > 0) return finish();
    const kept = await hand.saveNow();
    const wrong = kept?.findings.find(({ level }) => level === 'error');
    if (wrong) showFinding(wrong);
    else if (kept !== null) await finish();
  }

  async function finish(): Promise<void> {
    setTellsMissing(true);
    if (problems.size > 0) return showField([...problems.keys()][0]);
    if (!(await hand.saveNow())) return;
    const reply = await station.finishDraft({ id });
    if (!reply.ok) return tellFailure(reply.failure);
    go({ screen: 'review', id: reply.value.id });
  }

  async function takeNumber(field: string): Promise<void> {
    // the kind of document decides of which range: what was just chosen counts
    if (!(await hand.saveNow())) return;
    const reply = await station.contingencyNumber({ id });
    if (!reply.ok) return tellFailure(reply.failure);
    if (reply.value.number === null) return tellFailure({ code: 'numbersUsedUp' });
    hand.change(field, reply.value.number);
  }

  async function discard(): Promise<void> {
    setAsking(null);
    const reply = await station.discardDraft({ id });
    if (!reply.ok) return tellFailure(reply.failure);
    tellDone(t.draft.discarded);
    go({ screen: 'drafts' });
  }

  async function keepTemplate(name: string): Promise<void> {
    setAsking(null);
    if (!(await hand.saveNow())) return;
    const reply = await station.saveDraftTemplate({ name, draftId: id });
    if (reply.ok) tellDone(t.draft.templateSaved);
    else tellFailure(reply.failure);
  }

  const saved = hand.isSaving ? t.draft.saving : hand.savedAt === null ? '' : t.draft.saved(formats.time(hand.savedAt));
  return (
    <ScreenFrame
      title={reading.number === '' ? say(draft.row.typeName) : reading.number}
      aside={<span role="status">{saved}</span>}
      tools={
        <>
          <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => go({ screen: 'drafts' })}>
            {t.drafts.title}
          </Button>
          <Filters<'form' | 'preview'>
            label={say(draft.row.typeName)}
            chosen={face}
            choose={(next) => {
              setFace(next);
              void hand.saveNow();
            }}
            options={[
              { id: 'form', words: t.draft.form },
              { id: 'preview', words: t.draft.preview },
            ]}
          />
        </>
      }
    >
      <div className={css['columns']}>
        {face === 'preview' ? (
          <ReadingRegion className={css['sheet']} label={t.draft.preview}>
            <Paper view={reading.view} findings={reading.findings} />
          </ReadingRegion>
        ) : (
          <div ref={sheet} className={css['sheet']} role="region" aria-label={t.draft.form}>
            {form.groups.map((group) => (
              <DraftGroup
                key={group.id}
                group={group}
                groups={form.groups}
                values={values}
                problems={problems}
                findings={findings}
                wanted={wanted}
                tellsMissing={tellsMissing}
                change={hand.change}
                replace={hand.replace}
              />
            ))}
          </div>
        )}
        <DraftSide
          reading={reading}
          missing={problems.size}
          finish={() => void once(finish)}
          showFirst={() => showField([...problems.keys()][0])}
          show={face === 'form' ? showFinding : undefined}
          takeNumber={isUnnumbered ? () => void takeNumber(numberField) : undefined}
          saveTemplate={() => setAsking('template')}
          discard={() => setAsking('discard')}
        />
      </div>
      <KeyHints>{t.draft.keys}</KeyHints>
      {asking === 'template' && (
        <ReasonDialog
          title={t.draft.saveTemplate}
          label={t.draft.templateName}
          hint={t.draft.templateHint}
          button={t.settings.save}
          maxLength={100}
          close={() => setAsking(null)}
          give={(name) => void keepTemplate(name)}
        />
      )}
      {asking === 'discard' && (
        <ConfirmDialog
          title={t.draft.discardTitle}
          advice={t.draft.discardAdvice}
          button={t.draft.discardButton}
          close={() => setAsking(null)}
          confirm={() => void discard()}
        />
      )}
    </ScreenFrame>
  );
}

function byField(findings: Answer<'saveDraft'>['findings']): FindingsByField {
  const found = new Map<string, Answer<'saveDraft'>['findings']>();
  for (const finding of findings) if (finding.field !== null) found.set(finding.field, [...(found.get(finding.field) ?? []), finding]);
  return found;
}

/** Who begins a document means to write: the cursor stands in its first field. */
function useFirstField(number: string | undefined): RefObject<HTMLDivElement | null> {
  const sheet = useRef<HTMLDivElement>(null);
  const wasOpened = useRef(false);
  useEffect(() => {
    // a number emptied later is about to be written anew: the cursor stays in it
    if (number === undefined || wasOpened.current) return;
    wasOpened.current = true;
    if (number === '') sheet.current?.querySelector<HTMLElement>('input, select')?.focus({ preventScroll: true });
  }, [number]);
  return sheet;
}

function useDraftKeys({ save, goOn }: { save: () => void; goOn: (() => void) | undefined }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || event.getModifierState('AltGraph')) return;
      const act = event.ctrlKey || event.metaKey ? save : event.altKey ? goOn : undefined;
      if (act === undefined) return;
      event.preventDefault();
      // a held key acts once, and nothing goes on behind a dialog
      if (!event.repeat && document.querySelector('dialog[open]') === null) act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
