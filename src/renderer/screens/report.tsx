import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import type { ReactNode } from 'react';
import { AnswerButtons } from '#renderer/parts/answer-buttons.tsx';
import { CertificatePath } from '#renderer/parts/certificate-path.tsx';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { EvidenceTable } from '#renderer/parts/evidence-table.tsx';
import { JudgedBy } from '#renderer/parts/judged-by.tsx';
import { FindingList } from '#renderer/parts/finding-list.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Paper } from '#renderer/parts/paper.tsx';
import { ReadingRegion } from '#renderer/parts/reading-region.tsx';
import { Facts, Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { SignatureCards } from '#renderer/parts/signature-cards.tsx';
import { IncomingMark } from '#renderer/parts/state-mark.tsx';
import { Timeline } from '#renderer/parts/timeline.tsx';
import { VerdictBanner } from '#renderer/parts/verdict-banner.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { goBack } from '#renderer/state/route.ts';
import { saveAcknowledgement, saveDocument, saveDossier } from '#renderer/state/save.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import css from './certificate.module.css';

/** An incoming certificate: the verdict first, in one sentence; then everything it stands on. */
export function Report({ id }: { id: string }): ReactNode {
  const { t, say, formats } = useSpoken();
  const { value: page, failure, again } = useAnswer(id, () => station.incomingCertificate({ id }), ['changed'], { about: id });
  useEscape(goBack);
  if (page === null) return failure ? <FailurePanel failure={failure} again={again} /> : null;
  const { row } = page;
  return (
    <ScreenFrame
      title={row.number}
      aside={<IncomingMark state={row.state} />}
      scrolls
      tools={
        <>
          <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={goBack}>
            {t.back}
          </Button>
          <Button icon={<ArrowDownloadRegular />} onClick={() => void saveDocument(id, t)}>
            {t.certificate.save}
          </Button>
          {page.hasAcknowledgement && <Button onClick={() => void saveAcknowledgement(id, t)}>{t.report.acknowledgement}</Button>}
          {row.state !== 'answer' && <Button onClick={() => void saveDossier(id, t)}>{t.report.dossier}</Button>}
        </>
      }
    >
      <VerdictBanner row={row} timeline={page.timeline} />
      <div className={css['columns']}>
        {/* before the paper and its evidence to the keys: whoever answers does not pass them all */}
        <div className={css['beside']}>
          <AnswerButtons id={id} number={row.number} state={row.state} isValid={row.judgement?.verdict === 'valid'} again={again} />
          <Panel title={t.certificate.summary}>
            <Facts
              facts={[
                [t.columns.type, say(row.typeName)],
                [t.columns.origin, formats.country(row.fromCountry) || '—'],
                [t.columns.exporter, row.exporter ?? '—'],
                [t.columns.goods, row.goods ?? '—'],
                [t.columns.arrived, formats.moment(row.arrivedAt)],
              ]}
            />
          </Panel>
          <FindingList findings={page.findings} />
          <Panel title={t.report.identity}>
            <Facts
              facts={[
                [
                  t.report.bytesSha256,
                  <Copyable key="s" name={t.report.bytesSha256} value={page.sha256} short={shortDigest(page.sha256)} />,
                ],
                [t.report.size, formats.size(page.size)],
                [t.review.schema, <JudgedBy key="x" schema={page.schema} />],
              ]}
            />
          </Panel>
          <Panel title={t.report.timeline}>
            <div className={css['narrow']}>
              <Timeline entries={page.timeline} />
            </div>
          </Panel>
        </div>
        <div className={css['column']}>
          {page.view && (
            <ReadingRegion label={say(page.view.title)}>
              <Paper view={page.view} findings={page.findings} />
            </ReadingRegion>
          )}
          {row.state !== 'answer' && (
            <>
              <Panel title={t.report.signatures}>
                <SignatureCards signatures={page.signatures} />
              </Panel>
              <Panel title={t.report.path}>
                <CertificatePath evidence={page.evidence} />
              </Panel>
              <Panel title={t.report.evidence}>
                <EvidenceTable evidence={page.evidence} />
              </Panel>
            </>
          )}
        </div>
      </div>
    </ScreenFrame>
  );
}
