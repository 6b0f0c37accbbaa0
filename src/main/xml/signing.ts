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

/**
 * Signatures of one form: SHA-256 over exclusive C14N, the certificate in KeyInfo. The document's own bytes are never rewritten.
 * What is shown and pinned is what both implementations found. What was pinned is what the token signs; that the bytes still give it,
 * `verifyOwn` finds in the result, before anybody keeps it.
 */
export function createXmlSigning(options: { limits?: XmlLimits } = {}): XmlSigning {
  const digest: XmlSigning['digest'] = (bytes, plan) => {
    const read = readStrictly(bytes, options.limits);
    if (!read.ok) return read;
    const placed = placeFor(read.value, plan);
    if (!placed.ok) return placed;
    const opened = openStrict(read.value);
    const content =
      plan.kind === 'enveloped'
        ? opened.canonicalDocument(exclusiveForm)
        : opened.canonicalTarget({ kind: 'element', id: plan.id }, exclusiveForm);
    if (!content) return failed({ code: 'documentRefused', reason: 'unsupported-form' });
    const other = plan.kind === 'enveloped' ? wholeContent(bytes) : elementContent(bytes, plan.id);
    if (!other) return failed({ code: 'documentRefused', reason: 'not-xml' });
    const found = digestOf(content);
    return digestOf(other) === found ? done(found) : failed({ code: 'documentRefused', reason: 'verifiers-disagree' });
  };
  const placeIn = (bytes: Uint8Array, plan: SignaturePlan, isReviewed: boolean): Result<number> => {
    if (plan.kind === 'enveloped' && isReviewed) return done(endTagOfRoot(bytes));
    const read = readStrictly(bytes, options.limits);
    return read.ok ? placeFor(read.value, plan) : read;
  };
  return {
    digest,
    prepare(bytes, plan, certificate, algorithm, reviewed) {
      // verified where old documents carry it, never made (ALADI, and NIST SP 800-131A)
      if (algorithm === 'rsa-sha1') return failed({ code: 'documentRefused', reason: 'algorithm-refused' });
      const pinned = reviewed === undefined ? digest(bytes, plan) : done(reviewed);
      if (!pinned.ok) return pinned;
      const place = placeIn(bytes, plan, reviewed !== undefined);
      if (!place.ok) return place;
      const digestValue = Buffer.from(pinned.value.slice(prefix.length), 'hex').toString('base64');
      // customs reject a byte order mark
      const mark = byteOrderMark.every((byte, at) => bytes[at] === byte) ? byteOrderMark.length : 0;
      return done({
        digest: pinned.value,
        toBeSigned: Buffer.from(signedInfoText(plan, algorithm, digestValue, true), 'utf8'),
        assemble(signatureValue) {
          const written = signatureText(signedInfoText(plan, algorithm, digestValue, false), signatureValue, certificate);
          return Buffer.concat([bytes.subarray(mark, place.value), Buffer.from(written, 'utf8'), bytes.subarray(place.value)]);
        },
      });
    },
  };
}

const prefix = 'sha256:';
const byteOrderMark = [0xef, 0xbb, 0xbf];

function digestOf(content: Uint8Array): string {
  return prefix + hash('sha256', content, 'hex');
}

function readStrictly(bytes: Uint8Array, limits: XmlLimits | undefined): Result<StrictDocument> {
  const gated = gate(bytes, limits);
  return gated.ok ? done(gated.document) : failed({ code: 'documentRefused', reason: gated.reason, line: gated.line });
}

/**
 * Where the root's end tag begins, in bytes that passed the gate when their digest was taken: after it stand white space and
 * comments alone (XML 1.0 section 2.8), and no comment holds `--`.
 */
function endTagOfRoot(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = text.lastIndexOf('>');
  for (let comment = commentUpTo(text, end); comment > 0; comment = commentUpTo(text, end)) end = text.lastIndexOf('>', comment);
  return text.lastIndexOf('</', end);
}

/** Where the comment begins whose last byte is at `end`; -1 where no comment ends there. An element's name may end in `--` too. */
function commentUpTo(text: Buffer, end: number): number {
  if (text[end - 1] !== 0x2d || text[end - 2] !== 0x2d) return -1;
  const start = text.lastIndexOf('<!--', end);
  return start >= 0 && text.indexOf('-->', start + 4) === end - 2 ? start : -1;
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
