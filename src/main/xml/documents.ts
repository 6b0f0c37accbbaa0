import type { PackManifest } from '#core/documents/pack.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { XmlElement } from '#core/xml-tree.ts';
import type { XmlDocuments } from '#main/ports/xml.ts';
import { XmlElement as XmlNodeElement, XmlXPath, type XmlDocument, type XsdValidator } from 'libxml2-wasm';
import { defaultForm } from './canonical-form.ts';
import { findingsOf } from './findings.ts';
import { gate } from './gate.ts';
import { canonicalDocument } from './libxml2/canonicalise.ts';
import { parse } from './libxml2/parse.ts';
import { schemaErrors, type SchemaError } from './libxml2/schema-errors.ts';
import { openSchemaFolder, type SchemaFolder } from './libxml2/schemas.ts';
import type { XmlLimits } from './limits.ts';
import { signatureNamespace } from './signature/algorithms.ts';
import { isEqual } from './signature/binary.ts';
import type { StrictDocument } from './strict/document.ts';
import { openStrict } from './strict/engine.ts';
import { treeOf } from './strict/tree.ts';

/** Reads and validates documents; schemas come from this folder alone and are compiled once. */
export function createXmlDocuments(options: { schemaFolder: string; limits?: XmlLimits }): XmlDocuments {
  const schemas = openSchemaFolder(options.schemaFolder);
  return {
    read: (bytes) => read(bytes, options.limits),
    validate: (bytes, schema) => validate(bytes, schema, schemas, options.limits),
    follows: (bytes, schema) => follows(bytes, schema, schemas),
  };
}

/** Both parsers must see the same canonical document, or nobody is shown anything of it. */
function read(bytes: Uint8Array, limits: XmlLimits | undefined): Result<XmlElement> {
  const gated = gate(bytes, limits);
  if (!gated.ok) return failed({ code: 'documentRefused', reason: gated.reason, line: gated.line });
  const parsed = parse(bytes);
  if (!parsed) return failed({ code: 'documentRefused', reason: 'not-xml' });
  try {
    const canonical = canonicalDocument(parsed, defaultForm, bytes.length);
    const other = openStrict(gated.document).canonicalDocument(defaultForm);
    if (!canonical || !other || !isEqual(canonical, other)) return failed({ code: 'documentRefused', reason: 'verifiers-disagree' });
  } finally {
    parsed.dispose();
  }
  return done(treeOf(gated.document));
}

function validate(bytes: Uint8Array, schema: string, schemas: SchemaFolder, limits: XmlLimits | undefined): readonly Finding[] {
  const gated = gate(bytes, limits);
  if (!gated.ok) return [{ level: 'error', code: gated.reason, path: '', line: gated.line, sentence: reasonWords[gated.reason] }];
  const parsed = parse(bytes);
  if (!parsed) return [{ level: 'error', code: 'not-xml', path: '', line: null, sentence: reasonWords['not-xml'] }];
  try {
    const found = findingsOf(errorsOf(parsed, schemas.validator(schema)), gated.document);
    return [...byteOrderMark(gated.document), ...provisional(schemas.packOf(schema)), ...found];
  } finally {
    parsed.dispose();
  }
}

/** Of a document that has passed the gate: no sentence is made of what is wrong, nor a place looked up. */
function follows(bytes: Uint8Array, schema: string, schemas: SchemaFolder): boolean {
  const parsed = parse(bytes);
  if (!parsed) return false;
  try {
    return errorsOf(parsed, schemas.validator(schema)).length === 0;
  } finally {
    parsed.dispose();
  }
}

function errorsOf(parsed: XmlDocument, validator: XsdValidator): readonly SchemaError[] {
  const errors = schemaErrors(validator, parsed);
  const isAboutSignature = errors.some(({ message }) =>
    message.startsWith(`Element '{${signatureNamespace}}Signature': This element is not expected`),
  );
  if (!isAboutSignature) return errors;
  // the official schemas have no place for a signature: what is judged is the document that was signed
  for (const signature of parsed.find(everySignature)) if (signature instanceof XmlNodeElement) signature.remove();
  return schemaErrors(validator, parsed);
}

const everySignature = XmlXPath.compile('//ds:Signature[not(ancestor::ds:Signature)]', { ds: signatureNamespace });

/** Said of every document such a pack judges: a judgement is as good as its judge. */
function provisional(pack: PackManifest | null): readonly Finding[] {
  if (!pack?.isProvisional) return [];
  const sentence = {
    es: `Lo juzga un paquete de esquemas provisional: «${pack.title.es}» ${pack.version}. El esquema oficial no es público.`,
    en: `A provisional schema pack judges it: “${pack.title.en}” ${pack.version}. The official schema is not public.`,
  };
  return [{ level: 'info', code: 'schema-provisional', path: '', line: null, sentence }];
}

function byteOrderMark(document: StrictDocument): readonly Finding[] {
  if (!document.found.hasByteOrderMark) return [];
  const sentence = {
    es: 'El archivo empieza con una marca de orden de bytes; algunas aduanas lo rechazan. La copia firmada saldrá sin ella.',
    en: 'The file begins with a byte order mark; some customs reject that. The signed copy will leave without it.',
  };
  return [{ level: 'warning', code: 'byte-order-mark', path: '', line: 1, sentence }];
}
