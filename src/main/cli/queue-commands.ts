import { stateName } from '#core/text/states.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { UsageError } from '#main/cli/arguments.ts';
import type { Command, CommandContext, Outcome } from '#main/cli/command.ts';
import { exportQueue, importQueue } from '#main/cli/courier-commands.ts';
import { say } from '#main/cli/document-commands.ts';
import type { HeadlessParts } from '#main/cli/headless-station.ts';
import { refusal, withStation } from '#main/cli/with-station.ts';

const usage = 'queue list | show ID | retry ID | export FILE [--to STATION] | import FILE';
type Action = (open: Assembled, word: string, context: CommandContext) => Promise<Outcome>;
const actions: Readonly<Record<string, { readonly words: number; readonly run: Action }>> = {
  list: { words: 1, run: (open, _, context) => listQueue(open, context) },
  show: { words: 2, run: showOne },
  retry: { words: 2, run: retryOne },
  export: { words: 2, run: exportQueue },
  import: { words: 2, run: importQueue },
};

/** `rubrica queue`: what has not arrived yet, and what can be done about it. */
export function queueCommand(parts: HeadlessParts): Command {
  return {
    usage,
    options: { to: 'value' },
    run: (context) => {
      const [what = '', word = ''] = context.args.words;
      const action = Object.hasOwn(actions, what) ? actions[what] : undefined;
      if (action !== undefined && word === '' && action.words === 2)
        throw new UsageError(what === 'show' || what === 'retry' ? 'ID' : 'FILE');
      if (action === undefined || context.args.words.length !== action.words)
        throw new UsageError(context.args.words.join(' ') || 'list | show | retry | export | import');
      return withStation(parts, context, (open) => action.run(open, word, context));
    },
  };
}

async function listQueue({ station }: Assembled, context: CommandContext): Promise<Outcome> {
  const work = await station.handlers.work({ box: 'outbox', limit: 1000 });
  if (!work.ok) return refusal(work.failure, context);
  const contingency = await station.handlers.contingency({});
  if (!contingency.ok) return refusal(contingency.failure, context);
  const { rows, total } = work.value;
  const { carriedWaiting } = contingency.value.courier;
  const { language } = context;
  const next = (at: string | null): string => (at === null ? '' : say({ es: `próximo intento ${at}`, en: `next attempt ${at}` }, language));
  const lines = rows.map((row) =>
    [row.id, row.number, row.destinationCountry ?? '', stateName(row.state)[language], next(row.nextAttemptAt)].filter(Boolean).join('  '),
  );
  const count =
    total === 1 ? { es: '1 en la salida.', en: '1 in the outbox.' } : { es: `${total} en la salida.`, en: `${total} in the outbox.` };
  const carried = { es: `${carriedWaiting} de otras estaciones, por mensajero.`, en: `${carriedWaiting} of other stations, by courier.` };
  return {
    code: 0,
    json: { total, rows, carriedWaiting },
    lines: [...lines, say(count, language), ...(carriedWaiting > 0 ? [say(carried, language)] : [])],
  };
}

async function showOne({ station }: Assembled, id: string, context: CommandContext): Promise<Outcome> {
  const page = await station.handlers.certificate({ id });
  if (!page.ok) return refusal(page.failure, context);
  const { row, timeline, attempts, acknowledgement, actions: possible } = page.value;
  const { language } = context;
  const advice = { es: `Para enviarlo de nuevo: rubrica queue retry ${id}`, en: `To send it again: rubrica queue retry ${id}` };
  return {
    code: 0,
    json: page.value,
    lines: [
      `${row.number} · ${row.typeName[language]} · ${stateName(row.state)[language]}`,
      ...timeline.map((entry) => `  ${entry.at}  ${entry.sentence[language]}`),
      ...(attempts.length === 0 ? [] : [say({ es: 'Intentos:', en: 'Attempts:' }, language)]),
      ...attempts.map((attempt) => `  ${attempt.startedAt}  ${attempt.sentence[language]}`),
      ...(acknowledgement?.faults.map((fault) => `  ${fault.code}: ${fault.message}`) ?? []),
      ...(possible.includes('retry') ? [say(advice, language)] : []),
    ],
  };
}

async function retryOne({ station }: Assembled, id: string, context: CommandContext): Promise<Outcome> {
  const again = await station.handlers.retry({ id });
  if (!again.ok) return refusal(again.failure, context);
  const words = {
    es: 'Quedó el primero de la cola: sale con la próxima sincronización (rubrica sync --once).',
    en: 'It is first in the outbox: it leaves with the next synchronisation (rubrica sync --once).',
  };
  return { code: 0, json: { id }, lines: [say(words, context.language)] };
}
