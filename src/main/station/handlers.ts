import type { Handlers } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { acknowledgementDocument } from '#main/station/acknowledgement-document.ts';
import { answerInbound } from '#main/station/answer-inbound.ts';
import { approve, decline, release, withdrawApproval } from '#main/station/approve.ts';
import type { Batches } from '#main/station/batches.ts';
import { certificatePage, documentBytes, retry } from '#main/station/certificate-page.ts';
import { changePin } from '#main/station/change-pin.ts';
import { authorityTable } from '#main/station/check-authority.ts';
import { closeContingency } from '#main/station/close-contingency.ts';
import { contingencyNow, declareContingency } from '#main/station/contingency.ts';
import { contingencyNumber } from '#main/station/contingency-number.ts';
import { exportContingency } from '#main/station/export-contingency.ts';
import { exportCourier } from '#main/station/courier-export.ts';
import { importCourier } from '#main/station/courier-import.ts';
import { listTemplates, removeTemplate, saveTemplate } from '#main/station/draft-templates.ts';
import {
  discardDraft,
  draftFrom,
  finishDraft,
  listDrafts,
  openDraft,
  prepareWithdrawal,
  saveDraft,
  startDraft,
} from '#main/station/drafts.ts';
import { evidenceAges, saveDossier } from '#main/station/dossier/save-dossier.ts';
import { exportWork } from '#main/station/export-work.ts';
import { addKeyFile, addModule, removeKeySource } from '#main/station/key-sources.ts';
import { settleNotice } from '#main/station/notify.ts';
import { openNotices } from '#main/station/open-notices.ts';
import { openReview } from '#main/station/open-review.ts';
import { receiveFile } from '#main/station/receive-work.ts';
import { changeSettings, showSettings, type Touched } from '#main/station/settings.ts';
import { incomingPage, listIncoming } from '#main/station/show-incoming.ts';
import { exportOfficials, listOfficials, listReplicas } from '#main/station/show-officials.ts';
import { showIncomplete, showMonitor } from '#main/station/show-monitor.ts';
import { showSchemas } from '#main/station/show-schemas.ts';
import { showStatus } from '#main/station/show-status.ts';
import { showTokenProblems } from '#main/station/show-token-problems.ts';
import { showTokens } from '#main/station/show-tokens.ts';
import { showTokensFor } from '#main/station/show-tokens-for.ts';
import { listWork } from '#main/station/show-work.ts';
import { testSignature } from '#main/station/test-signature.ts';
import type { Station } from '#main/station/station-parts.ts';
import { licenceTexts, saveDiagnostics, showAbout } from '#main/station/support.ts';

type Around = {
  readonly batches: Batches;
  readonly startedAt: () => string;
  readonly settingsChanged: (touched: Touched) => Promise<Result<null>>;
};

/** Another login would end the one that signs. */
const whileSigning = failed<never>({ code: 'tokenSigning' });

/** One line a question: what the contract asks, and the use case that answers. */
export function handlersOf(station: Station, around: Around): Handlers<StationApi> {
  const { batches } = around;
  let isTaken = false;
  const alone = async <T>(use: () => Promise<Result<T>>): Promise<Result<T>> => {
    if (isTaken || batches.isSigning()) return whileSigning;
    isTaken = true;
    try {
      return await use();
    } finally {
      isTaken = false;
    }
  };
  return {
    status: () => showStatus(station, around.startedAt()),
    work: (query) => listWork(station, query),
    receiveFile: (file) => receiveFile(station, file),
    openReview: ({ id }) => openReview(station, id),
    neighbours: ({ id }) => station.store.outgoing.around(id),
    approve: (request) => approve(station, request),
    release: ({ id }) => release(station, id),
    withdrawApproval: ({ id }) => withdrawApproval(station, id),
    decline: (request) => decline(station, batches, request),
    tokens: async () => done(await showTokens(station, station.tokens.overview())),
    refreshTokens: async () => done(await showTokens(station, await station.tokens.refresh())),
    addModule: (request) => addModule(station, request),
    addKeyFile: (request) => addKeyFile(station, request),
    removeKeySource: (request) => removeKeySource(station, request),
    tokenProblems: () => showTokenProblems(station),
    testSignature: (request) => alone(() => testSignature(station, request)),
    changePin: (request) => alone(() => changePin(station, request)),
    tokensFor: ({ ids }) => showTokensFor(station, ids),
    authority: async (request) => {
      const rows = await authorityTable(station, request);
      return rows.ok
        ? done({
            rows: rows.value.map((row) => ({
              ...row,
              judgement: { ...row.judgement, reasons: [...row.judgement.reasons] },
              sentences: [...row.sentences],
            })),
          })
        : rows;
    },
    sign: (request) => (isTaken ? whileSigning : batches.start(request)),
    batch: ({ batchId }) => batches.view(batchId),
    openBatches: () => {
      const open = batches.open();
      return open.ok ? done({ batches: [...open.value] }) : open;
    },
    pauseBatch: ({ batchId }) => batches.pause(batchId),
    resumeBatch: ({ batchId }) => (isTaken ? whileSigning : batches.resume(batchId)),
    stopBatch: ({ batchId }) => batches.stop(batchId),
    certificate: ({ id }) => certificatePage(station, id),
    retry: ({ id }) => retry(station, id),
    syncNow: () => {
      station.line.probeNow();
      station.wake.deliver();
      station.wake.sync();
      return done({});
    },
    incoming: (query) => listIncoming(station, query),
    incomingCertificate: ({ id }) => incomingPage(station, id),
    answerIncoming: (request) => answerInbound(station, request),
    documentBytes: ({ id }) => documentBytes(station, id),
    acknowledgementDocument: ({ id }) => acknowledgementDocument(station, id),
    monitor: () => showMonitor(station),
    incomplete: ({ official }) => showIncomplete(station, official),
    exportWork: (request) => exportWork(station, request),
    officials: (query) => listOfficials(station, query),
    directoryReplicas: () => listReplicas(station),
    exportOfficials: ({ search }) => exportOfficials(station, search ?? ''),
    evidenceAges: () => evidenceAges(station),
    dossier: ({ id }) => saveDossier(station, id),
    drafts: () => listDrafts(station),
    startDraft: (request) => startDraft(station, request),
    draftFrom: (request) => draftFrom(station, request),
    prepareWithdrawal: ({ id }) => prepareWithdrawal(station, id),
    draft: ({ id }) => openDraft(station, id),
    saveDraft: (request) => saveDraft(station, request),
    finishDraft: ({ id }) => finishDraft(station, id),
    discardDraft: ({ id }) => discardDraft(station, id),
    draftTemplates: () => listTemplates(station),
    saveDraftTemplate: (request) => saveTemplate(station, request),
    removeDraftTemplate: ({ id }) => removeTemplate(station, id),
    contingency: () => contingencyNow(station),
    declareContingency: ({ reason, country }) => declareContingency(station, reason, country ?? null),
    closeContingency: ({ country }) => closeContingency(station, country ?? null),
    exportContingency: (request) => exportContingency(station, request),
    contingencyNumber: ({ id }) => contingencyNumber(station, id),
    exportCourier: ({ to, after }) => exportCourier(station, to ?? null, after ?? null),
    importCourier: ({ bytes }) => importCourier(station, bytes),
    notices: () => openNotices(station),
    settleNotice: ({ id }) => settleNotice(station, id),
    schemas: () => showSchemas(station),
    about: () => showAbout(station),
    diagnostics: () => saveDiagnostics(station),
    licenceTexts: () => licenceTexts(station),
    notDrawn: (fault) => {
      station.log.write('error', 'window.notDrawn', fault);
      return done({});
    },
    policy: () => done(station.effectivePolicy ?? { isReplaced: true, rows: [], problems: [] }),
    settings: () => done(showSettings(station)),
    changeSettings: async (change) => {
      const changed = await changeSettings(station, change);
      if (!changed.ok) return changed;
      const applied = await around.settingsChanged(changed.value);
      return applied.ok ? done(showSettings(station)) : applied;
    },
  };
}
