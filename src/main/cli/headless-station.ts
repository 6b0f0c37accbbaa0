import { readFileSync } from 'node:fs';
import { done, failed, type Result } from '#core/failure.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { assembleOn, assembleStation, type Assembled, type Surroundings } from '#main/assemble-station.ts';
import { noticeSentence } from '#core/text/notices.ts';
import { openTrust } from '#main/open-trust.ts';
import type { Clock, Log, PinPrompt, Unexpected } from '#main/ports/system.ts';
import type { Secrets, StationPolicy } from '#main/station/station-parts.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { openConfig } from '#main/open-config.ts';
import { openStoreInMemory } from '#main/station-store.ts';
import type { CommandContext } from '#main/cli/command.ts';

export type HeadlessParts = {
  readonly startProcess: (environment: Readonly<Record<string, string>>) => StartProcess;
  readonly log: Log & Unexpected;
  readonly clock: Clock;
  /** the desktop's keychain, where the program runs with one */
  readonly secrets?: Secrets | undefined;
};

type More = { readonly pinPrompt?: PinPrompt; readonly policy?: Partial<StationPolicy> };

/** The station for a command. Nobody sees a notice there: that the store had to be rebuilt is said on stderr, once. */
export function openForCommand(
  parts: HeadlessParts,
  context: CommandContext,
  config = configOf(context),
  more: More = {},
): Result<Assembled> {
  const opened = openHeadless(parts, config, more);
  if (opened.ok && opened.value.salvaged)
    context.say(noticeSentence('storeSalvaged', opened.value.salvaged.facts, 'raised')[context.language]);
  return opened;
}

/** The station without a window. Nobody is there to type a PIN unless `pinPrompt` says otherwise. */
export function openHeadless(parts: HeadlessParts, config: StationConfig, more: More = {}): Result<Assembled> {
  return assembleStation(config, surroundingsOf(parts, config, more));
}

/** Its parts on a store that keeps nothing, to look at what is beside a store that cannot be opened. Not to be started. */
export function openWithoutStore(parts: HeadlessParts, config: StationConfig): Result<Assembled> {
  const opened = openStoreInMemory(config);
  return opened.ok ? done(assembleOn(opened.value, config, surroundingsOf(parts, config, {}))) : opened;
}

function surroundingsOf(parts: HeadlessParts, config: StationConfig, more: More): Surroundings {
  const nobody: PinPrompt = { ask: () => Promise.resolve(failed({ code: 'pinCancelled' })) };
  return {
    startToken: parts.startProcess(config.tokenEnvironment),
    pinPrompt: more.pinPrompt ?? nobody,
    secrets: parts.secrets ?? withoutKeychain,
    desktop: { notify: () => undefined },
    proxyFor: () => Promise.resolve(process.env['https_proxy'] ?? process.env['HTTPS_PROXY'] ?? null),
    log: parts.log,
    clock: parts.clock,
    openTrust,
    ...(more.policy ? { policy: more.policy } : {}),
  };
}

/** What the desktop's keychain sealed can only be opened by the installed program. */
const withoutKeychain: Secrets = {
  protect: (plain) => Promise.resolve(done(`plain:${Buffer.from(plain).toString('base64')}`)),
  reveal: (sealed) =>
    Promise.resolve(
      sealed.startsWith('plain:')
        ? done(Buffer.from(sealed.slice('plain:'.length), 'base64').toString())
        : failed({ code: 'secretUnreadable' }),
    ),
};

/** The configuration the window uses too: the file that was named, otherwise the policy of this machine. */
export function configOf({ configFile, dataFolder, schemaFolder, version }: CommandContext): StationConfig {
  return openConfig(configFile, { dataFolder, schemaFolder, version });
}

/** The PIN of practice, told by the practice environment itself. */
export function givenPin(pin: string): PinPrompt {
  return { ask: () => Promise.resolve(done({ pin: new TextEncoder().encode(pin), isFinalTryConfirmed: false })) };
}

export function readInput(path: string): Result<Uint8Array> {
  try {
    return done(new Uint8Array(readFileSync(path)));
  } catch {
    return failed({ code: 'fileUnreadable', path });
  }
}
