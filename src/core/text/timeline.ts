import type { Words } from '#core/finding.ts';
import type { IncomingEvent, OutgoingEvent } from '#core/lifecycle.ts';

/** What a line of the journal can tell of a certificate or of the station, beside the events of the lifecycle. */
export const otherKinds = [
  'arrivedFromGateway',
  'arrivedFromFile',
  'arrivedAgain',
  'refusedAtGate',
  'drafted',
  'draftSaved',
  'recovered',
  'stillUnknown',
  'asked',
  'authorityChecked',
  'ownSignatureRejected',
  'batchStarted',
  'batchPaused',
  'batchHalted',
  'batchStopped',
  'batchFinished',
  'eventAgain',
  'eventOutOfOrder',
  'eventUnmatched',
  'inboundArrived',
  'inboundAgain',
  'inboundReplay',
  'answerSent',
  'lineDown',
  'lineUp',
  'contingencyOffered',
  'contingencyDeclared',
  'contingencyClosed',
  'courierExported',
  'courierImported',
  'courierReceipt',
  'noticeQueued',
  'noticeSent',
  'settingsChanged',
  'stationStarted',
] as const;
export type OtherKind = (typeof otherKinds)[number];
export type TimelineKind = OutgoingEvent | IncomingEvent | OtherKind;

/** What fills a sentence in. `detail` carries what somebody wrote: a reason, a fault, a receipt. */
export type TimelineFacts = Readonly<Record<string, string | number | boolean | null>>;

const plain = (es: string, en: string) => (): Words => ({ es, en });
const named = (facts: TimelineFacts, name: string): string => {
  const value = facts[name];
  return value === null || value === undefined ? '' : String(value);
};
const by = (facts: TimelineFacts, es: string, en: string): Words => {
  const who = named(facts, 'by');
  return who === '' ? { es: `${es}.`, en: `${en}.` } : { es: `${es}: ${who}.`, en: `${en}: ${who}.` };
};
const because = (facts: TimelineFacts, es: string, en: string): Words => {
  const reason = named(facts, 'reason');
  return reason === '' ? { es: `${es}.`, en: `${en}.` } : { es: `${es}: ${reason}`, en: `${en}: ${reason}` };
};

/** One calm sentence a kind. A new kind does not compile until a person has something to read. */
const sentences: Readonly<Record<TimelineKind, (facts: TimelineFacts) => Words>> = {
  finishDraft: plain('El borrador quedó listo para revisar.', 'The draft is ready for review.'),
  claim: (facts) => by(facts, 'Se abrió para revisión', 'Opened for review'),
  release: plain('Se devolvió a la bandeja de entrada.', 'Returned to the inbox.'),
  decline: (facts) => because(facts, 'Se rechazó sin firmar', 'Declined without signing'),
  approve: (facts) => by(facts, 'Se aprobó para la firma', 'Approved for signing'),
  withdrawApproval: plain('Se retiró la aprobación; vuelve a revisión.', 'The approval was withdrawn; it is in review again.'),
  signed: (facts) => by(facts, 'Firmado, comprobado y puesto en la cola de envío', 'Signed, checked and queued for sending'),
  attempt: (facts) => ({
    es: `Se envía a la ventanilla (intento ${named(facts, 'attempt') || '1'}).`,
    en: `Sending to the gateway (attempt ${named(facts, 'attempt') || '1'}).`,
  }),
  accepted: plain('La ventanilla lo aceptó.', 'The gateway accepted it.'),
  busy: plain('La ventanilla está ocupada; se intentará de nuevo.', 'The gateway is busy; it will be tried again.'),
  refused: (facts) => because(facts, 'La ventanilla lo rechazó', 'The gateway refused it'),
  noAnswer: plain(
    'La ventanilla no respondió. Antes de volver a enviar se le preguntará si lo tiene.',
    'The gateway did not answer. It will be asked whether it holds it before anything is sent again.',
  ),
  known: plain('La ventanilla confirmó que ya lo tiene.', 'The gateway confirmed that it already holds it.'),
  unknownThere: plain('La ventanilla no lo tiene; se enviará de nuevo.', 'The gateway does not hold it; it will be sent again.'),
  tooLong: plain(
    'Lleva demasiado tiempo sin llegar; necesita la atención de una persona.',
    'It has waited too long; it needs a person’s attention.',
  ),
  differs: plain(
    'La ventanilla tiene otro contenido con nuestra clave; necesita la atención de una persona.',
    'The gateway holds other content under our key; it needs a person’s attention.',
  ),
  retry: (facts) => by(facts, 'Se pidió enviarlo de nuevo', 'Another attempt was asked for'),
  askAgain: (facts) => by(facts, 'Se pidió preguntar de nuevo a la ventanilla', 'The gateway will be asked again'),
  acknowledged: plain('Recibido correctamente en destino.', 'Received correctly at destination.'),
  faulted: (facts) => because(facts, 'Recibido con errores en destino', 'Received with errors at destination'),
  used: plain('Usado por la autoridad de destino.', 'Used by the authority at destination.'),
  replacementAsked: (facts) => because(facts, 'El destino pide que se reemplace', 'The destination asks for a replacement'),
  replaced: (facts) => because(facts, 'Reemplazado', 'Replaced'),
  withdrawn: (facts) => because(facts, 'Anulado', 'Withdrawn'),
  judgedValid: plain('Comprobado: válido.', 'Checked: valid.'),
  judgedInvalid: (facts) => because(facts, 'Comprobado: no válido', 'Checked: not valid'),
  judgedUndecided: (facts) => because(facts, 'No se puede decidir todavía', 'It cannot be decided yet'),
  acknowledge: plain('Se respondió con el acuse de recibo.', 'The acknowledgement was composed.'),
  markUsed: (facts) => by(facts, 'Se marcó como usado', 'Marked as used'),
  askReplacement: (facts) => because(facts, 'Se pidió un reemplazo', 'A replacement was asked for'),
  refuse: (facts) => because(facts, 'Se rechazó', 'Refused'),
  replace: (facts) => because(facts, 'Otro certificado lo reemplaza', 'Another certificate replaces it'),
  withdraw: (facts) => because(facts, 'El emisor lo anuló', 'Its issuer withdrew it'),
  arrivedFromGateway: plain('Llegó de la ventanilla.', 'Arrived from the gateway.'),
  arrivedFromFile: (facts) => because(facts, 'Se recibió de un archivo', 'Received from a file'),
  arrivedAgain: plain(
    'Llegó otra vez el mismo documento; no se guardó dos veces.',
    'The same document arrived again; it was not stored twice.',
  ),
  refusedAtGate: (facts) =>
    because(facts, 'Llegó un documento que no se puede leer con seguridad', 'A document arrived that cannot be read safely'),
  drafted: plain('Se empezó un borrador.', 'A draft was begun.'),
  draftSaved: plain('Se guardó el borrador.', 'The draft was saved.'),
  recovered: plain(
    'El programa se cerró a mitad del trabajo; se retomó desde lo guardado.',
    'The program ended half way; it was taken up from what was stored.',
  ),
  stillUnknown: plain('Se preguntó a la ventanilla y no respondió.', 'The gateway was asked and did not answer.'),
  asked: plain('Se pregunta a la ventanilla si ya lo tiene.', 'Asking the gateway whether it already holds it.'),
  authorityChecked: (facts) => because(facts, 'Se comprobó la autoridad para firmar', 'The authority to sign was checked'),
  ownSignatureRejected: (facts) =>
    because(facts, 'La firma hecha no pasó la comprobación y no se envió', 'The signature made did not pass the check and was not sent'),
  batchStarted: (facts) => ({
    es: `Empezó la firma de ${named(facts, 'total')} documentos.`,
    en: `Signing of ${named(facts, 'total')} documents began.`,
  }),
  batchPaused: plain('La firma se puso en pausa.', 'Signing was paused.'),
  batchHalted: (facts) => because(facts, 'La firma se detuvo', 'Signing halted'),
  batchStopped: plain('La firma se terminó antes del final.', 'Signing was stopped before its end.'),
  batchFinished: (facts) => ({
    es: `Terminó la firma: ${named(facts, 'signed')} documentos.`,
    en: `Signing finished: ${named(facts, 'signed')} documents.`,
  }),
  eventAgain: plain('La ventanilla repitió una noticia ya conocida.', 'The gateway repeated known news.'),
  eventOutOfOrder: (facts) => because(facts, 'Llegó una noticia fuera de orden', 'News arrived out of order'),
  eventUnmatched: plain('Llegó una noticia de un documento que no está aquí.', 'News arrived of a document that is not here.'),
  inboundArrived: (facts) => because(facts, 'Llegó de otro país', 'Arrived from another country'),
  inboundAgain: plain('La ventanilla entregó otra vez el mismo documento.', 'The gateway handed over the same document again.'),
  inboundReplay: plain('El mismo documento llegó con otra transacción.', 'The same document arrived under another transaction.'),
  answerSent: plain('La ventanilla recibió nuestra respuesta.', 'The gateway took our answer.'),
  lineDown: (facts) => because(facts, 'Se perdió la línea con la ventanilla', 'The line to the gateway was lost'),
  lineUp: plain('Volvió la línea con la ventanilla.', 'The line to the gateway is back.'),
  contingencyOffered: plain('El corte ya permite declarar la contingencia.', 'The outage now allows a contingency to be declared.'),
  contingencyDeclared: (facts) => because(facts, 'Se declaró la contingencia', 'Contingency declared'),
  contingencyClosed: plain('Se cerró la contingencia.', 'Contingency closed.'),
  courierExported: plain('Se exportó para llevarlo por mensajero.', 'Exported to be carried by courier.'),
  courierImported: plain('Se importó de un mensajero.', 'Imported from a courier.'),
  courierReceipt: plain('El mensajero trajo el recibo.', 'The courier brought the receipt.'),
  noticeQueued: (facts) => because(facts, 'Se preparó un aviso', 'A notice was prepared'),
  noticeSent: (facts) => because(facts, 'Se envió un aviso', 'A notice was sent'),
  settingsChanged: (facts) => because(facts, 'Se cambió la configuración', 'Settings were changed'),
  stationStarted: plain('La estación arrancó.', 'The station started.'),
};

/** The sentence of a journal line; a kind written by a newer version is shown by its name rather than hidden. */
export function timelineSentence(kind: string, facts: TimelineFacts): Words {
  const sentence = (sentences as Readonly<Record<string, ((facts: TimelineFacts) => Words) | undefined>>)[kind];
  return sentence ? sentence(facts) : { es: kind, en: kind };
}
