import type { z } from 'zod/mini';
import type { About, supportCalls } from '#contract/support-api.ts';
import { done, type Result } from '#core/failure.ts';
import { countriesOut } from '#main/station/countries-out.ts';
import { localInstant } from '#main/station/local-time.ts';
import { showTokenProblems } from '#main/station/show-token-problems.ts';
import type { Station } from '#main/station/station-parts.ts';

type Saved = z.output<typeof supportCalls.diagnostics.answer>;

export function showAbout({ version, isPractice, support }: Station): Result<About> {
  return done({ version, isPractice, ...support.about() });
}

export function licenceTexts({ support }: Station): Result<Saved> {
  return done({ name: 'rubrica-licencias.txt', bytes: support.licenceTexts() });
}

/** What support needs to see and nothing else: counts instead of documents, names of settings instead of what they hold. */
export async function saveDiagnostics(station: Station, more: Readonly<Record<string, unknown>> = {}): Promise<Result<Saved>> {
  const about = showAbout(station);
  const problems = await showTokenProblems(station);
  const { store, line, effectivePolicy } = station;
  const valueOf = (answer: Result<unknown>): unknown => (answer.ok ? answer.value : { failure: answer.failure });
  const bytes = station.support.bundle({
    about: valueOf(about),
    policy: effectivePolicy ?? null,
    queue: { counts: valueOf(store.counts()), byState: valueOf(store.monitor.byState()) },
    store: valueOf(store.space()),
    line: { ...line.line(), countriesOut: valueOf(countriesOut(station)) },
    tokens: valueOf(problems),
    ...more,
  });
  return done({ name: `rubrica-soporte-${localInstant(station.clock.now()).slice(0, 16).replaceAll(/[-:]/g, '')}.zip`, bytes });
}
