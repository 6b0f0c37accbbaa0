import type { DossierInput } from '#main/station/dossier/dossier.ts';

/** How anyone checks the dossier without Rúbrica: sha256sum, openssl and xmlsec1, lines to copy as they are. */
export function readmeOf(input: DossierInput): string {
  const seconds = Math.floor(Date.parse(input.signedAt) / 1000);
  const moment = input.signedAt.slice(0, 19).replace('T', ' ');
  const last = input.path.length - 1;
  const untrusted = input.path.slice(1, -1).map((_, index) => `-untrusted certificates/${index + 1}.pem`);
  const lists = input.crls.length > 0 ? '-crl_check_all -CRLfile revocation/crls.pem' : '';
  const verify = ['openssl verify', `-attime ${seconds}`, `-CAfile certificates/${last}.pem`, ...untrusted, lists, 'certificates/0.pem'];
  const path = last > 0 ? verify.filter(Boolean).join(' ') : '';
  return `RÚBRICA · ${input.number}

ES
Este archivo reúne las pruebas de un certificado: el documento firmado, la cadena de certificados, las listas y respuestas de
revocación, el directorio de funcionarios, los acuses y el diario. Se puede comprobar sin Rúbrica. Compare antes la huella del
último certificado de certificates/ con la que publica su autoridad: estar aquí no lo hace confiable.

EN
This file gathers the evidence of one certificate: the signed document, the chain of certificates, the revocation lists and answers,
the directory of officials, the receipts and the journal. It can be checked without Rúbrica. First compare the fingerprint of the
last certificate in certificates/ with the one its authority publishes: being here does not make it trustworthy.

1. Nada cambió desde la exportación / nothing changed since the export
sha256sum -c SHA256SUMS

2. La firma corresponde al documento y al certificado / the signature matches document and certificate
xmlsec1 --verify --enabled-key-data key-name --pubkey-cert-pem certificates/0.pem ${officials(input.document)}document.xml

3. El certificado valía al firmar (${moment} UTC) / the certificate held at signing
${path}

4. Huella de la autoridad / the authority's fingerprint
openssl x509 -in certificates/${Math.max(last, 0)}.pem -noout -subject -fingerprint -sha256
${input.ocsp.length > 0 ? '\n5. Respuestas OCSP / OCSP answers\nopenssl ocsp -respin revocation/ocsp-0.der -resp_text -noverify\n' : ''}
`;
}

/**
 * Where signatures stand beside the elements they name (a certificate of origin has two), no schema tells xmlsec1 what is an Id, and it
 * would check the first: here is the last, the official's. Only plain names get into the line, for others wrote the document.
 */
function officials(document: Uint8Array): string {
  const text = Buffer.from(document).toString('latin1');
  const id = [...text.matchAll(/<(?:\w+:)?Reference\s[^<>]*?URI="#(\w+)"/g)].at(-1)?.[1];
  const name = id && new RegExp(`<(?:\\w+:)?(\\w+)\\s(?:[^<>]*\\s)?id="${id}"`).exec(text)?.[1];
  if (!name) return '';
  return `--id-attr:id ${name} --node-xpath "//*[@id='${id}']/following-sibling::*[local-name()='Signature']" `;
}
