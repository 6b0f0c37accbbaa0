import type { StationConfig } from '#contract/station-config.ts';
import type { Failure } from '#core/failure.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import { tokenProblemLevel } from '#core/token-problem.ts';
import { isOfficialIn, type Assembled } from '#main/assemble-station.ts';
import type { Clock } from '#main/ports/system.ts';
import type { Store } from '#main/ports/store.ts';
import { spaceOf } from '#main/station-store.ts';
import { diagnoseTokens } from '#main/token/doctor/diagnose-tokens.ts';
import { readMachine } from '#main/token/doctor/read-machine.ts';
import { failing, type Check } from '#main/cli/doctor-check.ts';
import { lineChecks, lineChecksWithoutStore } from '#main/cli/line-checks.ts';
import { retentionCheck } from '#main/cli/retention-check.ts';

/** Why the store was not looked at. That a window works on it is no fault. */
export function storeCheck(failure: Failure): Check {
  if (failure.code !== 'storeInUse') return failing('store', failure);
  return {
    what: 'store',
    state: 'warning',
    words: {
      es: 'los usa la ventana abierta, u otra orden: no se miran el diario, la conservación ni lo que se definió en la ventana',
      en: 'the open window uses them, or another command: journal, retention and what was set in the window are not looked at',
    },
    mendForIt: { es: 'Para mirarlo todo, cierre la ventana y repita.', en: 'To look at everything, close the window and repeat.' },
  };
}

/** What is looked at in the store. */
export function storeChecks({ store }: Assembled, config: StationConfig, clock: Clock): Check[] {
  return [journalCheck(store), retentionCheck(config, store, clock)];
}

/** What is looked at with the station's parts, its store open or not. */
export async function stationChecks(
  { station, store, tokens }: Assembled,
  config: StationConfig,
  { clock, isStoreOpen }: { readonly clock: Clock; readonly isStoreOpen: boolean },
): Promise<Check[]> {
  const line = isStoreOpen ? await lineChecks(station) : await lineChecksWithoutStore(station, config);
  const overview = await tokens.refresh();
  const problems = diagnoseTokens(overview, await readMachine(), clock.now(), isOfficialIn(store)).map((problem): Check => {
    const [es, en] = [tokenProblemsEs[problem.code], tokenProblemsEn[problem.code]];
    return {
      what: 'token',
      state: tokenProblemLevel[problem.code],
      words: { es: `${es.title}. ${es.mend}`, en: `${en.title}. ${en.mend}` },
      mendForIt: { es: es.mendForIt, en: en.mendForIt },
    };
  });
  const labels = overview.tokens.map((token) => token.label).join(', ');
  const found: Check[] = labels === '' ? [] : [{ what: 'token', state: 'good', words: { es: labels, en: labels } }];
  return [diskCheck(config), ...revocationCheck(store, clock), ...line, ...problems, ...found];
}

function diskCheck(config: StationConfig): Check {
  const what = 'disk';
  const space = spaceOf(config);
  if (!space.ok) return failing(what, space.failure);
  const { freeBytes, isFull, isNearlyFull } = space.value;
  const free = freeBytes < 2 ** 30 ? `${Math.floor(freeBytes / 2 ** 20)} MB` : `${(freeBytes / 2 ** 30).toFixed(1)} GB`;
  return {
    what,
    state: isFull ? 'error' : isNearlyFull ? 'warning' : 'good',
    words: { es: `${free} libres`, en: `${free} free` },
    mendForIt: {
      es: 'Libere espacio en el disco de los datos: con él lleno nada se firma, porque no se podría guardar.',
      en: 'Free space on the disk of the data: while it is full nothing is signed, because it could not be kept.',
    },
  };
}

function journalCheck(store: Store): Check {
  const journal = store.journal.verify();
  if (!journal.ok) return failing('journal', journal.failure);
  const { entries, broken } = journal.value;
  const words = { es: `${entries} entradas`, en: `${entries} entries` };
  return { what: 'journal', state: broken === null ? 'good' : 'error', words };
}

/** Those the gateway gave just now among them. */
function revocationCheck(store: Store, clock: Clock): Check[] {
  const crls = store.evidence.find({ kind: 'crl' });
  if (!crls.ok) return [];
  const stale = crls.value.filter(({ until }) => until !== null && Date.parse(until) < clock.now().getTime()).length;
  return [
    {
      what: 'revocation lists',
      state: stale > 0 ? 'warning' : crls.value.length === 0 ? 'notSet' : 'good',
      words: { es: `${crls.value.length} a mano, ${stale} vencidas`, en: `${crls.value.length} at hand, ${stale} out of date` },
    },
  ];
}
