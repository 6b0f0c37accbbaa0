import type { Words } from '#core/finding.ts';
import type { IncomingEvent, OutgoingEvent } from '#core/lifecycle.ts';
import { signedByUnconfirmedClock } from '#core/text/clock.ts';
import { reasonWords } from '#core/text/reasons.ts';

/** What a line of the journal can tell of a certificate or of the station, beside the events of the lifecycle. */
export const otherKinds = [
  'received',
  'arrived',
  'refusedAtGate',
  'signedOnOldEvidence',
  'signedOnUnconfirmedClock',
  'workChanged',
  'drafted',
  'draftDiscarded',
  'templateSaved',
  'templateRemoved',
  'recovered',
  'salvaged',
  'batchStarted',
  'batchState',
  'eventTooEarly',
  'eventTooLate',
  'eventOfUnknownDocument',
  'eventUnread',
  'messageQueued',
  'messageDelivered',
  'messageRefused',
  'lineDown',
  'lineUp',
  'countryDown',
  'countryUp',
  'contingencyDeclared',
  'contingencyClosed',
  'numbersGranted',
  'numberTaken',
  'courierExported',
  'courierImported',
  'courierReceipt',
  'noticeRaised',
  'noticeClosed',
  'directoryApplied',
  'settingsChanged',
  'packInUse',
  'programInUse',
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
const doneBy = (facts: TimelineFacts, es: string, en: string): [string, string] => [
  `${named(facts, 'by') || 'La estación'} ${es}`,
  `${named(facts, 'by') || 'The station'} ${en}`,
];
const because = (facts: TimelineFacts, es: string, en: string): Words => {
  const reason = named(facts, 'reason');
  const judged = reasonsOf(named(facts, 'reasons'));
  if (judged.length > 0) {
    return { es: `${es}. ${judged.map((words) => words.es).join(' ')}`, en: `${en}. ${judged.map((words) => words.en).join(' ')}` };
  }
  return reason === '' ? { es: `${es}.`, en: `${en}.` } : { es: `${es}: ${reason}`, en: `${en}: ${reason}` };
};

/** Reason codes, separated by blanks, in words. */
function reasonsOf(codes: string): readonly Words[] {
  const known = reasonWords as Readonly<Record<string, Words | undefined>>;
  return codes.split(' ').flatMap((code) => known[code] ?? []);
}

/** What an answer of another country said of a certificate of ours, or why nothing follows from it. */
function answerTaken(facts: TimelineFacts): Words {
  const number = named(facts, 'number');
  switch (named(facts, 'outcome')) {
    case 'accepted':
      return {
        es: `El país de destino acepta nuestro certificado ${number}.`,
        en: `The country of destination accepts our certificate ${number}.`,
      };
    case 'rejected':
      return because(
        facts,
        `El país de destino no acepta nuestro certificado ${number}`,
        `The country of destination does not accept our certificate ${number}`,
      );
    case 'told':
      return {
        es: `El país de destino informa sobre nuestro certificado ${number}; no lo acepta ni lo rechaza todavía.`,
        en: `The country of destination tells of our certificate ${number}; it neither accepts nor rejects it yet.`,
      };
    case 'unknownCertificate':
      return {
        es: `Responde al certificado ${number}, que esta estación no envió a ese país. Pregunte al país que respondió o busque la estación que lo envió.`,
        en: `It answers certificate ${number}, which this station did not send to that country. Ask the country that answered, or look for the station that sent it.`,
      };
    case 'signatureBroken':
      return {
        es: 'Lleva una firma que no corresponde a lo que dice. No se tomó en cuenta: pregunte al país que respondió.',
        en: 'It bears a signature that is not of what it says. It was not taken into account: ask the country that answered.',
      };
    default:
      return {
        es: 'No dice con claridad a qué responde ni qué. No se tomó en cuenta: pregunte al país que respondió.',
        en: 'It does not say clearly what it answers, or how. It was not taken into account: ask the country that answered.',
      };
  }
}

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
  busy: ({ failure }) =>
    failure === 'destinationUnreachable'
      ? {
          es: 'El país de destino no responde a la ventanilla; se intentará de nuevo.',
          en: 'The country of destination does not answer the gateway; it will be tried again.',
        }
      : { es: 'La ventanilla está ocupada; se intentará de nuevo.', en: 'The gateway is busy; it will be tried again.' },
  heldBack: plain(
    'No llegó a salir: se cortó la línea o la ventanilla pidió esperar. Sigue en la cola.',
    'It did not leave: the line broke or the gateway asked to wait. It is still queued.',
  ),
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
  rejected: (facts) => because(facts, 'El país de destino no lo acepta', 'The country of destination does not accept it'),
  used: plain('Usado por la autoridad de destino.', 'Used by the authority at destination.'),
  replacementAsked: (facts) => because(facts, 'El destino pide que se reemplace', 'The destination asks for a replacement'),
  replaced: (facts) => because(facts, 'Reemplazado', 'Replaced'),
  withdrawn: (facts) => because(facts, 'Anulado', 'Withdrawn'),
  takeAnswer: (facts) => answerTaken(facts),
  judgedValid: plain('Comprobado: válido.', 'Checked: valid.'),
  judgedInvalid: (facts) => because(facts, 'Comprobado: no válido', 'Checked: not valid'),
  judgedUndecided: (facts) => because(facts, 'No se puede decidir todavía', 'It cannot be decided yet'),
  acknowledge: plain('Se respondió con el acuse de recibo.', 'The acknowledgement was composed.'),
  markUsed: (facts) => by(facts, 'Se marcó como usado', 'Marked as used'),
  askReplacement: (facts) => because(facts, 'Se pidió un reemplazo', 'A replacement was asked for'),
  refuse: (facts) => because(facts, 'Se rechazó', 'Refused'),
  replace: (facts) => because(facts, 'Otro certificado lo reemplaza', 'Another certificate replaces it'),
  withdraw: (facts) => because(facts, 'El emisor lo anuló', 'Its issuer withdrew it'),
  received: (facts) => {
    const origin = named(facts, 'source');
    if (origin === 'gateway') return { es: 'Llegó de la ventanilla.', en: 'Arrived from the gateway.' };
    if (origin === 'draft') return { es: 'Se redactó en esta estación.', en: 'Written at this station.' };
    if (origin === 'courier') return { es: 'Llegó por mensajero.', en: 'Arrived by courier.' };
    return { es: 'Se recibió de un archivo.', en: 'Received from a file.' };
  },
  arrived: plain('Llegó de otro país y quedó guardado.', 'Arrived from another country and was stored.'),
  refusedAtGate: (facts) =>
    because(facts, 'Llegó un documento que no se puede leer con seguridad', 'A document arrived that cannot be read safely'),
  signedOnOldEvidence: (facts) =>
    because(
      facts,
      'Se firmó con evidencia antigua, dentro de lo que permite la contingencia',
      'Signed on old evidence, within what the contingency policy allows',
    ),
  signedOnUnconfirmedClock: (facts) => signedByUnconfirmedClock(named(facts, 'confirmedAt')),
  workChanged: plain(
    'La ventanilla ofreció otro contenido con el mismo identificador; se conserva el primero.',
    'The gateway offered other content under the same id; the first one is kept.',
  ),
  drafted: plain('Se empezó un borrador.', 'A draft was begun.'),
  draftDiscarded: plain('Se descartó el borrador.', 'The draft was thrown away.'),
  templateSaved: plain('Se guardó una plantilla.', 'A template was saved.'),
  templateRemoved: plain('Se quitó una plantilla.', 'A template was removed.'),
  recovered: plain(
    'El programa se cerró a mitad del envío; se preguntará a la ventanilla si lo tiene.',
    'The program ended while sending; the gateway will be asked whether it holds it.',
  ),
  salvaged: plain(
    'Los datos de la estación se reconstruyeron tras un daño; antes de enviarlo se preguntará a la ventanilla si lo tiene.',
    'The station’s data were rebuilt after damage; the gateway will be asked whether it holds it before it is sent.',
  ),
  batchStarted: plain('Empezó la firma de un grupo de documentos.', 'The signing of a group of documents began.'),
  batchState: (facts) => because(facts, 'La firma del grupo cambió de estado', 'The signing of the group changed its state'),
  eventTooEarly: plain(
    'Llegó una noticia antes de tiempo; se aplicará cuando corresponda.',
    'News arrived early; it will be applied when its turn comes.',
  ),
  eventTooLate: plain('Llegó una noticia ya superada; solo se anota.', 'News arrived that was already overtaken; it is only noted.'),
  eventOfUnknownDocument: plain('Llegó una noticia de un documento que no está aquí.', 'News arrived of a document that is not here.'),
  eventUnread: (facts) => {
    const field = named(facts, 'field');
    const where = field === '' ? '' : ` (${field})`;
    return {
      es: `Llegó una noticia que este programa no sabe leer${where}; quedó guardada. Pregunte a la ventanilla qué dice.`,
      en: `News arrived that this program cannot read${where}; it was kept. Ask the gateway what it says.`,
    };
  },
  messageQueued: plain('Se preparó un mensaje para enviar.', 'A message was prepared for sending.'),
  messageDelivered: plain('La ventanilla recibió nuestra respuesta.', 'The gateway took our answer.'),
  messageRefused: plain('La ventanilla no aceptó nuestra respuesta.', 'The gateway did not accept our answer.'),
  lineDown: (facts) => because(facts, 'Se perdió la línea con la ventanilla', 'The line to the gateway was lost'),
  lineUp: plain('Volvió la línea con la ventanilla.', 'The line to the gateway is back.'),
  countryDown: ({ why }) =>
    why === 'silent'
      ? { es: 'El país no acusa recibo de nada de lo enviado.', en: 'The country acknowledges nothing of what was sent.' }
      : { es: 'El país no responde a la ventanilla.', en: 'The country does not answer the gateway.' },
  countryUp: plain('El país vuelve a responder.', 'The country answers again.'),
  contingencyDeclared: (facts) => because(facts, ...doneBy(facts, 'declaró la contingencia', 'declared a contingency')),
  contingencyClosed: (facts) => because(facts, ...doneBy(facts, 'cerró la contingencia', 'closed the contingency')),
  numbersGranted: plain('La ventanilla concedió números de contingencia.', 'The gateway granted contingency numbers.'),
  numberTaken: (facts) => because(facts, 'Se tomó un número de contingencia', 'A contingency number was taken'),
  courierExported: (facts) => {
    const station = named(facts, 'station');
    return station === ''
      ? { es: 'Se exportó para llevarlo por mensajero.', en: 'Exported to be carried by courier.' }
      : {
          es: `Se exportó para llevarlo por mensajero a la estación ${station}.`,
          en: `Exported to be carried by courier to station ${station}.`,
        };
  },
  courierImported: plain('Se importó de un mensajero.', 'Imported from a courier.'),
  courierReceipt: (facts) =>
    named(facts, 'receipt') === ''
      ? because(facts, 'El mensajero volvió: la ventanilla no lo aceptó', 'The courier came back: the gateway did not accept it')
      : {
          es: 'El mensajero trajo el recibo de la ventanilla; se confirmará con línea.',
          en: 'The courier brought the gateway’s receipt; it is confirmed when there is a line.',
        },
  noticeRaised: (facts) => because(facts, 'Se dio un aviso', 'A notice was given'),
  noticeClosed: plain('Se avisó que quedó resuelto.', 'It was told that it is settled.'),
  directoryApplied: plain('Se actualizó el directorio de funcionarios.', 'The directory of officials was updated.'),
  settingsChanged: plain('Se cambió la configuración.', 'Settings were changed.'),
  packInUse: (facts) => ({
    es: `Desde este inicio juzga el paquete de esquemas en su versión ${named(facts, 'version')} (sha256:${named(facts, 'hash')}).`,
    en: `From this start on the schema pack judges in its version ${named(facts, 'version')} (sha256:${named(facts, 'hash')}).`,
  }),
  programInUse: (facts) => ({
    es: `Desde este inicio trabaja la versión ${named(facts, 'version')} del programa.`,
    en: `From this start on version ${named(facts, 'version')} of the program works.`,
  }),
};

/** The sentence of a journal line; a kind written by a newer version is shown by its name rather than hidden. */
export function timelineSentence(kind: string, facts: TimelineFacts): Words {
  const sentence = (sentences as Readonly<Record<string, ((facts: TimelineFacts) => Words) | undefined>>)[kind];
  return sentence ? sentence(facts) : { es: kind, en: kind };
}
