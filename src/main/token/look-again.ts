import { tokenApi, type KeySource } from '#contract/token-api.ts';
import type { ModuleView } from '#main/token/module-process.ts';
import type { TokenProcess } from '#main/token/running-process.ts';
import { connect } from '#main/wire/rpc.ts';

/**
 * A module may hang for ever on a card that was pulled out (OpenSC 0.23 waits for its own lock). A second process looks at
 * the same readers for a moment: what it sees decides whether the first one waits for nothing. Null when it hangs too.
 */
export async function lookAgain(
  start: () => Promise<TokenProcess | null>,
  source: KeySource,
  withinMs: number,
): Promise<Pick<ModuleView, 'tokens' | 'readersWithoutToken'> | null> {
  const second = await start();
  if (second === null) return null;
  const late = setTimeout(() => second.kill(), withinMs);
  const { client } = connect(tokenApi, second.wire, { onGone: () => ({ code: 'tokenNotAnswering', afterMs: withinMs }) });
  const loaded = await client.load(source);
  const listed = loaded.ok ? await client.list({}) : loaded;
  clearTimeout(late);
  second.kill();
  return listed.ok ? listed.value : null;
}
