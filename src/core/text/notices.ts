import type { Words } from '#core/finding.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import { countryOf, told, type NoticeFacts, type NoticeSentences } from '#core/text/notice-facts.ts';
import { outageSentences } from '#core/text/outage-notices.ts';

/** What people are told without asking. A new topic does not compile until it has its words. */
export const noticeTopics = [
  'lineDown',
  'lineUnsteady',
  'needsAttention',
  'refused',
  'receivedWithErrors',
  'replacementAsked',
  'tooOld',
  'countrySilent',
  'countryUnreachable',
  'contingencyOffered',
  'contingencyDeclared',
  'incidentInbound',
  'workRefused',
  'fromAbroad',
  'storeNearlyFull',
  'storeDamaged',
  'storeSalvaged',
] as const;
export type NoticeTopic = (typeof noticeTopics)[number];

/** Nothing the station sees ends these: they stay open until a person says that they were looked at. */
export const settledByPerson: ReadonlySet<string> = new Set<NoticeTopic>(['incidentInbound', 'workRefused', 'fromAbroad', 'storeSalvaged']);

const numbered = (facts: NoticeFacts): string => facts.number ?? '';

const sentences: Readonly<Record<NoticeTopic, NoticeSentences>> = {
  ...outageSentences,
  needsAttention: {
    raised: (facts) => ({
      es: `El certificado ${numbered(facts)} no llega a la ventanilla y necesita la atención de una persona.`,
      en: `Certificate ${numbered(facts)} does not reach the gateway and needs a person’s attention.`,
    }),
    closed: (facts) => ({
      es: `El certificado ${numbered(facts)} ya llegó a la ventanilla.`,
      en: `Certificate ${numbered(facts)} has now reached the gateway.`,
    }),
    many: (count) => ({
      es: `${count} certificados necesitan la atención de una persona.`,
      en: `${count} certificates need a person’s attention.`,
    }),
  },
  refused: {
    raised: (facts) => ({
      es: `La ventanilla rechazó el certificado ${numbered(facts)}${told(facts)}`,
      en: `The gateway refused certificate ${numbered(facts)}${told(facts)}`,
    }),
    closed: (facts) => ({
      es: `La ventanilla aceptó el certificado ${numbered(facts)}.`,
      en: `The gateway accepted certificate ${numbered(facts)}.`,
    }),
    many: (count) => ({ es: `La ventanilla rechazó ${count} certificados.`, en: `The gateway refused ${count} certificates.` }),
  },
  receivedWithErrors: {
    raised: (facts) => ({
      es: `El destino recibió con errores el certificado ${numbered(facts)}${told(facts)}`,
      en: `The destination received certificate ${numbered(facts)} with errors${told(facts)}`,
    }),
    closed: (facts) => ({ es: `El certificado ${numbered(facts)} quedó resuelto.`, en: `Certificate ${numbered(facts)} is settled.` }),
    many: (count) => ({
      es: `El destino recibió con errores ${count} certificados.`,
      en: `The destination received ${count} certificates with errors.`,
    }),
  },
  replacementAsked: {
    raised: (facts) => ({
      es: `El destino pide reemplazar el certificado ${numbered(facts)}${told(facts)}`,
      en: `The destination asks to replace certificate ${numbered(facts)}${told(facts)}`,
    }),
    closed: (facts) => ({
      es: `El certificado ${numbered(facts)} fue reemplazado o anulado.`,
      en: `Certificate ${numbered(facts)} was replaced or withdrawn.`,
    }),
    many: (count) => ({
      es: `El destino pide reemplazar ${count} certificados.`,
      en: `The destination asks to replace ${count} certificates.`,
    }),
  },
  tooOld: {
    raised: (facts) => ({
      es: `El certificado ${numbered(facts)} sigue sin acuse de recibo desde el ${facts.since ?? ''}.`,
      en: `Certificate ${numbered(facts)} has had no acknowledgement since ${facts.since ?? ''}.`,
    }),
    closed: (facts) => ({
      es: `Llegó el acuse de recibo del certificado ${numbered(facts)}.`,
      en: `The acknowledgement of certificate ${numbered(facts)} arrived.`,
    }),
    many: (count) => ({
      es: `${count} certificados siguen sin acuse de recibo.`,
      en: `${count} certificates still have no acknowledgement.`,
    }),
  },
  incidentInbound: {
    raised: (facts) => ({
      es: `Un documento entrante (${numbered(facts)}) no pasó las dos comprobaciones por igual; se guardó como incidente.`,
      en: `An incoming document (${numbered(facts)}) did not pass the two checks alike; it was kept as an incident.`,
    }),
    closed: () => ({ es: 'El incidente se cerró.', en: 'The incident was closed.' }),
    many: (count) => ({
      es: `${count} documentos entrantes guardados como incidente.`,
      en: `${count} incoming documents kept as incidents.`,
    }),
  },
  workRefused: {
    raised: ({ why }) => ({
      es: `La ventanilla envió para firmar un documento que no se admitió. ${why?.es ?? ''}`.trim(),
      en: `The gateway sent a document to sign that was not taken. ${why?.en ?? ''}`.trim(),
    }),
    closed: () => ({ es: 'El documento que no se admitió ya se revisó.', en: 'The document that was not taken has been looked at.' }),
    many: (count) => ({
      es: `${count} documentos para firmar no se admitieron.`,
      en: `${count} documents to sign were not taken.`,
    }),
  },
  fromAbroad: {
    raised: (facts) => {
      const { es, en } = countryOf(facts.who);
      return { es: `Aviso de ${es}${told(facts)}`, en: `Notice from ${en}${told(facts)}` };
    },
    closed: (facts) => {
      const { es, en } = countryOf(facts.who);
      return { es: `El aviso de ${es} ya se leyó.`, en: `The notice from ${en} has been read.` };
    },
    many: (count) => ({ es: `${count} avisos de otros países.`, en: `${count} notices from other countries.` }),
  },
  storeNearlyFull: {
    raised: (facts) => ({
      es: `Queda poco espacio en el disco${told(facts)} Libere espacio pronto: sin él no se podrá firmar.`,
      en: `The disk is nearly full${told(facts)} Free some space soon: without it nothing can be signed.`,
    }),
    closed: () => ({ es: 'Vuelve a haber espacio en el disco.', en: 'There is room on the disk again.' }),
    many: (count) => ({
      es: `${count} avisos de disco casi lleno.`,
      en: `${count} notices of a disk that is nearly full.`,
    }),
  },
  storeDamaged: {
    raised: () => ({
      es: 'Los datos de la estación están dañados. Cierre y vuelva a abrir Rúbrica: se reconstruirán con la última copia y lo que aún se puede leer, y dirá qué se salvó y qué se perdió.',
      en: 'The station’s data are damaged. Close Rúbrica and open it again: they will be rebuilt from the last copy and what can still be read, and it will say what was saved and what was lost.',
    }),
    closed: () => ({ es: 'Los datos de la estación están íntegros.', en: 'The station’s data are whole.' }),
    many: (count) => ({ es: `${count} avisos de datos dañados.`, en: `${count} notices of damaged data.` }),
  },
  storeSalvaged: {
    raised: (facts) => ({
      es: `Los datos de la estación estaban dañados y se reconstruyeron.${facts.isPartial ? ' No todo se pudo leer: compare con la ventanilla antes de firmar.' : ''} Certificados que conviene revisar antes de firmar: ${facts.count ?? 0}. Lo salvado y lo perdido consta en ${facts.detail ?? ''}.`,
      en: `The station’s data were damaged and have been rebuilt.${facts.isPartial ? ' Not everything could be read: compare with the gateway before you sign.' : ''} Certificates to look at before signing: ${facts.count ?? 0}. What was saved and what was lost stands in ${facts.detail ?? ''}.`,
    }),
    closed: () => ({ es: 'Los datos reconstruidos ya se revisaron.', en: 'The rebuilt data have been looked at.' }),
    many: (count) => ({ es: `Los datos se reconstruyeron ${count} veces.`, en: `The data were rebuilt ${count} times.` }),
  },
};

export function noticeSentence(topic: string, facts: NoticeFacts, what: 'raised' | 'closed'): Words {
  const known = (sentences as Readonly<Record<string, NoticeSentences | undefined>>)[topic];
  return known ? known[what](facts) : { es: topic, en: topic };
}

export function digestSentence(topic: NoticeTopic, count: number): Words {
  return sentences[topic].many(count);
}

/** The state of a certificate that people hear of by themselves; every other state closes what was open about it. */
export const noticedStates: Readonly<Partial<Record<OutgoingState, NoticeTopic>>> = {
  needsAttention: 'needsAttention',
  refused: 'refused',
  receivedWithErrors: 'receivedWithErrors',
  replacementAsked: 'replacementAsked',
};
