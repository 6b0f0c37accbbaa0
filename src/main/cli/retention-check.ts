import type { StationConfig } from '#contract/station-config.ts';
import type { Clock } from '#main/ports/system.ts';
import type { Store } from '#main/ports/store.ts';
import { failing, type Check } from '#main/cli/doctor-check.ts';

/** What has been here longer than the policy keeps it: told, because nothing in the station ever deletes a document. */
export function retentionCheck({ policy }: StationConfig, store: Pick<Store, 'monitor'>, clock: Clock): Check {
  const what = 'retention';
  if (policy === undefined) return { what, state: 'notSet', words: { es: 'sin política', en: 'no policy' } };
  const before = clock.now();
  before.setUTCFullYear(before.getUTCFullYear() - policy.retentionYears);
  const count = store.monitor.arrivedBefore(before.toISOString());
  if (!count.ok) return failing(what, count.failure);
  return {
    what,
    state: count.value > 0 ? 'warning' : 'good',
    words: {
      es: `${count.value} documentos pasan de ${policy.retentionYears} años`,
      en: `${count.value} documents are older than ${policy.retentionYears} years`,
    },
    mendForIt: {
      es: 'Entregue sus expedientes (rubrica dossier export) al archivo de la institución. La estación no borra ninguno.',
      en: 'Hand their dossiers (rubrica dossier export) to the institution’s archive. The station deletes none.',
    },
  };
}
