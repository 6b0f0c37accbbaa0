import { done, failed, type Result } from '#core/failure.ts';
import type { Wire } from '#contract/rpc.ts';
import { tokenApi, type KeySource } from '#contract/token-api.ts';
import type { Log } from '#main/ports/system.ts';
import { openKeyFile } from '#main/token/process/key-file-source.ts';
import type { OpenSource } from '#main/token/process/key-source.ts';
import { openPkcs11 } from '#main/token/process/pkcs11-source.ts';
import type { SignaturesMade } from '#main/token/process/sign-each.ts';
import { takeTurns } from '#main/token/process/take-turns.ts';
import { wipe } from '#main/token/process/with-pin.ts';
import { serve } from '#main/wire/rpc.ts';

const pollMs = 300;
/** Every so many polls the tokens themselves are asked, which costs a card two commands: a swapped card, a PIN tried elsewhere. */
const fullEvery = 5;
const nothing = done({});

/** The whole of a token process: one source of keys, served until the station lets go of it. */
export function serveToken(wire: Wire, log: Log, leave: () => void): void {
  let source: OpenSource | null = null;
  let picture = '';
  let polls = 0;
  let toSign = 0;
  /** of these, the ones that threads have in the module */
  let onThreads = 0;
  let skipped = 0;
  let poll: NodeJS.Timeout | undefined;

  const turns = takeTurns();
  const absent = failed<never>({ code: 'badRequest', detail: 'nothing loaded' });
  const using = <T>(use: (open: OpenSource) => Result<T>): Promise<Result<T>> =>
    turns.alone(() => (source === null ? absent : use(source)));

  const server = serve(
    tokenApi,
    wire,
    {
      load: (request) =>
        turns.alone(() => {
          if (source !== null) return failed({ code: 'badRequest', detail: 'loaded already' });
          const opened = openSource(request);
          if (!opened.ok) return opened;
          source = opened.value;
          return done({ name: opened.value.name, version: opened.value.version });
        }),
      list: () =>
        using((open) => {
          const listed = open.list();
          picture = open.lastPicture();
          watch();
          return listed;
        }),
      login: (request) =>
        using((open) => {
          // Whatever comes of it, the token's counters may have moved: the next poll asks it.
          polls = 0;
          return open.logIn(request);
        }).finally(() => wipe(request.pin)),
      sign: async ({ session, toBeSigned, algorithm }) => {
        const act = async (): Promise<SignaturesMade> => (source === null ? absent : source.sign(session, toBeSigned, algorithm));
        toSign += 1;
        if (source?.signsBeside(session, toBeSigned.length) !== true) return turns.alone(act).finally(() => (toSign -= 1));
        onThreads += 1;
        return turns.sideBySide(act).finally(() => {
          toSign -= 1;
          onThreads -= 1;
        });
      },
      logout: ({ session }) =>
        using((open) => {
          open.logOut(session);
          return nothing;
        }),
      changePin: (request) =>
        using((open) => {
          const changed = open.changePin(request);
          return changed.ok ? nothing : changed;
        }).finally(() => wipe(request.oldPin, request.newPin)),
      alive: () => nothing,
      unload: () =>
        turns.alone(() => {
          clearInterval(poll);
          source?.close();
          source = null;
          setImmediate(leave);
          return nothing;
        }),
    },
    log,
  );

  // Not C_WaitForSlotEvent: it blocks the thread, and many modules do not have it.
  const watch = (): void => {
    poll ??= setInterval(() => {
      // While it signs, a token is hardly asked for anything else: its own answers tell when it is gone.
      const isBusy = toSign > 0 && skipped < fullEvery;
      skipped = isBusy ? skipped + 1 : 0;
      if (isBusy) return;
      const kind = toSign === 0 && polls % fullEvery === 0 ? 'full' : 'quick';
      polls += 1;
      const now = source?.picture(kind) ?? picture;
      if (now === picture) return;
      picture = now;
      server.emit('changed', {});
    }, pollMs);
  };

  // The station is gone: nobody may stay logged in on its behalf.
  wire.onClose(() => {
    // A module cannot be finished while threads are in it; with the process its logins end too.
    if (onThreads === 0) source?.close();
    leave();
  });
}

function openSource(request: KeySource): Result<OpenSource> {
  return request.kind === 'pkcs11' ? openPkcs11(request) : openKeyFile(request);
}
