import { hash } from 'node:crypto';
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
import { elementsWithId, idsOf, openStrict } from './strict/engine.ts';

type Placed = { readonly document: StrictDocument; readonly place: number };

/**
 * Signatures of one form: SHA-256 over exclusive C14N, the certificate in KeyInfo. The document's own bytes are never rewritten.
 * What is signed is what both implementations found: libxml2 gives the digest at review, the strict reader finds it again here.
 */
export function createXmlSigning(options: { limits?: XmlLimits } = {}): XmlSigning {
  const digest: XmlSigning['digest'] = (bytes, plan) => {
    const placed = placeIn(bytes, plan, options.limits);
    if (!placed.ok) return placed;
    const content = plan.kind === 'enveloped' ? wholeContent(bytes) : elementContent(bytes, plan.id);
    return content ? done(digestOf(content)) : failed({ code: 'documentRefused', reason: 'not-xml' });
  };
  return {
    digest,
    prepare(bytes, plan, certificate, algorithm, reviewed) {
      // verified where old documents carry it, never made (ALADI, and NIST SP 800-131A)
      if (algorithm === 'rsa-sha1') return failed({ code: 'documentRefused', reason: 'algorithm-refused' });
      const placed = placeIn(bytes, plan, options.limits);
      if (!placed.ok) return placed;
      const content = contentOf(placed.value.document, plan);
      if (!content) return failed({ code: 'documentRefused', reason: 'unsupported-form' });
      const found = digestOf(content);
      if (reviewed === undefined) {
        const other = digest(bytes, plan);
        if (!other.ok) return other;
        if (other.value !== found) return failed({ code: 'documentRefused', reason: 'verifiers-disagree' });
      } else if (reviewed !== found) return failed({ code: 'reviewChanged' });
      const digestValue = Buffer.from(found.slice(prefix.length), 'hex').toString('base64');
      const { document, place } = placed.value;
      // customs reject a byte order mark
      const mark = document.found.hasByteOrderMark ? 3 : 0;
      return done({
        digest: found,
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

const prefix = 'sha256:';

function digestOf(content: Uint8Array): string {
  return prefix + hash('sha256', content, 'hex');
}

function placeIn(bytes: Uint8Array, plan: SignaturePlan, limits: XmlLimits | undefined): Result<Placed> {
  const gated = gate(bytes, limits);
  if (!gated.ok) return failed({ code: 'documentRefused', reason: gated.reason, line: gated.line });
  const place = placeFor(gated.document, plan);
  return place.ok ? done({ document: gated.document, place: place.value }) : place;
}

/** What the Reference will cover, by the strict reader. */
function contentOf(document: StrictDocument, plan: SignaturePlan): Uint8Array | null {
  const opened = openStrict(document);
  return plan.kind === 'enveloped'
    ? opened.canonicalDocument(exclusiveForm)
    : opened.canonicalTarget({ kind: 'element', id: plan.id }, exclusiveForm);
}

/** Nothing is there yet for the enveloped transform to leave out: the document as it is. */
function wholeContent(bytes: Uint8Array): Uint8Array | null {
  const parsed = parse(bytes);
  if (!parsed) return null;
  try {
    return canonicalDocument(parsed, exclusiveForm, bytes.length);
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
