import type { Words } from '#core/finding.ts';
import type { Reason } from '#core/trust.ts';

/** What whoever received a document does about a reason code; what is the matter stands in `reasons.ts`. */
export const reasonAdvice: Readonly<Record<Reason, Words>> = {
  'not-xml': askAgain(),
  'encoding-refused': {
    es: 'Pida al emisor que lo envíe en UTF-8, sin convertirlo después de firmar.',
    en: 'Ask the sender for it in UTF-8, not converted after signing.',
  },
  doctype: refusedForm(),
  'processing-instruction': refusedForm(),
  'too-large': {
    es: 'Pasa de lo que se lee con seguridad (8 MB o 150.000 datos). Pida al emisor que divida el envío en varios documentos.',
    en: 'It is beyond what is read safely (8 MB or 150,000 values). Ask the sender to divide the consignment into several documents.',
  },
  'too-deep': refusedForm(),
  'second-root': refusedForm(),
  'no-signature': {
    es: 'No lo acepte como certificado. Pida al emisor el documento firmado.',
    en: 'Do not accept it as a certificate. Ask the sender for the signed document.',
  },
  'several-signatures': refusedForm(),
  'signature-misplaced': refusedForm(),
  'signature-malformed': refusedForm(),
  'duplicate-id': refusedForm(),
  'reference-not-document': refusedForm(),
  'transform-refused': refusedForm(),
  'algorithm-refused': {
    es: 'Pida al emisor que firme con SHA-256 o mejor, con un certificado de hoy.',
    en: 'Ask the sender to sign with SHA-256 or better, by a certificate of today.',
  },
  'comment-in-value': refusedForm(),
  'digest-mismatch': {
    es: 'No lo acepte. Guarde lo recibido, avise al emisor por otra vía y pida el original.',
    en: 'Do not accept it. Keep what arrived, tell the sender by another way and ask for the original.',
  },
  'signature-mismatch': {
    es: 'No lo acepte. Guarde lo recibido y pregunte al emisor con qué certificado firmó.',
    en: 'Do not accept it. Keep what arrived and ask the sender which certificate signed it.',
  },
  'verifiers-disagree': {
    es: 'No lo acepte. Avise a informática: el documento quedó guardado entero para examinarlo.',
    en: 'Do not accept it. Tell IT: the document was kept whole to be examined.',
  },
  'certificate-malformed': {
    es: 'Pida al firmante que lo revise con su prestador de certificación.',
    en: 'Ask the signer to have it looked at by the authority that issued it.',
  },
  'certificate-forged': {
    es: 'No lo acepte y avise a informática: el certificado puede ser falso.',
    en: 'Do not accept it and tell IT: the certificate may be forged.',
  },
  'no-path': {
    es: 'Si el prestador es legítimo, informática puede agregarlo a las autoridades de confianza. Hasta entonces no lo acepte.',
    en: 'If its authority is legitimate, IT can add it to the trusted ones. Until then do not accept it.',
  },
  'key-refused': signAnew(),
  'not-yet-valid': {
    es: 'Compruebe la fecha de este equipo. Si está bien, pida al emisor que lo firme con un certificado ya vigente.',
    en: 'Check the date of this computer. If it is right, ask the sender to sign with a certificate that has begun.',
  },
  expired: signAnew(),
  revoked: {
    es: 'No acepte el documento: pida al emisor que lo firme de nuevo, con un certificado que valga.',
    en: 'Do not accept the document: ask the sender to sign it again, with a certificate that holds.',
  },
  'key-usage': {
    es: 'No lo acepte: pida al emisor que lo firme con un certificado de firma.',
    en: 'Do not accept it: ask the sender to sign it with a certificate for signing.',
  },
  constraint: issuerFault(),
  policy: issuerFault(),
  'not-an-official': {
    es: 'No lo acepte: pida al otro país que lo firme quien esté inscrito en el directorio.',
    en: 'Do not accept it: ask the other country to have it signed by somebody in the directory.',
  },
  'official-disabled': {
    es: 'No lo acepte: pida al otro país que lo firme una persona habilitada.',
    en: 'Do not accept it: ask the other country to have it signed by somebody enabled.',
  },
  'official-not-for-this-document': {
    es: 'No lo acepte: debe firmarlo quien esté habilitado para este tipo de documento, este organismo y este país.',
    en: 'Do not accept it: it must be signed by somebody enabled for this type of document, this body and this country.',
  },
  schema: {
    es: 'Lea las observaciones y pida al emisor que lo corrija y lo firme de nuevo.',
    en: 'Read the findings and ask the sender to correct it and sign it again.',
  },
  rule: {
    es: 'Lea las observaciones y pida al emisor que lo corrija y lo firme de nuevo.',
    en: 'Read the findings and ask the sender to correct it and sign it again.',
  },
  duplicate: {
    es: 'Compare los dos documentos. Si este corrige al otro, el emisor debe enviarlo como reemplazo.',
    en: 'Compare the two documents. If this one corrects the other, the sender must send it as a replacement.',
  },
  replay: { es: 'No hace falta hacer nada: rige el que llegó primero.', en: 'There is nothing to do: the one that came first stands.' },
  'revocation-unknown': whenThereIsALine(),
  'revocation-stale': whenThereIsALine(),
  'unsupported-critical-extension': byAnExpert(),
  'unsupported-constraint': byAnExpert(),
  'unsupported-algorithm': byAnExpert(),
  'unsupported-form': byAnExpert(),
  'legacy-algorithm': {
    es: 'Decida según la fecha y el acuerdo: con las reglas de hoy esta firma sola no basta.',
    en: 'Decide by its date and the agreement: by today’s rules this signature alone is not enough.',
  },
  'directory-absent': {
    es: 'Conéctese para recibir el directorio, o pídalo en un medio portátil.',
    en: 'Connect to receive the directory, or ask for it on a portable medium.',
  },
  'directory-stale': {
    es: 'Conéctese para ponerlo al día; con el que hay no se puede decidir.',
    en: 'Connect to bring it up to date; with the one at hand nobody can decide.',
  },
  'document-type-unknown': {
    es: 'La firma puede estar bien; lea el contenido y decida, o pida a informática que agregue el tipo.',
    en: 'The signature may be good; read the contents and decide, or ask IT to add the type.',
  },
  'key-absent': {
    es: 'Pida al firmante su certificado y compruebe de nuevo con él.',
    en: 'Ask the signer for the certificate and check again with it.',
  },
  'trust-absent': {
    es: 'Informática debe cargar los certificados de las autoridades en que se confía.',
    en: 'IT has to load the certificates of the authorities that are trusted.',
  },
  'path-too-complex': byAnExpert(),
};

function askAgain(): Words {
  return {
    es: 'Pida al emisor que lo envíe otra vez, tal como salió de su sistema.',
    en: 'Ask the sender to send it again as it left their system.',
  };
}

function refusedForm(): Words {
  return {
    es: 'No lo acepte: esta forma permite engaños. Pida al emisor un documento sin ella.',
    en: 'Do not accept it: this form allows deceptions. Ask the sender for a document without it.',
  };
}

function signAnew(): Words {
  return {
    es: 'No lo acepte: pida al emisor que lo firme de nuevo, con un certificado que valga hoy.',
    en: 'Do not accept it: ask the sender to sign it again, with a certificate that holds today.',
  };
}

function issuerFault(): Words {
  return {
    es: 'Es un defecto de quien emitió el certificado. No acepte el documento: pida que lo firmen con uno que lo cumpla.',
    en: 'The fault is of whoever issued the certificate. Do not accept the document: ask for one signed with a certificate that complies.',
  };
}

function whenThereIsALine(): Words {
  return {
    es: 'Vuelva a comprobar cuando haya conexión; hasta entonces no se puede decidir.',
    en: 'Check again when there is a connection; until then nobody can decide.',
  };
}

function byAnExpert(): Words {
  return {
    es: 'Exporte el expediente y pida a un especialista que decida.',
    en: 'Export the dossier and let a specialist decide.',
  };
}
