import type { Words } from '#core/finding.ts';
import type { Reason } from '#core/trust.ts';

/** What a reason code says to a person: one sentence, what is the matter. */
export const reasonWords: Readonly<Record<Reason, Words>> = {
  'not-xml': { es: 'El archivo no es XML bien formado.', en: 'The file is not well-formed XML.' },
  'encoding-refused': { es: 'El texto no está en UTF-8.', en: 'The text is not UTF-8.' },
  doctype: {
    es: 'El documento trae una declaración DOCTYPE, que no se admite.',
    en: 'The document carries a DOCTYPE, which is not accepted.',
  },
  'processing-instruction': {
    es: 'El documento trae una instrucción de proceso, que no se admite.',
    en: 'The document carries a processing instruction, which is not accepted.',
  },
  'too-large': { es: 'El documento es demasiado grande o enredado.', en: 'The document is too large or too intricate.' },
  'too-deep': { es: 'El documento tiene demasiados niveles.', en: 'The document is nested too deeply.' },
  'second-root': { es: 'Hay contenido después del final del documento.', en: 'There is content after the end of the document.' },
  'no-signature': { es: 'El documento no trae firma.', en: 'The document carries no signature.' },
  'several-signatures': {
    es: 'El documento trae más firmas de las que corresponden.',
    en: 'The document carries more signatures than it should.',
  },
  'signature-misplaced': { es: 'La firma no está donde corresponde.', en: 'The signature is not where it belongs.' },
  'signature-malformed': { es: 'La firma está mal construida.', en: 'The signature is malformed.' },
  'duplicate-id': { es: 'Dos elementos llevan el mismo identificador.', en: 'Two elements carry the same identifier.' },
  'reference-not-document': { es: 'La firma no cubre el documento.', en: 'The signature does not cover the document.' },
  'transform-refused': {
    es: 'La firma usa una transformación que no se admite.',
    en: 'The signature uses a transform that is not accepted.',
  },
  'algorithm-refused': { es: 'La firma usa un algoritmo que no se admite.', en: 'The signature uses an algorithm that is not accepted.' },
  'comment-in-value': { es: 'Hay un comentario dentro de un valor firmado.', en: 'There is a comment inside a signed value.' },
  'digest-mismatch': { es: 'El documento cambió después de firmarse.', en: 'The document was changed after it was signed.' },
  'signature-mismatch': {
    es: 'La firma no corresponde a la clave del certificado.',
    en: 'The signature does not match the certificate’s key.',
  },
  'verifiers-disagree': {
    es: 'Las dos comprobaciones independientes no coinciden; se guardó como incidente.',
    en: 'The two independent checks disagree; it was kept as an incident.',
  },
  'certificate-malformed': { es: 'El certificado del firmante no se puede leer.', en: 'The signer’s certificate cannot be read.' },
  'certificate-forged': {
    es: 'El certificado dice venir de una autoridad que no lo firmó.',
    en: 'The certificate names an authority that did not sign it.',
  },
  'no-path': {
    es: 'El certificado no proviene de una autoridad de confianza.',
    en: 'The certificate does not come from a trusted authority.',
  },
  'key-refused': { es: 'La clave del certificado es demasiado débil.', en: 'The certificate’s key is too weak.' },
  'not-yet-valid': { es: 'El certificado todavía no está vigente.', en: 'The certificate is not valid yet.' },
  expired: { es: 'El certificado está vencido.', en: 'The certificate has expired.' },
  revoked: { es: 'El certificado fue revocado.', en: 'The certificate was revoked.' },
  'key-usage': { es: 'El certificado no sirve para firmar documentos.', en: 'The certificate is not meant for signing documents.' },
  constraint: {
    es: 'La cadena del certificado no cumple sus propias restricciones.',
    en: 'The certificate’s chain breaks its own constraints.',
  },
  policy: {
    es: 'La cadena del certificado exige una política que no se cumple.',
    en: 'The certificate’s chain demands a policy that does not hold.',
  },
  'not-an-official': {
    es: 'El firmante no figura en el directorio de funcionarios.',
    en: 'The signer is not in the directory of officials.',
  },
  'official-disabled': { es: 'El funcionario no está habilitado en esa fecha.', en: 'The official is not enabled at that date.' },
  'official-not-for-this-document': {
    es: 'El funcionario no está habilitado para este documento.',
    en: 'The official is not enabled for this document.',
  },
  schema: { es: 'El documento no cumple su esquema.', en: 'The document does not follow its schema.' },
  rule: { es: 'El documento no cumple una regla de su tipo.', en: 'The document breaks a rule of its type.' },
  duplicate: { es: 'Ya se recibió otro certificado con este número.', en: 'Another certificate with this number was already received.' },
  replay: {
    es: 'El mismo documento ya se había recibido en otra transacción.',
    en: 'The same document was already received in another transaction.',
  },
  'revocation-unknown': {
    es: 'No se puede saber si el certificado fue revocado.',
    en: 'It cannot be known whether the certificate was revoked.',
  },
  'revocation-stale': { es: 'La lista de revocados es demasiado antigua.', en: 'The list of revoked certificates is too old.' },
  'unsupported-critical-extension': {
    es: 'El certificado trae una extensión crítica que no se reconoce.',
    en: 'The certificate carries a critical extension that is not understood.',
  },
  'unsupported-constraint': {
    es: 'La cadena limita nombres, usos o atribuciones de un modo que no todos los verificadores entienden igual.',
    en: 'The chain limits names, uses or powers in a way that not all verifiers read alike.',
  },
  'unsupported-algorithm': { es: 'El algoritmo no se puede comprobar aquí.', en: 'The algorithm cannot be checked here.' },
  'unsupported-form': {
    es: 'La firma tiene una forma que aquí no se comprueba.',
    en: 'The signature has a form that is not checked here.',
  },
  'legacy-algorithm': {
    es: 'La firma usa un algoritmo antiguo que ya no se acepta por sí solo.',
    en: 'The signature uses an old algorithm that is no longer accepted by itself.',
  },
  'directory-absent': {
    es: 'No hay todavía un directorio de funcionarios con qué comprobar.',
    en: 'There is no directory of officials to check against yet.',
  },
  'directory-stale': { es: 'El directorio de funcionarios es demasiado antiguo.', en: 'The directory of officials is too old.' },
  'document-type-unknown': { es: 'El tipo de documento no se reconoce.', en: 'The type of document is not known.' },
  'key-absent': { es: 'La firma no dice con qué clave comprobarla.', en: 'The signature does not say which key checks it.' },
  'trust-absent': {
    es: 'No hay autoridades de confianza con qué juzgar el certificado.',
    en: 'There are no trusted authorities to judge the certificate by.',
  },
  'path-too-complex': {
    es: 'La cadena de certificados es demasiado enredada para decidir.',
    en: 'The chain of certificates is too tangled to decide.',
  },
};
