import { readFileSync } from 'node:fs';
import { done, failed, type Result } from '#core/failure.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import type { Clock, Log, PinPrompt, Unexpected } from '#main/ports/system.ts';
import type { StationPolicy } from '#main/station/station-parts.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { openConfig } from '#main/open-config.ts';
import type { CommandContext } from '#main/cli/command.ts';

export type HeadlessParts = {
  readonly startProcess: (environment: Readonly<Record<string, string>>) => StartProcess;
  readonly log: Log & Unexpected;
  readonly clock: Clock;
};

/** The station without a window. Nobody is there to type a PIN unless `pinPrompt` says otherwise. */
export function openHeadless(
  parts: HeadlessParts,
  config: StationConfig,
  more: { readonly pinPrompt?: PinPrompt; readonly policy?: Partial<StationPolicy> } = {},
): Result<Assembled> {
  const nobody: PinPrompt = { ask: () => Promise.resolve(failed({ code: 'pinCancelled' })) };
  return assembleStation(config, {
    startToken: parts.startProcess(config.tokenEnvironment),
    pinPrompt: more.pinPrompt ?? nobody,
    // A secret sealed by the desktop can only be opened there; headless, the configuration brings its own.
    secrets: { protect: (plain) => Promise.resolve(done(plain)), reveal: (sealed) => Promise.resolve(done(sealed)) },
    desktop: { notify: () => undefined },
    proxyFor: () => Promise.resolve(process.env['https_proxy'] ?? process.env['HTTPS_PROXY'] ?? null),
    log: parts.log,
    clock: parts.clock,
    openTrust,
    ...(more.policy ? { policy: more.policy } : {}),
  });
}

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
