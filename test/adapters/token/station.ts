import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from '#contract/rpc.ts';
import type { TokenOverview } from '#main/ports/token.ts';
import type { Log } from '#main/ports/system.ts';
import { createTokens, type TokenRoom, type TokensOptions } from '#main/token/create-tokens.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { systemClock } from '#main/system-clock.ts';

/** A token room as the station has it, with real processes, and what a test wants to see of it. */
export type TestStation = {
  readonly tokens: TokenRoom;
  readonly logLines: readonly string[];
  /** process ids of the token processes started so far, the newest last */
  readonly pids: readonly number[];
  /** resolves with the first picture that satisfies the question, by events alone */
  until(isSo: (overview: TokenOverview) => boolean, withinMs?: number): Promise<TokenOverview>;
  close(): Promise<void>;
};

const entry = fileURLToPath(new URL('../../../src/main/token-process.ts', import.meta.url));

export function startStation(
  options: Pick<TokensOptions, 'modules'> &
    Partial<TokensOptions> & {
      environment?: Readonly<Record<string, string>>;
      /** sees every frame on its way to a token process */
      onPost?: (frame: Frame) => void;
    },
): TestStation {
  const logLines: string[] = [];
  const pids: number[] = [];
  const log: Log = { write: (...line) => void logLines.push(JSON.stringify([...line, { atMs: Math.round(performance.now()) }])) };
  const clock = systemClock;
  const fork = forkTokenProcess(entry, log, options.environment);
  const startProcess: StartProcess = async (source) => {
    const started = await fork(source);
    if (started.pid !== null) pids.push(started.pid);
    const post = (frame: Frame): void => {
      options.onPost?.(frame);
      started.wire.post(frame);
    };
    return { ...started, wire: { ...started.wire, post } };
  };
  const { environment: _environment, onPost: _onPost, ...rest } = options;
  const tokens = createTokens({ startProcess, log, clock, ...rest });
  return {
    tokens,
    logLines,
    pids,
    until: (isSo, withinMs = 20_000) =>
      new Promise((resolve, reject) => {
        const now = tokens.overview();
        if (isSo(now)) return resolve(now);
        const late = setTimeout(
          () =>
            finish(() => reject(new Error(`not within ${withinMs} ms: ${describe(tokens.overview())} ${logLines.slice(-6).join(' ')}`))),
          withinMs,
        );
        const stop = tokens.onChange((overview) => {
          if (isSo(overview)) finish(() => resolve(overview));
        });
        const finish = (end: () => void): void => {
          clearTimeout(late);
          stop();
          end();
        };
      }),
    close: () => tokens.close(),
  };
}

function describe(overview: TokenOverview): string {
  return JSON.stringify({ modules: overview.modules, tokens: overview.tokens.map((token) => [token.label, token.pin.state]) });
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'rubrica-token-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const pinOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));
