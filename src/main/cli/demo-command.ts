import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { recognise } from '#core/documents/types.ts';
import { done, type Failure, type Result } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { hasPracticeToken, openPractice, type Practice } from '#main/practice/environment.ts';
import { practiceCountries, type PracticeCountry } from '#main/practice/pki.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { valueOf, valuesOf } from '#main/cli/arguments.ts';
import { makeFolder } from '#main/cli/sign-command.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { refusal } from '#main/cli/with-station.ts';
import { givenPin, openForCommand, readInput, type HeadlessParts } from '#main/cli/headless-station.ts';

type Work = { readonly name: string; readonly bytes: Uint8Array; readonly country: PracticeCountry };
type Certificate = {
  readonly number: string;
  readonly state: string;
  readonly timeline: readonly ({ readonly at: string } & Words)[];
  /** why it was not signed; empty when it was */
  readonly blockers: readonly Words[];
};
type Refusal = { readonly name: string; readonly failure: Failure };
const waitMs = 60_000;

/** `rubrica demo`: the main job, from import to acknowledgement, in a practice world of its own. */
export function demoCommand(parts: HeadlessParts): Command {
  return {
    usage: 'demo [--dir D] [--input FILE...]',
    options: { dir: 'value', input: 'values' },
    run: async (context) => {
      if (!hasPracticeToken()) return withoutToken(context);
      const given = valueOf(context.args, 'dir');
      const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'rubrica-demo-')) : resolve(given);
      try {
        const place = makeFolder(folder);
        if (!place.ok) return refusal(place.failure, context);
        const inputs = readInputs(context);
        if (!inputs.ok) return refusal(inputs.failure, context);
        return await runDemo(parts, context, folder, inputs.value);
      } finally {
        if (given === undefined) rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function withoutToken({ language }: CommandContext): Outcome {
  const words = {
    es: 'La práctica firma con un token de software que este equipo no tiene: instale SoftHSM (en Debian, apt-get install softhsm2).',
    en: 'The practice signs with a software token that is not on this computer: install SoftHSM (on Debian, apt-get install softhsm2).',
  };
  const failure: Failure = { code: 'moduleMissing', module: 'softhsm2' };
  return { code: 4, json: { failure }, lines: [say(words, language)] };
}

/** One country after the other: an official signs for one country only. */
async function runDemo(parts: HeadlessParts, context: CommandContext, folder: string, inputs: readonly Work[]): Promise<Outcome> {
  const certificates: Certificate[] = [];
  const refusals: Refusal[] = [];
  const countries =
    inputs.length === 0 ? (['CL'] as const) : practiceCountries.filter((country) => inputs.some((work) => work.country === country));
  for (const country of countries) {
    context.say(say({ es: `Preparando la práctica de ${country}…`, en: `Preparing the practice of ${country}…` }, context.language));
    const practice = await openPractice({
      folder: join(folder, country.toLowerCase()),
      schemaFolder: context.schemaFolder,
      version: context.version,
      now: parts.clock.now(),
      country,
      nativeBinding: process.env['RUBRICA_SQLITE_BINDING'] ?? null,
      ...(inputs.length === 0 ? {} : { work: [] }),
    });
    try {
      const assembled = openForCommand(parts, context, practice.config, { pinPrompt: givenPin(practice.pin), policy: { pollMs: 200 } });
      if (!assembled.ok) return refusal(assembled.failure, context);
      try {
        refusals.push(
          ...(await receive(
            assembled.value,
            inputs.filter((work) => work.country === country),
          )),
        );
        certificates.push(...(await signAndFollow(assembled.value, practice, context)));
      } finally {
        await assembled.value.close();
      }
    } finally {
      await practice.close();
    }
  }
  return tell(certificates, refusals, context);
}

async function receive({ station }: Assembled, inputs: readonly Work[]): Promise<Refusal[]> {
  const started = await station.start();
  if (!started.ok) return [{ name: 'station', failure: started.failure }];
  const refusals: Refusal[] = [];
  for (const { name, bytes } of inputs) {
    const reply = await station.handlers.receiveFile({ name, bytes });
    if (!reply.ok) refusals.push({ name, failure: reply.failure as Failure });
  }
  await station.syncOnce();
  return refusals;
}

/** Reviews each, signs what may be signed with the certificate that is allowed to, and waits for the answers. */
async function signAndFollow({ station, tokens }: Assembled, practice: Practice, context: CommandContext): Promise<Certificate[]> {
  const { handlers } = station;
  await tokens.refresh();
  const work = await handlers.work({ box: 'inbox', limit: 1000 });
  const shown = await handlers.tokens({});
  if (!work.ok || !shown.ok) return [];
  const ids: string[] = [];
  const blockers = new Map<string, readonly Words[]>();
  for (const row of work.value.rows) {
    const review = await handlers.openReview({ id: row.id });
    if (!review.ok) continue;
    blockers.set(row.id, review.value.blockers);
    if (review.value.blockers.length > 0) continue;
    const approved = await handlers.approve({ id: row.id, digest: review.value.digest });
    if (approved.ok) ids.push(row.id);
  }
  let open = ids;
  for (const certificate of shown.value.tokens.flatMap((token) => token.certificates).filter((each) => each.isUsable)) {
    if (open.length === 0) break;
    const table = await handlers.authority({ ids: open, fingerprint: certificate.fingerprint });
    if (!table.ok) continue;
    const mine = table.value.rows.filter((row) => row.judgement.verdict === 'valid').map((row) => row.id);
    if (mine.length === 0) continue;
    context.say(
      say(
        {
          es: `Firmando ${mine.length} con «${certificate.label}» en ${practice.config.modules[0]?.path ?? ''}`,
          en: `Signing ${mine.length} with “${certificate.label}” on ${practice.config.modules[0]?.path ?? ''}`,
        },
        context.language,
      ),
    );
    await handlers.sign({ ids: mine, fingerprint: certificate.fingerprint });
    open = open.filter((id) => !mine.includes(id));
    await untilOver(station, mine);
  }
  // nothing waited: what was done in this folder before is told again
  const told = work.value.total > 0 ? work : await handlers.work({ box: 'all', limit: 1000 });
  const certificates: Certificate[] = [];
  for (const row of told.ok ? told.value.rows : []) {
    const page = await handlers.certificate({ id: row.id });
    if (!page.ok) continue;
    const timeline = page.value.timeline.map(({ at, sentence }) => ({ at, es: sentence.es, en: sentence.en }));
    certificates.push({ number: page.value.row.number, state: page.value.row.state, timeline, blockers: blockers.get(row.id) ?? [] });
  }
  return certificates;
}

const overStates: ReadonlySet<string> = new Set(['received', 'receivedWithErrors', 'used', 'refused', 'needsAttention']);

/** Until each of them was answered, told by the station's own events. */
async function untilOver(station: Assembled['station'], ids: readonly string[]): Promise<void> {
  const deadline = performance.now() + waitMs;
  let wake: () => void = () => undefined;
  const stop = station.listen(() => wake());
  try {
    while (performance.now() < deadline) {
      const changed = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (await areOver(station, ids)) return;
      await changed;
    }
  } finally {
    stop();
  }
}

async function areOver({ handlers }: Assembled['station'], ids: readonly string[]): Promise<boolean> {
  for (const id of ids) {
    const page = await handlers.certificate({ id });
    if (page.ok && !overStates.has(page.value.row.state)) return false;
  }
  return true;
}

function tell(certificates: readonly Certificate[], refusals: readonly Refusal[], { language }: CommandContext): Outcome {
  const isAll = certificates.length > 0 && refusals.length === 0 && certificates.every(({ state }) => state === 'received');
  const acknowledged = certificates.filter(({ state }) => state === 'received').length;
  return {
    code: isAll ? 0 : 1,
    json: { acknowledged, total: certificates.length + refusals.length, certificates, refusals },
    lines: [
      ...certificates.flatMap(({ number, timeline, blockers }) => [
        '',
        number,
        ...timeline.map((entry) => `  ${entry.at}  ${entry[language]}`),
        ...blockers.map((blocker) => `  ${blocker[language]}`),
      ]),
      ...refusals.map(({ name, failure }) => `${name}: ${failureSentence(failure, language)}`),
      '',
      say(
        {
          es: `${acknowledged} de ${certificates.length + refusals.length} recibidos correctamente en destino.`,
          en: `${acknowledged} of ${certificates.length + refusals.length} received correctly at their destination.`,
        },
        language,
      ),
    ],
  };
}

function readInputs({ args, schemaFolder }: CommandContext): Result<readonly Work[]> {
  const files = [...valuesOf(args, 'input'), ...args.words];
  const documents = createXmlDocuments({ schemaFolder });
  const works: Work[] = [];
  for (const file of files) {
    const bytes = readInput(file);
    if (!bytes.ok) return bytes;
    works.push({ name: basename(file), bytes: bytes.value, country: countryOf(documents, bytes.value) });
  }
  return done(works);
}

/** Whose official signs it; what names no country of practice is tried in Chile, where it is refused with a reason. */
function countryOf(documents: ReturnType<typeof createXmlDocuments>, bytes: Uint8Array): PracticeCountry {
  const root = documents.read(bytes);
  const known = root.ok ? recognise(root.value) : null;
  const issuer = root.ok && known ? known.type.summarise(root.value).issuerCountry : null;
  return practiceCountries.find((country) => country === issuer) ?? 'CL';
}
