import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Failure } from '#core/failure.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { UsageError, isSet } from '#main/cli/arguments.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { exportQueue, importQueue } from '#main/cli/courier-commands.ts';
import type { HeadlessParts } from '#main/cli/headless-station.ts';
import { refusal, withStation } from '#main/cli/with-station.ts';

/** `rubrica queue`: what has not arrived yet, and what can be done about it. */
export function queueCommand(parts: HeadlessParts): Command {
  return {
    usage: 'queue list | show ID | retry ID | export FILE [--to STATION] | import FILE',
    options: { to: 'value' },
    run: (context) => {
      const [what, id] = context.args.words;
      if (what === 'list') return withStation(parts, context, (open) => listQueue(open, context));
      if (what === 'show' && id !== undefined) return withStation(parts, context, (open) => showOne(open, id, context));
      if (what === 'retry' && id !== undefined) return withStation(parts, context, (open) => retryOne(open, id, context));
      if (what === 'export' && id !== undefined) return withStation(parts, context, (open) => exportQueue(open, id, context));
      if (what === 'import' && id !== undefined) return withStation(parts, context, (open) => importQueue(open, id, context));
      throw new UsageError('list | show ID | retry ID | export FILE | import FILE');
    },
  };
}

async function listQueue({ station }: Assembled, context: CommandContext): Promise<Outcome> {
  const work = await station.handlers.work({ box: 'outbox', limit: 1000 });
  if (!work.ok) return refusal(work.failure, context);
  const { rows, total } = work.value;
  return {
    code: 0,
    json: { total, rows },
    lines: [
      ...rows.map((row) => `${row.id}  ${row.number}  ${row.state}  ${row.destinationCountry ?? ''}  ${row.nextAttemptAt ?? ''}`),
      say({ es: `${total} en la salida.`, en: `${total} in the outbox.` }, context.language),
    ],
  };
}

async function showOne({ station }: Assembled, id: string, context: CommandContext): Promise<Outcome> {
  const page = await station.handlers.certificate({ id });
  if (!page.ok) return refusal(page.failure, context);
  const { row, timeline, attempts, acknowledgement } = page.value;
  return {
    code: 0,
    json: page.value,
    lines: [
      `${row.number} · ${row.typeName[context.language]} · ${row.state}`,
      ...timeline.map((entry) => `  ${entry.at}  ${entry.sentence[context.language]}`),
      ...attempts.map((attempt) => `  ${attempt.startedAt}  ${attempt.outcome} ${attempt.detail ?? ''}`),
      ...(acknowledgement?.faults.map((fault) => `  ${fault.code}: ${fault.message}`) ?? []),
    ],
  };
}

async function retryOne({ station }: Assembled, id: string, context: CommandContext): Promise<Outcome> {
  const again = await station.handlers.retry({ id });
  if (!again.ok) return refusal(again.failure, context);
  return { code: 0, json: { id }, lines: [say({ es: 'Se enviará de nuevo.', en: 'It will be sent again.' }, context.language)] };
}

/** `rubrica sync`: sends, fetches, follows; `--once` one full turn, otherwise until it is told to end. */
export function syncCommand(parts: HeadlessParts): Command {
  return {
    usage: 'sync [--once]',
    options: { once: 'flag' },
    run: (context) =>
      withStation(parts, context, async ({ station }) => {
        const started = await station.start();
        if (!started.ok) return refusal(started.failure, context);
        await station.syncOnce();
        if (!isSet(context.args, 'once')) await untilTold();
        const status = await station.handlers.status({});
        if (!status.ok) return refusal(status.failure, context);
        const { line, counts } = status.value;
        const words = {
          es: `Línea: ${line.state}. Por firmar ${counts.inbox}, en la salida ${counts.outbox}, recibidos ${counts.incoming}.`,
          en: `Line: ${line.state}. To sign ${counts.inbox}, in the outbox ${counts.outbox}, incoming ${counts.incoming}.`,
        };
        return { code: line.state === 'up' ? 0 : 4, json: { line, counts }, lines: [say(words, context.language)] };
      }),
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
      const [what, file] = context.args.words;
      if (what === 'verify') return withStation(parts, context, (open) => Promise.resolve(verifyJournal(open, context)));
      if (what === 'export' && file !== undefined) return withStation(parts, context, (open) => exportJournal(open, file, context));
      throw new UsageError('verify | export FILE');
    },
  };
}

function verifyJournal({ store }: Assembled, context: CommandContext): Outcome {
  const verdict = store.journal.verify();
  if (!verdict.ok) return refusal(verdict.failure, context);
  const { entries, head, broken } = verdict.value;
  const words =
    broken === null
      ? {
          es: `Diario íntegro: ${entries} entradas, última huella ${head}.`,
          en: `Journal unbroken: ${entries} entries, last hash ${head}.`,
        }
      : {
          es: `Diario alterado en la entrada ${broken.sequence}: ${broken.why}.`,
          en: `Journal altered at entry ${broken.sequence}: ${broken.why}.`,
        };
  return { code: broken === null ? 0 : 1, json: { entries, head, broken }, lines: [say(words, context.language)] };
}

async function exportJournal({ store }: Assembled, file: string, context: CommandContext): Promise<Outcome> {
  try {
    await pipeline(Readable.from(store.journal.export()), createWriteStream(file, { mode: 0o600 }));
  } catch {
    return refusal({ code: 'fileNotWritable', path: file } satisfies Failure, context);
  }
  return { code: 0, json: { file }, lines: [file] };
}
