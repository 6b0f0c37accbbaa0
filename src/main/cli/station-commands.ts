import type { Words } from '#core/finding.ts';
import { countryOutSentence } from '#core/text/country-out.ts';
import type { JournalFault } from '#main/ports/store-journal.ts';
import { writeWhole } from '#main/files/write-file.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { UsageError, isSet } from '#main/cli/arguments.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { configOf, type HeadlessParts } from '#main/cli/headless-station.ts';
import { verifyJournalOf } from '#main/station-store.ts';
import { refusal, withStation } from '#main/cli/with-station.ts';

const lineWords = {
  up: { es: 'Hay línea con la ventanilla.', en: 'The line to the gateway is up.' },
  down: { es: 'No hay línea con la ventanilla.', en: 'The line to the gateway is down.' },
  unknown: { es: 'No se sabe si hay línea con la ventanilla.', en: 'Whether there is a line to the gateway is not known.' },
  busy: { es: 'La ventanilla contesta, pero solo que está ocupada.', en: 'The gateway answers, but only that it is busy.' },
} as const;

/** `rubrica sync`: sends, fetches, follows; `--once` one full turn, otherwise until it is told to end. */
export function syncCommand(parts: HeadlessParts): Command {
  return {
    usage: 'sync [--once]',
    options: { once: 'flag' },
    run: (context) => {
      if (context.args.words.length > 0) throw new UsageError(context.args.words.join(' '));
      return withStation(parts, context, async ({ station }) => {
        const started = await station.start();
        if (!started.ok) return refusal(started.failure, context);
        await station.syncOnce();
        if (!isSet(context.args, 'once')) await untilTold();
        const status = await station.handlers.status({});
        if (!status.ok) return refusal(status.failure, context);
        const { line, counts, countriesOut } = status.value;
        const out = countriesOut.map((one) => say(countryOutSentence(one), context.language));
        const told = lineWords[line.code === 'gatewayBusy' ? 'busy' : line.state];
        const words = {
          es: `${told.es} Por firmar ${counts.inbox}, en la salida ${counts.outbox}, recibidos ${counts.incoming}.`,
          en: `${told.en} To sign ${counts.inbox}, in the outbox ${counts.outbox}, incoming ${counts.incoming}.`,
        };
        if (line.state === 'up') return { code: 0, json: { line, counts, countriesOut }, lines: [say(words, context.language), ...out] };
        // a page of the network in the gateway's place is another matter than no line at all
        const failure = line.code === null ? { code: 'gatewayNotSet' } : { code: line.code, detail: line.detail ?? '' };
        const { lines } = refusal(failure, context);
        return { code: 4, json: { line, counts, countriesOut, failure }, lines: [say(words, context.language), ...lines, ...out] };
      });
    },
  };
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** `rubrica journal`: the hash chain checked, or written out line by line. */
export function journalCommand(parts: HeadlessParts): Command {
  return {
    usage: 'journal verify | export FILE',
    options: {},
    run: (context) => {
      const [what, file, ...more] = context.args.words;
      if (more.length > 0 || (what === 'verify' && file !== undefined)) throw new UsageError(context.args.words.join(' '));
      // not of an opened store: opening mends what somebody altered among the newest entries
      if (what === 'verify') return Promise.resolve(verifyJournal(context));
      if (what === 'export' && file !== undefined) return withStation(parts, context, async (open) => exportJournal(open, file, context));
      throw new UsageError(context.args.words.join(' ') || 'verify | export');
    },
  };
}

const faultWords: Readonly<Record<JournalFault, Words>> = {
  missing: { es: 'falta', en: 'it is missing' },
  unchained: { es: 'no sigue a la anterior', en: 'it does not follow the one before' },
  changed: { es: 'se cambió después de escrita', en: 'it was changed after it was written' },
  stateDiffers: { es: 'el estado guardado no es el que cuenta el diario', en: 'the state kept is not the one the journal tells' },
};
const about = (subject: string | null): string => (subject === null ? '' : ` (${subject})`);

function verifyJournal(context: CommandContext): Outcome {
  const verdict = verifyJournalOf(configOf(context));
  if (!verdict.ok) return refusal(verdict.failure, context);
  const { entries, head, broken } = verdict.value;
  const words =
    broken === null
      ? {
          es: `Diario íntegro: ${entries} entradas, última huella ${head}.`,
          en: `Journal unbroken: ${entries} entries, last hash ${head}.`,
        }
      : {
          es: `Diario alterado en la entrada ${broken.sequence}: ${faultWords[broken.why].es}${about(broken.subject)}.`,
          en: `Journal altered at entry ${broken.sequence}: ${faultWords[broken.why].en}${about(broken.subject)}.`,
        };
  return { code: broken === null ? 0 : 1, json: { entries, head, broken }, lines: [say(words, context.language)] };
}

async function exportJournal({ store }: Assembled, file: string, context: CommandContext): Promise<Outcome> {
  const written = await writeWhole(file, store.journal.export());
  if (!written.ok) return refusal(written.failure, context);
  return {
    code: 0,
    json: { file },
    lines: [say({ es: `Diario guardado en ${file}`, en: `Journal written to ${file}` }, context.language)],
  };
}
