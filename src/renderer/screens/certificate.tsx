import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { Acknowledgement } from '#renderer/parts/acknowledgement.tsx';
import { Attempts } from '#renderer/parts/attempts.tsx';
import { JudgedBy } from '#renderer/parts/judged-by.tsx';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { Further } from '#renderer/parts/further.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Paper } from '#renderer/parts/paper.tsx';
import { ReadingRegion } from '#renderer/parts/reading-region.tsx';
import { Facts, Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { OutgoingMark } from '#renderer/parts/state-mark.tsx';
import { Timeline } from '#renderer/parts/timeline.tsx';
import { holderOf } from '#renderer/state/holder-of.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { go, goBack } from '#renderer/state/route.ts';
import { sourceWords } from '#renderer/state/source-words.ts';
import { saveDocument, saveDossier, savePdf } from '#renderer/state/save.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import css from './certificate.module.css';

const PrintSheet = lazy(async () => ({ default: (await import('#renderer/parts/print-sheet.tsx')).PrintSheet }));

type Page = Answer<'certificate'>;

/** One certificate of ours: where it stands, how it got there, what the other country said. */
export function Certificate({ id }: { id: string }): ReactNode {
  const { t, say } = useSpoken();
  const { value: page, failure, again } = useAnswer(id, () => station.certificate({ id }), ['changed'], { about: id });
  useEscape(goBack);
  const [printedAt, setPrintedAt] = useState<string | null>(null);
  const settings = useAnswer('settings', () => station.settings({}), []);
  const number = page?.row.number ?? '';
  const print = useCallback(async () => {
    await savePdf(number, t).finally(() => setPrintedAt(null));
  }, [number, t]);
  if (page === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;

  async function retry(): Promise<void> {
    const reply = await station.retry({ id });
    if (!reply.ok) return tellFailure(reply.failure, { id }, again);
    tellDone(t.certificate.retried);
    again();
  }

  return (
    <ScreenFrame
      title={page.row.number}
      scrolls
      tools={
        <>
          <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={goBack}>
            {t.back}
          </Button>
          {page.actions.includes('export') && (
            <Button icon={<ArrowDownloadRegular />} onClick={() => void saveDocument(id, t)}>
              {t.certificate.save}
            </Button>
          )}
          {page.signer !== null && <Button onClick={() => void saveDossier(id, t)}>{t.report.dossier}</Button>}
          {page.actions.includes('review') && <Button onClick={() => go({ screen: 'review', id })}>{t.certificate.toReview}</Button>}
          {page.signer !== null && (
            <Button disabled={printedAt !== null} onClick={() => setPrintedAt(new Date().toISOString())}>
              {t.print.button}
            </Button>
          )}
          {page.actions.includes('retry') && (
            <Button appearance="primary" onClick={() => void retry()}>
              {t.certificate.retry}
            </Button>
          )}
        </>
      }
    >
      <div className={css['columns']}>
        {/* before its way and the paper to the keys, as in a report */}
        <div className={css['beside']}>
          <Summary page={page} />
          <Further page={page} again={again} />
          <Evidence page={page} />
        </div>
        <div className={css['column']}>
          <StateBanner page={page} />
          {page.acknowledgement && <Acknowledgement acknowledgement={page.acknowledgement} />}
          <Panel title={t.certificate.timeline}>
            <Timeline entries={page.timeline} />
          </Panel>
          <Panel title={t.certificate.attempts}>
            <Attempts attempts={page.attempts} />
          </Panel>
          <ReadingRegion label={say(page.view.title)}>
            <Paper view={page.view} findings={[]} foot={t.review.stamp} />
          </ReadingRegion>
        </div>
        {printedAt !== null && (
          <Suspense fallback={null}>
            <PrintSheet page={page} gatewayUrl={settings.value?.gateway.url ?? ''} printedAt={printedAt} print={print} />
          </Suspense>
        )}
      </div>
    </ScreenFrame>
  );
}

const saying: Readonly<Partial<Record<Page['row']['state'], string>>> = {
  replacementAsked: 'replacementAsked',
  receivedWithErrors: 'rejected',
};

function StateBanner({ page }: { page: Page }): ReactNode {
  const { t, say } = useSpoken();
  const { state } = page.row;
  // what they ask or why they refuse, in their words, rather than that they do
  const said = page.timeline.findLast(({ kind }) => kind === saying[state]);
  return (
    <section className={css['state']} aria-label={t.columns.state}>
      <h2>
        <OutgoingMark state={state} />
      </h2>
      <p>{said ? say(said.sentence) : t.stateMeaning[state]}</p>
    </section>
  );
}

function Summary({ page }: { page: Page }): ReactNode {
  const { t, say, formats } = useSpoken();
  const { row } = page;
  return (
    <Panel title={t.certificate.summary}>
      <Facts
        facts={[
          [t.columns.type, say(row.typeName)],
          [t.columns.exporter, row.exporter ?? '—'],
          [t.columns.goods, row.goods ?? '—'],
          [t.columns.destination, formats.country(row.destinationCountry) || '—'],
          [t.columns.arrived, `${formats.moment(row.arrivedAt)} · ${sourceWords(row.source, { t, formats })}`],
          ...(row.nextAttemptAt === null ? [] : ([[t.columns.next, formats.moment(row.nextAttemptAt)]] as const)),
        ]}
      />
    </Panel>
  );
}

/** As people write it: ECDSA · SHA-256. */
function algorithmName(algorithm: string): string {
  return algorithm.toUpperCase().replace('-SHA', ' · SHA-');
}

function Evidence({ page }: { page: Page }): ReactNode {
  const { t } = useSpoken();
  const { signer } = page;
  const facts: (readonly [string, ReactNode])[] = [];
  if (signer) {
    facts.push(
      [
        t.certificate.signer,
        <span key="n" title={signer.name}>
          {holderOf(signer.name)}
        </span>,
      ],
      [t.certificate.algorithm, algorithmName(signer.algorithm)],
    );
    facts.push([
      t.certificate.fingerprint,
      <Copyable key="f" name={t.certificate.fingerprint} value={signer.fingerprint} short={shortDigest(signer.fingerprint)} />,
    ]);
  }
  if (page.digest !== null)
    facts.push([t.review.digest, <Copyable key="d" name={t.review.digest} value={page.digest} short={shortDigest(page.digest)} />]);
  facts.push([t.review.sha256, <Copyable key="s" name={t.review.sha256} value={page.sha256} short={shortDigest(page.sha256)} />]);
  if (page.signedSha256 !== null) {
    facts.push([
      t.certificate.signedSha256,
      <Copyable key="g" name={t.certificate.signedSha256} value={page.signedSha256} short={shortDigest(page.signedSha256)} />,
    ]);
  }
  if (page.schema !== null) facts.push([t.review.schema, <JudgedBy key="x" schema={page.schema} />]);
  return (
    <Panel title={t.certificate.evidence}>
      <Facts facts={facts} />
    </Panel>
  );
}
