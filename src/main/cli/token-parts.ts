import type { Tokens } from '#main/ports/token.ts';
import { createTokens } from '#main/token/create-tokens.ts';
import type { HeadlessParts } from '#main/cli/headless-station.ts';
import type { KeySources } from '#main/cli/key-options.ts';

export function openTokens({ startProcess, log, clock }: HeadlessParts, sources: KeySources): Tokens {
  return createTokens({ startProcess: startProcess({}), ...sources, log, clock });
}
