import type { Failure } from '#core/failure.ts';
import { failureSentence } from '#core/text/failures.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { exitCodeOf, type CommandContext, type Outcome } from '#main/cli/command.ts';
import { openForCommand, type HeadlessParts } from '#main/cli/headless-station.ts';

/** Opens the station of the configuration, asks it, and closes it whatever happens. */
export async function withStation(
  parts: HeadlessParts,
  context: CommandContext,
  ask: (open: Assembled) => Promise<Outcome>,
): Promise<Outcome> {
  const opened = openForCommand(parts, context);
  if (!opened.ok) return refusal(opened.failure, context);
  try {
    return await ask(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** A failure that came over a contract: its code and whatever facts go with it. */
type Refused = { readonly code: string };

/** A failure as a command tells it: its exit code, its data, its sentence. */
export function refusal(failure: Failure | Refused, { language }: Pick<CommandContext, 'language'>): Outcome {
  return { code: exitCodeOf(failure as Failure), json: { failure }, lines: [failureSentence(failure, language)] };
}
