import type { Tokens } from '#main/ports/token.ts';
import { createTokens } from '#main/token/create-tokens.ts';
import { discoverModules } from '#main/token/discovery/discover-modules.ts';
import type { HeadlessParts } from '#main/cli/headless-station.ts';

/** The modules named, or what is installed where none is. */
export function openTokens({ startProcess, log, clock }: HeadlessParts, named: readonly string[] | null): Tokens {
  const paths = named ?? discoverModules({ policy: [], settings: [] }).map(({ path }) => path);
  return createTokens({ startProcess: startProcess({}), modules: paths.map((path) => ({ path })), log, clock });
}
