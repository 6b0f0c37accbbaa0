import type { Reply } from '#contract/rpc.ts';
import { station, type Answer } from '#renderer/state/station.ts';

type Settings = Answer<'settings'>;
export type SettingsChange = Parameters<typeof station.changeSettings>[0];

let before: Promise<unknown> = Promise.resolve();

/** One after the other, each made from what the station keeps by then: of two quick choices in one list both are kept. */
export function changeSettings(change: (now: Settings) => SettingsChange): Promise<Reply<Settings>> {
  const mine = before.then(async () => {
    const now = await station.settings({});
    return now.ok ? station.changeSettings(change(now.value)) : now;
  });
  before = mine.catch(() => undefined);
  return mine;
}
