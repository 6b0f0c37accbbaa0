import { mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { documentTypes } from '#core/documents/types.ts';
import type { OfficialIdentity, SignaturePlan } from '#core/documents/document-type.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { Finding, Language } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';
import { writeWhole } from '#main/files/write-file.ts';
import type { Clock } from '#main/ports/system.ts';
import type { SigningSession, TokenCertificate, Tokens } from '#main/ports/token.ts';
import type { XmlDocuments, XmlSigning, XmlVerification } from '#main/ports/xml.ts';
import { bytesToSign, findingsOf, readDocument } from '#main/station/read-document.ts';
import { earlierSignatures } from '#main/station/earlier-signatures.ts';
import { chooseAlgorithm } from '#main/station/choose-algorithm.ts';
import { required, UsageError, valueOf } from '#main/cli/arguments.ts';
import { exitCodeOf, type Command, type CommandContext, type Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { chooseIn, isKeyFileNamed, keyOptions, keyUsage, sourcesOf, type KeySources, type Wanted } from '#main/cli/key-options.ts';
import { readBytes } from '#main/cli/read-file.ts';
import { readPin } from '#main/cli/read-pin.ts';

export type SigningParts = {
  readonly documents: XmlDocuments;
  readonly signing: XmlSigning;
  readonly verification: XmlVerification;
};

type Signed = {
  readonly file: string;
  readonly out: string | null;
  readonly digest: string | null;
  readonly failure: Failure | null;
  /** what keeps it from being signed */
  readonly findings: readonly Finding[];
};

/** A file that may be signed, as its type demands. */
type Ready = { readonly bytes: Uint8Array; readonly plan: SignaturePlan };

/** `rubrica sign`: signs files as their type demands, without store or gateway. One login for all of them. */
export function signCommand(
  xml: (schemaFolder: string) => Promise<SigningParts>,
  openTokens: (sources: KeySources) => Promise<Tokens>,
  { clock, officialOf }: { readonly clock: Clock; officialOf(context: CommandContext): Promise<Omit<OfficialIdentity, 'name'> | null> },
): Command {
  return {
    usage: `sign FILE... (${keyUsage}) --token LABEL --cert LABEL_OR_SHA256 --pin-file F --out DIR [--profile enveloped]`,
    options: { ...keyOptions, token: 'value', cert: 'value', 'pin-file': 'value', out: 'value', profile: 'value' },
    run: async (context) => {
      const { args, language, schemaFolder } = context;
      if (args.words.length === 0) throw new UsageError('FILE');
      const profile = valueOf(args, 'profile');
      if (profile !== undefined && profile !== 'enveloped') throw new UsageError('--profile');
      const out = required(args, 'out');
      const sources = await sourcesOf(context);
      // A file holds one key of one person; of tokens and what is on them one must be named.
      const name = isKeyFileNamed(args) ? valueOf : required;
      const wanted = { token: name(args, 'token'), certificate: name(args, 'cert') };
      const pinFile = required(args, 'pin-file');
      refuseTwins(args.words);
      const parts = await xml(schemaFolder);
      const entity = await officialOf(context);
      const official = entity && { name: '', ...entity };
      const how = { isEnveloped: profile === 'enveloped', official, at: clock.now() };
      const files = args.words.map((file) => ({ file, ...readyToSign(parts, file, how) }));
      // nobody is asked for a PIN, nor a token touched, for what may not be signed
      if (files.every(({ ready }) => !ready.ok)) return told(files.map(refused), language);
      refuseToReplace(
        files.filter(({ ready }) => ready.ok).map(({ file }) => file),
        out,
      );
      const pin = readPin(pinFile);
      const refusal = (failure: Failure): Outcome => ({
        code: exitCodeOf(failure),
        json: { failure, results: [] },
        lines: [failureSentence(failure, language)],
      });
      if (!sources.ok) return refusal(sources.failure);
      if (!pin.ok) return refusal(pin.failure);
      const folder = makeFolder(out);
      if (!folder.ok) return refusal(folder.failure);
      const tokens = await openTokens(sources.value);
      try {
        const opened = await open(tokens, wanted, pin.value);
        if (!opened.ok) return refusal(opened.failure);
        const results: Signed[] = [];
        for (const each of files)
          results.push(each.ready.ok ? await signFile(parts, opened.value, each.file, each.ready.value, out) : refused(each));
        await opened.value.session.close();
        return told(results, language);
      } finally {
        await tokens.close();
      }
    },
  };
}

/** One signed document would take the place of the other. */
function refuseTwins(files: readonly string[]): void {
  const twin = files.find((file, at) => files.findIndex((other) => basename(other) === basename(file)) < at);
  if (twin === undefined) return;
  throw new UsageError(twin, {
    es: `Hay dos archivos con el nombre de ${twin}: uno firmado ocuparía el lugar del otro. Fírmelos en carpetas distintas.`,
    en: `Two files have the name of ${twin}: one signed would take the place of the other. Sign them into different folders.`,
  });
}

function refuseToReplace(files: readonly string[], out: string): void {
  const own = files.find((file) => isSameFile(file, join(out, basename(file))));
  if (own === undefined) return;
  throw new UsageError('--out', {
    es: `El documento firmado ocuparía el lugar de ${own}. Indique en --out otra carpeta.`,
    en: `The signed document would take the place of ${own}. Name another folder in --out.`,
  });
}

/** By whatever path or link each is reached. What cannot be looked at is told where it is read or written. */
function isSameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}

function told(results: readonly Signed[], language: Language): Outcome {
  const worst = results.map(({ failure }) => (failure === null ? 0 : exitCodeOf(failure)));
  return {
    code: worst.includes(5) ? 5 : worst.includes(4) ? 4 : worst.includes(1) ? 1 : 0,
    json: { results },
    lines: results.flatMap(({ file, out: written, failure, findings }) => {
      if (failure === null) return [say({ es: `${file}: firmado en ${written}`, en: `${file}: signed into ${written}` }, language)];
      return [
        `${file}: ${failureSentence(failure, language)}`,
        ...findings.map(({ line, code, sentence }) => `  ${line ?? '-'}: ${code} ${sentence[language]}`),
      ];
    }),
  };
}

function refused({ file, ready, findings }: Checked): Signed {
  return { file, out: null, digest: null, failure: ready.ok ? null : ready.failure, findings };
}

type Checked = { readonly file: string; readonly ready: Result<Ready>; readonly findings: readonly Finding[] };

/**
 * What may be signed as its type demands: nothing wrong by schema or rules, nobody's earlier signature missing or broken, and
 * whole. `enveloped` signs any XML.
 */
function readyToSign(
  { documents, signing, verification }: SigningParts,
  file: string,
  { isEnveloped, official, at }: { readonly isEnveloped: boolean; readonly official: OfficialIdentity | null; readonly at: Date },
): Omit<Checked, 'file'> {
  const bytes = readBytes(file);
  if (!bytes.ok) return { ready: bytes, findings: [] };
  if (isEnveloped) {
    const read = documents.read(bytes.value);
    return read.ok ? placed({ bytes: bytes.value, plan: { kind: 'enveloped' } }) : { ready: read, findings: [] };
  }
  const reading = { documents, types: documentTypes };
  const arrived = readDocument(reading, bytes.value);
  if (!arrived.ok) return { ready: arrived, findings: [] };
  // what the type makes the official add (entity and certification), where this machine knows for whom he signs
  const toSign = bytesToSign(arrived.value.type, bytes.value, official, at);
  const document = readDocument(reading, toSign);
  if (!document.ok) return { ready: document, findings: [] };
  const { type, version, root } = document.value;
  const findings = [
    ...earlierSignatures(verification, documentTypes, toSign),
    ...findingsOf(reading, document.value, toSign).all,
    ...(type.readyToSign?.(root) ?? []),
  ].filter(({ level }) => level === 'error');
  if (findings.length > 0) return { ready: failed({ code: 'documentHasErrors', count: findings.length }), findings };
  if (type.isCompleted?.(root) === false) return { ready: failed({ code: 'entityUnnamed' }), findings: [] };
  return placed({ bytes: toSign, plan: type.signaturePlan(version) });

  /** There must be a place for the signature, not taken by another one. */
  function placed(ready: Ready): Omit<Checked, 'file'> {
    const digest = signing.digest(ready.bytes, ready.plan);
    return { ready: digest.ok ? done(ready) : digest, findings: [] };
  }
}

export function makeFolder(path: string): Result<null> {
  try {
    mkdirSync(path, { recursive: true });
    return done(null);
  } catch {
    return failed({ code: 'fileNotWritable', path });
  }
}

type Opened = { readonly session: SigningSession; readonly certificate: TokenCertificate };

async function open(tokens: Tokens, wanted: Wanted, pin: Uint8Array): Promise<Result<Opened>> {
  const chosen = chooseIn(await tokens.refresh(), wanted);
  if (!chosen.ok) return chosen;
  const { token, certificate } = chosen.value;
  // A script must never spend the last try: a person does that, on the screen.
  const session = await tokens.open({ fingerprint: certificate.fingerprint, token, pin, confirmFinalTry: false });
  return session.ok ? done({ session: session.value, certificate }) : session;
}

async function signFile(parts: SigningParts, { session, certificate }: Opened, file: string, ready: Ready, out: string): Promise<Signed> {
  const signed = await signBytes(parts, session, certificate, ready);
  if (!signed.ok) return { file, out: null, digest: null, failure: signed.failure, findings: [] };
  const target = join(out, basename(file));
  const written = await writeWhole(target, signed.value.bytes, 0o666);
  if (!written.ok) return { file, out: null, digest: null, failure: written.failure, findings: [] };
  return { file, out: target, digest: signed.value.digest, failure: null, findings: [] };
}

async function signBytes(
  { signing, verification }: SigningParts,
  session: SigningSession,
  certificate: TokenCertificate,
  { bytes, plan }: Ready,
): Promise<Result<{ bytes: Uint8Array; digest: string }>> {
  const algorithm = chooseAlgorithm(certificate);
  if (algorithm === null) return failed({ code: 'keyCannotSign', label: certificate.label });
  const prepared = signing.prepare(bytes, plan, certificate.der, algorithm);
  if (!prepared.ok) return prepared;
  const value = await session.sign(prepared.value.toBeSigned, algorithm);
  if (!value.ok) return value;
  const result = prepared.value.assemble(value.value);
  const checked = verification.verifyOwn(result, { digest: prepared.value.digest, certificate: certificate.der, plan });
  return checked.ok ? done({ bytes: result, digest: prepared.value.digest }) : checked;
}
