import { judge, worst, type Judgement, type Reason } from '#core/trust.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { SignatureReport, XmlVerification } from '#main/ports/xml.ts';
import { defaultForm } from './canonical-form.ts';
import { isAPart, isCovered } from './coverage.ts';
import { mostLookedAt, mostSignatures, type OpenedDocument } from './engine.ts';
import { gate } from './gate.ts';
import { libxml2Engine } from './libxml2/engine.ts';
import type { XmlLimits } from './limits.ts';
import { isEqual } from './signature/binary.ts';
import { judgeDocument, type JudgedDocument, type JudgedSignature } from './signature/judge.ts';
import type { StrictDocument } from './strict/document.ts';
import { openStrict } from './strict/engine.ts';
import { treeOf } from './strict/tree.ts';

type Verified = ReturnType<XmlVerification['verify']>;
type Asked = NonNullable<Parameters<XmlVerification['verify']>[1]>;

/** Form and arithmetic of signatures, by two implementations that must agree. */
export function createXmlVerification(options: { limits?: XmlLimits } = {}): XmlVerification {
  return {
    verify(bytes, asked = {}) {
      const gated = gate(bytes, options.limits);
      if (!gated.ok) return refused([gated.reason]);
      if (gated.document.signatures.length > mostSignatures) return refused(['several-signatures']);
      if (gated.document.signatures.length * gated.document.table.count > mostLookedAt) return refused(['too-large']);
      const second = libxml2Engine.open(bytes);
      // libxml2 takes no namespace name that is not a URI; what only one of two can read is for neither to judge
      if (!second) return refused(['unsupported-form']);
      try {
        return verifyByBoth(gated.document, second, asked);
      } finally {
        second.close();
      }
    },
    verifyOwn(bytes, expected) {
      return verifyOwn(bytes, expected, options.limits);
    },
  };
}

function refused(reasons: readonly Reason[]): Verified {
  return { ...judge(reasons), root: null, signatures: [] };
}

function verifyByBoth(document: StrictDocument, second: OpenedDocument, { certificate, isOurs }: Asked): Verified {
  const primary = openStrict(document);
  const difference = differenceOf(primary, second);
  if (difference) return refused([difference]);
  const root = treeOf(document);
  const asked = { certificate, isAnyForm: isOurs !== undefined && !isOurs(root) };
  const found = judgeDocument(primary, asked);
  const isAgreed = agree(found, judgeDocument(second, asked));
  const judged = withCoverage(document, found, asked.isAnyForm);
  const lines = document.signatures.map(({ line }) => line);
  const signatures = judged.signatures.map((signature, index) => reportOf(signature, lines[index] ?? 0, isAgreed));
  const overall: Judgement = worst([{ verdict: 'valid', reasons: judged.reasons }, ...signatures]);
  return { ...overall, root, signatures };
}

function differenceOf(primary: OpenedDocument, second: OpenedDocument): Reason | null {
  const canonical = primary.digestDocument(defaultForm, 'sha256');
  const other = second.digestDocument(defaultForm, 'sha256');
  if (!canonical || !other) return 'unsupported-form';
  return isEqual(canonical, other) ? null : 'verifiers-disagree';
}

function reportOf(signature: JudgedSignature, line: number, isAgreed: boolean): SignatureReport {
  const judgement = isAgreed ? signature : worst([signature, { verdict: 'invalid', reasons: ['verifiers-disagree'] }]);
  return { ...signature, ...judgement, line };
}

/** Every fact of every signature must be the same; what one of them refuses for its form, the other refuses for the same. */
function agree(a: JudgedDocument, b: JudgedDocument): boolean {
  return JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
}

function comparable(judged: JudgedDocument): unknown {
  const signatures = judged.signatures.map(({ covers, algorithm, digest, certificate, verdict, reasons }) => {
    return [covers, algorithm, digest, certificate && Buffer.from(certificate).toString('base64'), verdict, reasons];
  });
  return [judged.reasons, signatures];
}

/** What only a look at the whole document can say: whether signatures by Id leave room for content nobody signed. */
function withCoverage(document: StrictDocument, judged: JudgedDocument, isAnyForm = false): JudgedDocument {
  const ids = judged.signatures.map(({ covers }) => covers);
  // an enveloping signature has nothing beside what it carries
  const isEnveloping = document.signatures[0] === document.root;
  const isById = !isEnveloping && ids.length > 0 && judged.reasons.length === 0 && !ids.includes('document') && !ids.includes('unknown');
  if (!isById || judged.signatures.some(({ verdict }) => verdict === 'invalid') || isCovered(document, ids)) return judged;
  const isPart = isAnyForm && isAPart(document, ids);
  const uncovered = judge([isPart ? 'unsupported-form' : 'reference-not-document']);
  return { reasons: [], signatures: judged.signatures.map((signature) => ({ ...signature, ...worst([signature, uncovered]) })) };
}

function verifyOwn(bytes: Uint8Array, expected: Parameters<XmlVerification['verifyOwn']>[1], limits: XmlLimits | undefined): Result<null> {
  const gated = gate(bytes, limits);
  if (!gated.ok) return failed({ code: 'ownSignatureRejected', reason: gated.reason });
  const covers = expected.plan.kind === 'enveloped' ? 'document' : expected.plan.id;
  const judged = withCoverage(gated.document, judgeDocument(openStrict(gated.document)));
  const own = judged.signatures.find((signature) => signature.covers === covers);
  const reasons = [...judged.reasons, ...judged.signatures.flatMap((signature) => (signature.covers === covers ? signature.reasons : []))];
  if (!own || reasons[0] !== undefined) return failed({ code: 'ownSignatureRejected', reason: reasons[0] ?? 'no-signature' });
  if (own.digest !== expected.digest) return failed({ code: 'ownSignatureRejected', reason: 'digest-mismatch' });
  if (!own.certificate || !isEqual(own.certificate, expected.certificate))
    return failed({ code: 'ownSignatureRejected', reason: 'signature-mismatch' });
  return done(null);
}
