import type { AnswerToCertificate } from '#core/documents/document-type.ts';
import { done, type Result } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { GatewayEvent } from '#main/ports/gateway.ts';
import type { IncomingCertificate } from '#main/ports/store-incoming.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import { noticeState } from '#main/station/notify.ts';
import { findingsOf, readMessage, countFindings, type ReadMessage } from '#main/station/read-document.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What became of an answer: taken for what it says of a certificate, or why it was not. */
type AnswerOutcome = 'accepted' | 'rejected' | 'told' | 'unknownCertificate' | 'unreadable' | 'signatureBroken';

const neverLeft: readonly OutgoingState[] = ['draft', 'pending', 'inReview', 'approved', 'declined'];

/**
 * Another country's answer to what we sent, as a document of its exchange. It is believed for the line it came by, as the gateway's
 * own news is; nobody judges it as a certificate, and nothing answers it. Null where it is none.
 */
export function takeAnswer(station: Station, id: string): Result<null> | null {
  const arrived = station.store.incoming.get(id);
  if (!arrived.ok) return arrived;
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  const read = readMessage(reading, arrived.value.bytes);
  if (!read.ok || !('answer' in read.value.type)) return null;
  const said = read.value.type.answer(read.value.root);
  const doubt = doubtOf(station, arrived.value, read.value);
  const found = doubt === null ? certificatesAnswered(station, arrived.value, read.value, said) : done([]);
  if (!found.ok) return found;
  const ours = found.value;
  const outcome: AnswerOutcome = doubt ?? (ours.length === 0 ? 'unknownCertificate' : said.outcome);
  const taken = station.store.together(() => {
    for (const certificate of ours) {
      const told = tell(station, arrived.value, certificate, said);
      if (!told.ok) return told;
    }
    const detail = { outcome, number: said.certificates.map(({ number }) => number).join(', '), reason: said.reasons.join(' ') };
    return station.store.incoming.apply({ id, event: 'takeAnswer', at: now(station), by: 'station', detail });
  });
  if (!taken.ok) return taken;
  station.announce.changed(id, ...ours.map((certificate) => certificate.id));
  for (const certificate of ours) noticeState(station, certificate.id);
  return done(null);
}

function doubtOf(station: Station, { bytes }: IncomingCertificate, read: ReadMessage): 'unreadable' | 'signatureBroken' | null {
  const { signatures, verdict } = station.xml.verification.verify(bytes);
  if (signatures.length > 0 && verdict === 'invalid') return 'signatureBroken';
  const reading = { documents: station.xml.documents, types: station.documentTypes };
  return countFindings(findingsOf(reading, read, bytes).all).errors > 0 ? 'unreadable' : null;
}

/** What this station sent under that number to the country that answers: a number is a number of its issuer's alone. */
function certificatesAnswered(
  station: Station,
  { row }: IncomingCertificate,
  { type: { id } }: ReadMessage,
  said: AnswerToCertificate,
): Result<readonly OutgoingRow[]> {
  const type = station.documentTypes.find(({ messages }) => messages?.some((message) => message.id === id));
  const ours: OutgoingRow[] = [];
  for (const { number, typeCode } of said.certificates) {
    const found = station.store.outgoing.byNumber(number);
    if (!found.ok) return found;
    const sent = found.value.find(
      (one) =>
        one.type === type?.id &&
        !neverLeft.includes(one.state) &&
        one.summary.destinationCountry === row.fromCountry &&
        (typeCode === '' || typeCode === one.summary.typeCode),
    );
    if (sent) ours.push(sent);
  }
  return done(ours);
}

const kinds = { accepted: 'receivedCorrectly', rejected: 'rejected' } as const satisfies Readonly<Record<string, GatewayEvent['kind']>>;

function tell(station: Station, { row }: IncomingCertificate, certificate: OutgoingRow, said: AnswerToCertificate): Result<unknown> {
  if (said.outcome === 'told') return done(null);
  const event: GatewayEvent = {
    id: `answer:${row.gatewayId}:${certificate.id}`,
    at: said.at,
    source: 'gateway',
    documentId: certificate.id,
    sha256: null,
    kind: kinds[said.outcome],
    text: said.reasons.join(' ') || null,
    faults: [],
  };
  return station.store.outgoing.applyGatewayEvent(event, { at: now(station) });
}
