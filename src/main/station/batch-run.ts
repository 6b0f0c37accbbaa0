import type { Failure } from '#core/failure.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Batch, BatchState } from '#main/ports/store-desk.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { PinRequest } from '#main/ports/system.ts';
import type { SigningSession } from '#main/ports/token.ts';
import type { Authority } from '#main/ports/trust.ts';
import { askAuthority, authorityFailure, chosenCertificate, type ChosenCertificate } from '#main/station/check-authority.ts';
import { chooseAlgorithm } from '#main/station/choose-algorithm.ts';
import { withContact } from '#main/station/issuer-contact.ts';
import { clockDoubt } from '#main/station/clock-evidence.ts';
import { pinRequestFor } from '#main/station/pin-request.ts';
import { completedSummary } from '#main/station/read-document.ts';
import { signThrough } from '#main/station/sign-pipeline.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What a person asked of a batch while it runs. */
export type Wish = 'go' | 'pause' | 'stop';

export type BatchControl = {
  readonly batchId: string;
  wish: Wish;
  /** from here on a login may come of it at any moment */
  isPinGiven: boolean;
  /** the screen was locked or the program ends: nobody may go on with the PIN that was given */
  isLetGo: boolean;
  /** the program ends, and the token processes with it */
  isProgramEnding: boolean;
  /** nothing more is signed: the session is being closed and the outcome written */
  isEnding: boolean;
  /** logged in; kept over a short pause only */
  session: SigningSession | null;
  /** what the PIN window named, each by the digest it showed: this PIN signs those and no other */
  shown: ReadonlyMap<string, string>;
  /** for the pace: since when, and how many were signed since */
  startedMs: number;
  signedHere: number;
};

type ToSign = { readonly row: OutgoingRow; readonly authority: Authority };

/** From where the batch stands to its end, its pause, or the first fault of the token. Never asks for a PIN twice. */
export async function runBatch(station: Station, control: BatchControl): Promise<void> {
  const ended = await signWhatIsLeft(station, control);
  control.isEnding = true;
  if (ended.state !== 'paused' || control.isLetGo) await closeSession(control);
  station.log.write(ended.state === 'halted' ? 'warn' : 'info', 'batch.ended', {
    batchId: control.batchId,
    state: ended.state,
    signed: control.signedHere,
    ...(ended.failure === null ? {} : { code: ended.failure.code }),
  });
  setState(station, control.batchId, ended.state, withContact(station, ended.failure));
}

type Ended = { readonly state: Exclude<BatchState, 'askingPin' | 'signing'>; readonly failure: Failure | null };

/** A lock ends sessions, the end of the program their processes too: then no answer comes, or the news that the process is gone. */
function isEndedFor({ isLetGo, isProgramEnding }: BatchControl, { code }: Failure): boolean {
  if (code === 'sessionEnded') return isLetGo;
  return isProgramEnding && (code === 'tokenNotAnswering' || code === 'moduleCrashed');
}

async function signWhatIsLeft(station: Station, control: BatchControl): Promise<Ended> {
  const batch = station.store.batches.get(control.batchId);
  if (!batch.ok) return { state: 'halted', failure: batch.failure };
  // no token is needed for nothing
  if (batch.value.items.every(({ state }) => state === 'signed')) return { state: 'finished', failure: null };
  await station.tokens.seek(batch.value.fingerprint);
  const chosen = chosenCertificate(station, batch.value.fingerprint);
  if (!chosen.ok) return { state: 'halted', failure: chosen.failure };
  const algorithm = chooseAlgorithm(chosen.value.certificate);
  if (algorithm === null) return { state: 'halted', failure: { code: 'keyCannotSign', label: chosen.value.certificate.label } };
  const differenceMs = clockDoubt(station);
  if (differenceMs !== null) return { state: 'halted', failure: { code: 'clockImplausible', differenceMs } };

  const allowed = await allowedItems(station, batch.value, chosen.value);
  const isBegun = batch.value.items.some(({ state }) => state === 'signed');
  if (allowed.toSign.length === 0)
    return allowed.refusal === null ? ended(station, control.batchId) : { state: 'halted', failure: allowed.refusal };

  const opened = await openSession(station, control, chosen.value, allowed.toSign);
  if (!opened.ok && opened.failure.code === 'pinCancelled') {
    // a batch that was begun is left as it stood, also where the program is closed while the PIN is asked
    const stands = control.wish === 'pause' || (isBegun && control.wish !== 'stop');
    return stands ? { state: 'paused', failure: null } : { state: 'stopped', failure: opened.failure };
  }
  // the token was let go of while it logged in: that its session or its process was ended for it is no fault of the token
  if (!opened.ok && isEndedFor(control, opened.failure)) return { state: 'paused', failure: null };
  if (!opened.ok) return { state: 'halted', failure: opened.failure };
  setState(station, control.batchId, 'signing', null);
  control.startedMs = station.clock.monotonicMs();
  control.signedHere = 0;

  const fault = await signThrough(station, {
    batchId: control.batchId,
    session: opened.value,
    certificate: chosen.value.certificate,
    algorithm,
    items: allowed.toSign.map(({ row, authority }) => ({ id: row.id, digest: control.shown.get(row.id) ?? null, authority })),
    mayGoOn: () => control.wish === 'go',
    onSigned: (ids) => {
      control.signedHere += ids.length;
      station.announce.changed(...ids);
      station.announce.batchChanged(control.batchId);
      station.wake.deliver();
    },
    onRefused: (id, failure) => refuseItem(station, control.batchId, id, failure),
  });
  if (fault !== null) return { state: 'halted', failure: fault };
  const end = ended(station, control.batchId);
  // the wish may come when the token has the last ones already
  return control.wish === 'pause' && end.isAnyWaiting ? { state: 'paused', failure: null } : end;
}

/** Finished with all of it signed; what was refused, or declined meanwhile, is not told as signed. */
function ended(station: Station, batchId: string): Ended & { readonly isAnyWaiting: boolean } {
  const batch = station.store.batches.get(batchId);
  const items = batch.ok ? batch.value.items : [];
  const isAllSigned = batch.ok && items.every(({ state }) => state === 'signed');
  return {
    state: isAllSigned ? 'finished' : 'stopped',
    failure: null,
    isAnyWaiting: !batch.ok || items.some(({ state }) => state === 'waiting'),
  };
}

/** Authority before the PIN, document by document: what may not be signed is marked with its reason and left out. */
async function allowedItems(
  station: Station,
  batch: Batch,
  chosen: ChosenCertificate,
): Promise<{ readonly toSign: readonly ToSign[]; readonly refusal: Failure | null }> {
  const ask = askAuthority(station, chosen.certificate);
  const toSign: ToSign[] = [];
  let refusal: Failure | null = null;
  const left = batch.items.filter(({ state }) => state !== 'signed');
  const rows = station.store.outgoing.rows(left.map(({ id }) => id));
  if (!rows.ok) return { toSign, refusal: rows.failure };
  for (const item of left) {
    const row = rows.value.get(item.id);
    if (row?.state !== 'approved') {
      if (row && row.signedSha256 !== null) continue;
      const failure: Failure = row ? { code: 'stateForbids', state: row.state, action: 'sign' } : { code: 'documentNotFound', id: item.id };
      refuseItem(station, batch.id, item.id, failure);
      continue;
    }
    const authority = await ask(row);
    const refused = authorityFailure(authority, station.clock.now());
    if (refused === null) {
      toSign.push({ row, authority });
      if (item.state === 'failed') station.store.batches.setItem({ batchId: batch.id, id: item.id, state: 'waiting', failure: null });
      continue;
    }
    refusal ??= refused;
    refuseItem(station, batch.id, item.id, refused);
  }
  return { toSign, refusal };
}

async function openSession(
  station: Station,
  control: BatchControl,
  chosen: ChosenCertificate,
  toSign: readonly ToSign[],
): Promise<Result<SigningSession>> {
  if (control.session && toSign.every(({ row }) => control.shown.get(row.id) === row.digest)) return done(control.session);
  if (control.session) {
    // Something would be signed that the PIN window did not name: whoever goes on gives the PIN for it.
    await closeSession(control);
    control.isPinGiven = false;
    setState(station, control.batchId, 'askingPin', null);
  }
  const { pin } = chosen.token;
  if (pin.state === 'locked') return failed({ code: 'pinLocked' });
  if (pin.state === 'notSet') return failed({ code: 'tokenNotInitialised' });
  // stopped or let go of while the token was sought or the authority asked: no window opens for it
  if (control.wish !== 'go') return failed({ code: 'pinCancelled' });
  const answer = await station.pinPrompt.ask(pinRequest(station, chosen, toSign));
  if (!answer.ok) return answer;
  if (isGivenUp(control)) {
    // while the window was on its way: a wrong PIN would cost a try for nothing
    wipe(answer.value.pin);
    return failed({ code: 'pinCancelled' });
  }
  control.isPinGiven = true;
  const opened = await station.tokens.open({
    fingerprint: chosen.certificate.fingerprint,
    token: chosen.token,
    pin: answer.value.pin,
    confirmFinalTry: answer.value.isFinalTryConfirmed,
  });
  wipe(answer.value.pin);
  if (!opened.ok) return opened;
  control.session = opened.value;
  control.shown = new Map(toSign.map(({ row }) => [row.id, row.digest ?? '']));
  return opened;
}

/** Stopped, or the program ends. A pause keeps the PIN for whoever goes on. */
function isGivenUp({ wish, isLetGo }: BatchControl): boolean {
  return wish === 'stop' || isLetGo;
}

function wipe(pin: Uint8Array | 'pad'): void {
  if (pin !== 'pad') pin.fill(0);
}

/** What the trusted window shows: which documents, by their digests, so nobody signs blindly with one PIN. */
function pinRequest(station: Station, chosen: ChosenCertificate, toSign: readonly ToSign[]): PinRequest {
  const { token, certificate } = chosen;
  const language = station.language();
  return {
    ...pinRequestFor(station, token, toSign[0]?.authority.certificate.signer?.subject ?? certificate.label),
    documents: toSign.map(({ row }) => ({
      number: numberReviewed(station, row),
      title: station.documentTypes.find((type) => type.id === row.type)?.name[language] ?? row.type,
      destination: row.summary.destinationCountry,
      digest: row.digest ?? '',
    })),
  };
}

/** The official's part may give it its number, which the review showed; the lists have the one it came under until it is signed. */
function numberReviewed(station: Station, row: OutgoingRow): string {
  const type = station.documentTypes.find((one) => one.id === row.type);
  const pinned = type?.complete === undefined ? null : station.store.outgoing.toSign(row.id);
  if (!type || pinned?.ok !== true || pinned.value.toSign === null) return row.number;
  const number = completedSummary(station.xml.documents, type, pinned.value.toSign)?.number ?? row.number;
  return number === row.number ? number : `${number} (${row.number})`;
}

function refuseItem(station: Station, batchId: string, id: string, failure: Failure): void {
  const kept = station.store.batches.setItem({ batchId, id, state: 'failed', failure });
  if (!kept.ok) station.log.write('error', 'batch.itemNotKept', { batchId, id, code: kept.failure.code });
  station.announce.batchChanged(batchId);
}

export function setState(station: Station, id: string, state: BatchState, failure: Failure | null): void {
  const kept = station.store.batches.setState({ id, state, failure, at: now(station), by: station.by() });
  if (!kept.ok) station.log.write('error', 'batch.stateNotKept', { id, state, code: kept.failure.code });
  station.announce.batchChanged(id);
}

/** One that stands still is over once the last of it is signed in another batch, or declined. Answers which. */
export function endThoseOver(station: Station): readonly string[] {
  const ended = station.store.batches.endThoseOver({ at: now(station), by: station.by() });
  if (!ended.ok) {
    station.log.write('error', 'batch.endNotKept', { code: ended.failure.code });
    return [];
  }
  for (const id of ended.value) station.announce.batchChanged(id);
  return ended.value;
}

export async function closeSession(control: BatchControl): Promise<void> {
  const session = control.session;
  control.session = null;
  await session?.close();
}
