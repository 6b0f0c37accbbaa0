import { existsSync } from 'node:fs';
import { documentTypes } from '#core/documents/types.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { Verdict } from '#core/trust.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/system.ts';
import type { XmlDocuments, XmlVerification } from '#main/ports/xml.ts';
import { writeWhole } from '#main/files/write-file.ts';
import { exportDossier } from '#main/station/dossier/export-dossier.ts';
import { gatherDossier } from '#main/station/dossier/gather-dossier.ts';
import { exitCodeOfDossier, verifyDossier } from '#main/station/dossier/verify-dossier.ts';
import type { VerifyResult } from '#main/station/verify-document.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { UsageError, valuesOf } from '#main/cli/arguments.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { readBytes, readFolder } from '#main/cli/read-file.ts';
import { configOf, openForCommand, type HeadlessParts } from '#main/cli/headless-station.ts';
import { refusal } from '#main/cli/with-station.ts';

/** More than any certificate or list has. */
const mostBytes = 32 * 1024 * 1024;

type Xml = (schemaFolder: string) => Promise<{ documents: XmlDocuments; verification: XmlVerification }>;

/** `rubrica dossier`: all the evidence of one certificate as a file, and the verdict on such a file. */
export function dossierCommand(parts: HeadlessParts, xml: Xml): Command {
  const usage = 'dossier export ID_OR_NUMBER FILE | verify FILE [--trust DIR] [--crl DIR]';
  return {
    usage,
    options: { trust: 'values', crl: 'values' },
    run: async (context) => {
      const [what, first, second, ...more] = context.args.words;
      if (what === 'export' && first !== undefined && second !== undefined && more.length === 0) {
        return exportOne(parts, context, first, second);
      }
      if (what === 'verify' && first !== undefined && second === undefined)
        return verifyOne(parts.clock, await xml(context.schemaFolder), context, first);
      throw new UsageError('export ID FILE | verify FILE');
    },
  };
}

async function exportOne(parts: HeadlessParts, context: CommandContext, wanted: string, file: string): Promise<Outcome> {
  const opened = openForCommand(parts, context);
  if (!opened.ok) return refusal(opened.failure, context);
  const { store, close } = opened.value;
  try {
    const gathered = gatherDossier({ store, at: parts.clock.now(), by: 'rubrica' }, idOf(store, wanted));
    if (!gathered.ok) return refusal(gathered.failure, context);
    const bytes = exportDossier(gathered.value);
    // evidence is not written over evidence
    const written = existsSync(file) ? failed({ code: 'fileNotWritable', path: file }) : await writeWhole(file, bytes, 0o666);
    if (!written.ok) return refusal(written.failure, context);
    const { number } = gathered.value;
    return { code: 0, json: { file, number, bytes: bytes.length }, lines: [`${number}: ${file}`] };
  } finally {
    await close();
  }
}

/** People know numbers, not our ids. */
function idOf(store: Store, wanted: string): string {
  const outgoing = store.outgoing.bearing(wanted);
  const written = outgoing.ok ? outgoing.value.filter(({ state }) => state !== 'draft') : [];
  // whose own number it is comes before who came under it
  const meant = written.find(({ number }) => number === wanted) ?? written[0];
  if (meant) return meant.id;
  const incoming = store.incoming.byNumber(wanted);
  return incoming.ok && incoming.value[0] ? incoming.value[0].id : wanted;
}

async function verifyOne(clock: Clock, xml: Awaited<ReturnType<Xml>>, context: CommandContext, file: string): Promise<Outcome> {
  const bytes = readBytes(file);
  if (!bytes.ok) return refusal(bytes.failure, context);
  const anchors = ownAnchors(context);
  if (!anchors.ok) return refusal(anchors.failure, context);
  const crls = filesOf(valuesOf(context.args, 'crl'));
  if (!crls.ok) return refusal(crls.failure, context);
  const report = await verifyDossier(file, bytes.value, {
    ...xml,
    types: documentTypes,
    now: clock.now(),
    openTrust: (evidence) => {
      const trust = createTrust({
        anchors: anchors.value,
        intermediates: evidence.intermediates,
        crls: [...evidence.crls, ...crls.value],
        ocsp: evidence.ocsp,
        officials: memoryOfficials(),
        directory: { authorities: anchors.value, verification: xml.verification },
        clock,
      });
      const taken = evidence.directoryFiles.map((bytes) => trust.keeping.takeDirectory(bytes));
      return { trust, hasDirectory: taken.some((one) => one.ok) };
    },
  });
  if (!report.ok) return refusal(report.failure, context);
  const { altered, isDigestKept, manifest, asOfThen, asOfNow } = report.value;
  const line = (what: Words, result: VerifyResult): string =>
    `  ${say(what, context.language)}: ${say(verdictWords[result.verdict], context.language)} ${result.reasons
      .map((reason) => reasonWords[reason][context.language])
      .join(' ')}`;
  return {
    code: exitCodeOfDossier(report.value),
    json: { file, manifest, altered, isDigestKept, asOfThen, asOfNow },
    lines: [
      `${manifest.number} · ${manifest.signedAt}`,
      altered.length === 0
        ? `  ${say({ es: 'Íntegro: ningún archivo cambió.', en: 'Intact: no file changed.' }, context.language)}`
        : `  ${say({ es: 'Alterado', en: 'Altered' }, context.language)}: ${altered.join(', ')}`,
      line({ es: 'Al firmar', en: 'At signing' }, asOfThen),
      line({ es: 'Hoy', en: 'Today' }, asOfNow),
    ],
  };
}

const verdictWords: Readonly<Record<Verdict, Words>> = {
  valid: { es: 'válido', en: 'valid' },
  invalid: { es: 'NO válido', en: 'NOT valid' },
  undecided: { es: 'no se puede decidir', en: 'cannot decide' },
};

/** The authorities of `--trust`, or else those of the station's configuration: never those in the dossier. */
function ownAnchors(context: CommandContext): Result<readonly Uint8Array[]> {
  const named = valuesOf(context.args, 'trust');
  if (named.length > 0 || context.configFile === null) return filesOf(named);
  const { trust } = configOf(context);
  return filesOf([trust.anchorsFolder, trust.directoryAuthorityFile].filter((path) => path !== null));
}

function filesOf(paths: readonly string[]): Result<readonly Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const path of paths) {
    const read = readFolder(path, mostBytes);
    if (!read.ok) return read;
    files.push(...read.value);
  }
  return done(files);
}
