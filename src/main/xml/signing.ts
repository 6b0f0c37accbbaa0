import { createHash } from 'node:crypto';
import type { SignaturePlan } from '#core/documents/document-type.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { XmlSigning } from '#main/ports/xml.ts';
import { exclusiveForm } from './canonical-form.ts';
import { gate } from './gate.ts';
import { canonicalDocument } from './libxml2/canonicalise.ts';
import { libxml2Engine } from './libxml2/engine.ts';
import { parse } from './libxml2/parse.ts';
import type { XmlLimits } from './limits.ts';
import { signatureText, signedInfoText } from './signature/write.ts';
import type { StrictDocument } from './strict/document.ts';
import { elementsWithId, idsOf } from './strict/engine.ts';

/** Where the signature goes, in bytes of the document, how much is left out before it, and what the Reference will cover. */
type Prepared = { readonly place: number; readonly mark: number; readonly content: Uint8Array };

/** Signatures of one form: SHA-256 over exclusive C14N, the certificate in KeyInfo. The document's own bytes are never rewritten. */
export function createXmlSigning(options: { limits?: XmlLimits } = {}): XmlSigning {
  return {
    digest(bytes, plan) {
      const prepared = prepareContent(bytes, plan, options.limits);
      return prepared.ok ? done(`sha256:${digestOf(prepared.value.content).toString('hex')}`) : prepared;
    },
    prepare(bytes, plan, certificate, algorithm) {
      // verified where old documents carry it, never made (ALADI, and NIST SP 800-131A)
      if (algorithm === 'rsa-sha1') return failed({ code: 'documentRefused', reason: 'algorithm-refused' });
      const prepared = prepareContent(bytes, plan, options.limits);
      if (!prepared.ok) return prepared;
      const { place, mark, content } = prepared.value;
      const digest = digestOf(content);
      const digestValue = digest.toString('base64');
      return done({
        digest: `sha256:${digest.toString('hex')}`,
        toBeSigned: Buffer.from(signedInfoText(plan, algorithm, digestValue, true), 'utf8'),
        assemble(signatureValue) {
          const written = signatureText(signedInfoText(plan, algorithm, digestValue, false), signatureValue, certificate);
          // the document's tree is not kept until here: a batch has many documents waiting for the token
          return Buffer.concat([bytes.subarray(mark, place), Buffer.from(written, 'utf8'), bytes.subarray(place)]);
        },
      });
    },
  };
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}

function prepareContent(bytes: Uint8Array, plan: SignaturePlan, limits: XmlLimits | undefined): Result<Prepared> {
  const gated = gate(bytes, limits);
  if (!gated.ok) return failed({ code: 'documentRefused', reason: gated.reason, line: gated.line });
  const { document } = gated;
  const placed = placeFor(document, plan);
  if (!placed.ok) return placed;
  const content = plan.kind === 'enveloped' ? wholeContent(bytes) : elementContent(bytes, plan.id);
  return content
    ? done({ place: inBytes(bytes, document.text, placed.value), mark: markOf(document), content })
    : failed({ code: 'documentRefused', reason: 'not-xml' });
}

/** Nothing is there yet for the enveloped transform to leave out: the document as it is. */
function wholeContent(bytes: Uint8Array): Uint8Array | null {
  const parsed = parse(bytes);
  if (!parsed) return null;
  try {
    return canonicalDocument(parsed, exclusiveForm);
  } finally {
    parsed.dispose();
  }
}

function elementContent(bytes: Uint8Array, id: string): Uint8Array | null {
  const opened = libxml2Engine.open(bytes);
  if (!opened) return null;
  try {
    return opened.canonicalTarget({ kind: 'element', id }, exclusiveForm);
  } finally {
    opened.close();
  }
}

function placeFor(document: StrictDocument, plan: SignaturePlan): Result<number> {
  const present = document.signatures;
  if (plan.kind === 'enveloped') {
    const [signature] = present;
    if (signature) return failed({ code: 'documentRefused', reason: 'several-signatures', line: signature.line });
    const { root } = document;
    // an empty-element tag has no inside to put anything into without rewriting it
    return root.endTag === root.end
      ? failed({ code: 'documentRefused', reason: 'reference-not-document', line: root.line })
      : done(root.endTag);
  }
  const [element, second] = elementsWithId(document, plan.id);
  if (second) return failed({ code: 'documentRefused', reason: 'duplicate-id', line: second.line });
  if (!element?.parent) return failed({ code: 'documentRefused', reason: 'reference-not-document', line: document.root.line });
  const siblings = element.parent.children;
  const next = siblings.slice(siblings.indexOf(element) + 1).find((node) => typeof node !== 'string' && node.kind === 'element');
  const isSigned = typeof next === 'object' && next.kind === 'element' && present.includes(next);
  if (isSigned) return failed({ code: 'documentRefused', reason: 'several-signatures', line: next.line });
  return idsOf(element.parent).includes(plan.id)
    ? failed({ code: 'documentRefused', reason: 'duplicate-id', line: element.line })
    : done(element.end);
}

/** The bytes that follow are those of the rest of the text: it was decoded from UTF-8 that has no other form. */
function inBytes(bytes: Uint8Array, text: string, place: number): number {
  return bytes.byteLength - Buffer.byteLength(text.slice(place), 'utf8');
}

/** A byte order mark alone is left behind, since customs reject it. */
function markOf({ hasByteOrderMark }: StrictDocument): number {
  return hasByteOrderMark ? 3 : 0;
}
