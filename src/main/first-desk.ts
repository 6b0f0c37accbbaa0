import { typeNames } from '#core/documents/type-names.ts';
import { done } from '#core/failure.ts';
import { firstScreenCalls } from '#contract/first-screen.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { defaultsOf, policyOf } from '#main/configured.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/system.ts';
import { showSettings } from '#main/station/settings.ts';
import { listWork } from '#main/station/show-work.ts';
import { deskOf, type Desk } from '#main/wire/answer-page.ts';

/** Answers what the first picture needs, from the store alone, while the rest of the station is not yet read. */
export function firstDesk(config: StationConfig, store: Store, clock: Clock): Desk {
  const parts = { store, clock, documentTypes: typeNames, defaults: defaultsOf(config), policy: policyOf(config) };
  return deskOf(firstScreenCalls, { settings: () => done(showSettings(parts)), work: (query) => listWork(parts, query) });
}
