import { coveredWords } from '#core/documents/signed-parts.ts';
import { documentTypes } from '#core/documents/types.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { Language } from '#core/finding.ts';
import { readDirectory } from '#core/officials/directory.ts';
import { failureSentence } from '#core/text/failures.ts';
import type { Words } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { Verdict } from '#core/trust.ts';
import type { OfficialStore } from '#main/ports/store-registers.ts';
import type { Clock } from '#main/ports/system.ts';
import type { Trust } from '#main/ports/trust.ts';
import type { XmlDocuments, XmlVerification } from '#main/ports/xml.ts';
import { verifyCertificate } from '#main/station/verify-certificate.ts';
import { verifyDocument, type VerifyResult } from '#main/station/verify-document.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { officialOf } from '#main/trust/officials/take-directory.ts';
import { certificateLabels, derObjects } from '#main/trust/pem.ts';
import type { EvidenceFetch } from '#main/trust/fetch-evidence.ts';
import { isSet, UsageError, valueOf, type Arguments, type OptionTable } from '#main/cli/arguments.ts';
import { exitCodeOf, type Command, type CommandContext, type ExitCode, type Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { giveMemoryBack } from '#main/cli/give-memory-back.ts';
import { readBytes, readFolder } from '#main/cli/read-file.ts';

export type VerifyParts = {
  readonly xml: (schemaFolder: string) => Promise<{ documents: XmlDocuments; verification: XmlVerification }>;
  readonly clock: Clock;
};

const mebibyte = 1024 * 1024;
/** More than any of these ever has: what is longer is judged by its length, and its rest is not read. */
const mostBytes = {
  document: 16 * mebibyte,
  trust: 4 * mebibyte,
  intermediates: 4 * mebibyte,
  // written as PEM a list is a third longer
  crl: 48 * mebibyte,
  ocsp: mebibyte,
} as const;

const trustOptions: OptionTable = { trust: 'values', intermediates: 'values', crl: 'values', ocsp: 'values', at: 'value', offline: 'flag' };

/** `rubrica verify FILE...`: the verdict on signed documents. */
export function verifyCommand(parts: VerifyParts): Command {
  return {
    usage:
      'verify FILE... [--trust DIR] [--intermediates DIR] [--crl DIR] [--ocsp DIR] [--officials FILE] [--at ISO] [--offline] [--signature-only [--cert PEM]]',
    options: { ...trustOptions, officials: 'value', 'signature-only': 'flag', cert: 'value' },
    run: (context) =>
      judgeFiles(context, mostBytes.document, async (each) => {
        const { args, schemaFolder } = context;
        const { documents, verification } = await parts.xml(schemaFolder);
        const at = timeOf(args, parts.clock);
        const officials = openOfficials(valueOf(args, 'officials'), documents, at);
        if (!officials.ok) return officials;
        const evidence = openEvidence(args, parts, officials.value);
        if (!evidence.ok) return evidence;
        const given = valueOf(args, 'cert');
        const certificate = given === undefined ? done(null) : readBytes(given, mostBytes.trust);
        if (!certificate.ok) return certificate;
        const der = certificate.value === null ? null : (derObjects(certificate.value, certificateLabels)[0] ?? certificate.value);
        const verifier = { verification, documents, types: documentTypes, trust: evidence.value, asksDirectory: officials.value !== null };
        return done(
          await each((file, bytes) =>
            verifyDocument(verifier, { file, bytes, at, signatureOnly: isSet(args, 'signature-only'), certificate: der }),
          ),
        );
      }),
  };
}

/** `rubrica verify-cert PEM_OR_DER`: the verdict on a certificate by itself. */
export function verifyCertCommand(parts: VerifyParts): Command {
  return {
    usage: 'verify-cert PEM_OR_DER --trust DIR [--intermediates DIR] [--crl DIR] [--ocsp DIR] [--at ISO] [--usage sign]',
    options: { ...trustOptions, usage: 'value' },
    run: (context) =>
      judgeFiles(context, mostBytes.trust, async (each) => {
        const { args } = context;
        const usage = valueOf(args, 'usage');
        if (usage !== undefined && usage !== 'sign') throw new UsageError('--usage');
        const at = timeOf(args, parts.clock);
        const trust = openEvidence(args, parts, null);
        if (!trust.ok) return trust;
        const use = usage === 'sign' ? 'sign' : null;
        return done(await each((file, bytes) => verifyCertificate(trust.value, { file, bytes, at, usage: use })));
      }),
  };
}

type Each = (
  judge: (file: string, bytes: Uint8Array) => Promise<VerifyResult>,
) => Promise<readonly (VerifyResult | { file: string; failure: Failure })[]>;

async function judgeFiles(
  context: CommandContext,
  most: number,
  run: (each: Each) => Promise<Result<Awaited<ReturnType<Each>>>>,
): Promise<Outcome> {
  const { args, language } = context;
  if (args.words.length === 0) throw new UsageError('FILE');
  const results = await run(async (judge) => {
    const judged: Awaited<ReturnType<Each>>[number][] = [];
    for (const file of args.words) {
      const bytes = readBytes(file, most);
      judged.push(bytes.ok ? await judge(file, bytes.value) : { file, failure: bytes.failure });
      if (bytes.ok && bytes.value.length > mebibyte && args.words.length > 1) giveMemoryBack();
    }
    return judged;
  });
  if (!results.ok) {
    const { failure } = results;
    return { code: exitCodeOf(failure), json: { failure, results: [] }, lines: [failureSentence(failure, language)] };
  }
  return {
    code: worstCode(results.value),
    json: { results: results.value },
    lines: [
      ...results.value.flatMap((one) => linesOf(one, language)),
      ...(isSet(args, 'signature-only') ? [say(onlyArithmetic, language)] : []),
    ],
  };
}

const onlyArithmetic: Words = {
  es: 'Solo se comprobó la aritmética de las firmas: no quién firmó, ni si podía.',
  en: 'Only the arithmetic of the signatures was checked: not who signed, nor whether they might.',
};

function worstCode(results: Awaited<ReturnType<Each>>): ExitCode {
  if (results.some((one) => 'failure' in one)) return 4;
  const verdicts = results.map((one) => ('verdict' in one ? one.verdict : null));
  return verdicts.includes('invalid') ? 1 : verdicts.includes('undecided') ? 3 : 0;
}

const verdictWords: Readonly<Record<Verdict, Words>> = {
  valid: { es: 'válido', en: 'valid' },
  invalid: { es: 'NO válido', en: 'NOT valid' },
  undecided: { es: 'no se puede decidir', en: 'cannot decide' },
};

function typeName(id: string, language: Language): string {
  return documentTypes.find((type) => type.id === id)?.name[language] ?? id;
}

function linesOf(one: Awaited<ReturnType<Each>>[number], language: Language): string[] {
  if ('failure' in one) return [`${one.file}: ${failureSentence(one.failure, language)}`];
  const document =
    one.document === null ? '' : ` · ${typeName(one.document.type, language)} ${one.document.version} · ${one.document.number}`;
  return [
    `${one.file}: ${verdictWords[one.verdict][language]}${document}`,
    ...one.reasons.map((reason) => `  ${reason}: ${reasonWords[reason][language]}`),
    ...one.signatures.flatMap((signature) => [
      `  ${say(whatIsJudged(signature.covers), language)}: ${verdictWords[signature.verdict][language]}${signature.algorithm === null ? '' : ` · ${signature.algorithm}`}`,
      ...(signature.signer === null ? [] : [`    ${signature.signer.subject} · ${signature.signer.fingerprint}`]),
    ]),
  ];
}

function whatIsJudged(covers: string): Words {
  if (covers === 'certificate') return { es: 'certificado', en: 'certificate' };
  const part = coveredWords(documentTypes, covers);
  return { es: `firma sobre ${part.es}`, en: `signature over ${part.en}` };
}

function timeOf(args: Arguments, clock: Clock): Date {
  const given = valueOf(args, 'at');
  if (given === undefined) return clock.now();
  const [, day, time, zone = 'Z'] = isoForm.exec(given) ?? [];
  const at = new Date(time === undefined ? `${day}T00:00Z` : `${day}T${time}${zone.toUpperCase()}`);
  // a day the calendar does not have would be read as one of the next month
  const isRealDay = !Number.isNaN(at.getTime()) && new Date(`${day}T00:00Z`).toISOString().startsWith(day ?? '');
  if (!isRealDay) throw new UsageError('--at');
  return at;
}

/** A day or a moment of ISO 8601; UTC where no zone is written, so that the verdict does not hang on where the machine stands. */
const isoForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/i;

/** Anchors and evidence from the folders named; what is not named is absent, and says so in the verdict. */
function openEvidence(args: Arguments, parts: VerifyParts, officials: OfficialStore | null): Result<Trust> {
  const folders: Record<'trust' | 'intermediates' | 'crl' | 'ocsp', Uint8Array[]> = { trust: [], intermediates: [], crl: [], ocsp: [] };
  for (const name of ['trust', 'intermediates', 'crl', 'ocsp'] as const) {
    for (const path of args.options.get(name) ?? []) {
      const files = readFolder(path, mostBytes[name]);
      if (!files.ok) return files;
      folders[name].push(...files.value);
    }
  }
  // whoever hands the evidence over asks what follows from it, today and in ten years
  const isHandedOver = args.options.has('crl') || args.options.has('ocsp');
  return done(
    createTrust({
      anchors: folders.trust,
      intermediates: folders.intermediates,
      crls: folders.crl,
      ocsp: folders.ocsp,
      ...(officials === null ? {} : { officials }),
      ...(isSet(args, 'offline') || isHandedOver ? {} : { fetch: fetchOnLine }),
      clock: parts.clock,
    }),
  );
}

/** Read only when something is fetched: the client of the web is the largest part of a short command. */
const fetchOnLine: EvidenceFetch = async (request) => {
  const { openEvidenceFetch } = await import('#main/gateway/evidence-fetch.ts');
  return openEvidenceFetch(() => Promise.resolve(process.env['https_proxy'] ?? process.env['http_proxy'] ?? null))(request);
};

/** Whoever names a directory on the command line vouches for it; the station itself takes only signed ones. */
function openOfficials(file: string | undefined, documents: XmlDocuments, at: Date): Result<OfficialStore | null> {
  if (file === undefined) return done(null);
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  const root = documents.read(bytes.value);
  if (!root.ok) return root;
  const directory = readDirectory(root.value);
  if (directory === null) return failed({ code: 'directoryRefused', reason: 'form' });
  const officials = memoryOfficials();
  const applied = officials.apply({
    authority: file,
    sequence: directory.sequence,
    isFull: true,
    issuedAt: directory.issuedAt,
    bytes: bytes.value,
    rows: directory.rows.map(officialOf),
    at: at.toISOString(),
  });
  return applied.ok ? done(officials) : applied;
}
