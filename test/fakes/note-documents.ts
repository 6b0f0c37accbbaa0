import { createHash } from 'node:crypto';
import type { DocumentType } from '#core/documents/document-type.ts';
import { done, failed } from '#core/failure.ts';
import { judge } from '#core/trust.ts';
import { attributeOf, type XmlElement } from '#core/xml-tree.ts';
import type { XmlDocuments, XmlSigning, XmlVerification } from '#main/ports/xml.ts';

/**
 * The smallest document that has a life: `<note number="N-1" to="PE">goods</note>`. Signed it carries
 * `<sig key="...">digest</sig>` before its end. For tests of the use cases that need no real XML.
 */
export function noteBytes(
  number: string,
  options: { to?: string; goods?: string; replaces?: string; from?: string; status?: string } = {},
): Uint8Array {
  const replaces = options.replaces === undefined ? '' : ` replaces="${options.replaces}"`;
  const status = options.status === undefined ? '' : ` status="${options.status}"`;
  return Buffer.from(
    `<note number="${number}" from="${options.from ?? 'CL'}" to="${options.to ?? 'PE'}"${replaces}${status}>${options.goods ?? 'palta'}</note>`,
  );
}

const whole = /^<note ([^>]*)>([^<]*)(?:<sig key="([0-9a-f]*)">([0-9a-f]*)<\/sig>)?<\/note>$/;

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parse(bytes: Uint8Array): { attributes: string; goods: string; key: string | undefined; digest: string | undefined } | null {
  const found = whole.exec(Buffer.from(bytes).toString());
  return found && { attributes: found[1] ?? '', goods: found[2] ?? '', key: found[3], digest: found[4] };
}

function unsigned(bytes: Uint8Array): Uint8Array {
  return Buffer.from(
    Buffer.from(bytes)
      .toString()
      .replace(/<sig key=.*<\/sig>/, ''),
  );
}

export const noteXml: { documents: XmlDocuments; signing: XmlSigning; verification: XmlVerification } = {
  documents: {
    read: (bytes) => {
      const note = parse(bytes);
      if (!note) return failed({ code: 'documentRefused', reason: 'not-xml' });
      const attributes = [...note.attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => ({
        name: name ?? '',
        prefix: '',
        namespace: '',
        value: value ?? '',
      }));
      return done({ name: 'note', prefix: '', namespace: '', attributes, children: [], text: note.goods, line: 1, path: '/note[1]' });
    },
    validate: (bytes) =>
      Buffer.from(bytes).includes('rotten')
        ? [{ level: 'error', code: 'note-rotten', path: '/note[1]', line: 1, sentence: { es: 'Podrido.', en: 'Rotten.' } }]
        : [],
    follows: (bytes) => !Buffer.from(bytes).includes('rotten'),
  },
  signing: {
    digest: (bytes) => done(`sha256:${sha256(unsigned(bytes))}`),
    prepare: (bytes, _plan, _certificate, _algorithm, reviewed = `sha256:${sha256(bytes)}`) => {
      const digest = reviewed;
      return done({
        digest,
        toBeSigned: Buffer.from(digest),
        assemble: (signature) =>
          Buffer.from(
            Buffer.from(bytes)
              .toString()
              .replace('</note>', `<sig key="${Buffer.from(signature).toString('hex')}">${digest.slice(7)}</sig></note>`),
          ),
      });
    },
  },
  verification: {
    verify: (bytes) => {
      const note = parse(bytes);
      const reasons = !note
        ? (['not-xml'] as const)
        : note.digest === undefined
          ? (['no-signature'] as const)
          : note.digest === sha256(unsigned(bytes))
            ? // goods about which two verifiers would not agree
              note.goods === 'disputa'
              ? (['verifiers-disagree'] as const)
              : []
            : (['digest-mismatch'] as const);
      const root = note ? noteXml.documents.read(bytes) : null;
      const signature = {
        covers: 'document',
        ...judge(reasons),
        algorithm: 'rsa-sha256' as const,
        digest: note?.digest ?? null,
        // an empty key: one that stands there bare, with no certificate about it
        certificate: note?.key === '' ? null : Buffer.from('der'),
        otherCertificates: [],
        line: 1,
      };
      return { ...judge(reasons), root: root?.ok ? root.value : null, signatures: note?.digest === undefined ? [] : [signature] };
    },
    verifyOwn: (bytes, expected) => {
      const right = parse(bytes)?.digest === expected.digest.slice(7) && `sha256:${sha256(unsigned(bytes))}` === expected.digest;
      return right ? done(null) : failed({ code: 'ownSignatureRejected', reason: 'digest-mismatch' });
    },
  },
};

const name = { es: 'Nota', en: 'Note' };

export const noteType: DocumentType = {
  id: 'note',
  name,
  versions: [{ id: '1', label: name, namespace: '', schema: 'note.xsd' }],
  recognise: (root) => (root.name === 'note' ? (noteType.versions[0] ?? null) : null),
  summarise: (root) => ({
    number: attributeOf(root, 'number') ?? '',
    typeCode: '851',
    statusCode: attributeOf(root, 'status') ?? '70',
    issuerCountry: attributeOf(root, 'from') ?? null,
    destinationCountry: attributeOf(root, 'to') ?? null,
    issuingBody: 'SAG',
    exporter: 'Exportadora',
    importer: null,
    goods: root.text,
    issuedAt: null,
    replaces: attributeOf(root, 'replaces') ?? null,
  }),
  view: (root: XmlElement) => ({
    title: name,
    sections: [
      {
        id: 'all',
        title: name,
        width: 'whole',
        fields: [
          {
            id: 'number',
            label: { es: 'Número', en: 'Number' },
            value: attributeOf(root, 'number') ?? '',
            path: '/note[1]/@number',
            line: 1,
          },
          { id: 'goods', label: { es: 'Mercancía', en: 'Goods' }, value: root.text, path: '/note[1]', line: 1 },
        ],
      },
    ],
    notUnderstood: [],
  }),
  rules: () => [],
  signaturePlan: () => ({ kind: 'enveloped' }),
  practisedBy: 'inspector',
  form: {
    grantedNumber: { field: 'note.number', kind: 'note.kind' },
    groups: [
      {
        id: 'note',
        title: name,
        repeats: null,
        fields: [
          { id: 'number', label: name, kind: 'text', required: true, isOwn: true },
          { id: 'to', label: name, kind: 'text', required: false },
          {
            id: 'kind',
            label: name,
            kind: 'choice',
            required: true,
            defaultValue: 'short',
            choices: ['short', 'long'].map((code) => ({ code, words: name })),
          },
        ],
      },
    ],
  },
  compose: (values) => Buffer.from(noteBytes(values['note.number'] ?? '', values['note.to'] ? { to: values['note.to'] } : {})).toString(),
};
