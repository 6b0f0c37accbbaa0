import { policyKeys, type PolicyKey } from '#contract/policy.ts';
import { documentTypes } from '#core/documents/types.ts';
import type { Words } from '#core/finding.ts';

/** What a key takes, as its templates say it: with the types and versions there are, where it takes those. */
export function takes(key: PolicyKey): Words {
  const { expects } = policyKeys[key];
  return key === 'documents.versions' ? { es: `${expects.es}: ${known('y')}`, en: `${expects.en}: ${known('and')}` } : expects;
}

function known(and: string): string {
  const chosen = documentTypes.filter(({ usualVersion }) => usualVersion !== undefined);
  return chosen.map(({ id, versions }) => `${id}/CL=${versions.map((version) => version.id).join(` ${and} ${id}/*=`)}`).join('; ');
}
