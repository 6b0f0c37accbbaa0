import type { Words } from '#core/finding.ts';

const inWords: Readonly<Record<string, Words>> = {
  true: { es: 'sí', en: 'yes' },
  false: { es: 'no', en: 'no' },
  '[]': { es: 'ninguno', en: 'none' },
};

/** A value of the policy as a person reads it; most say themselves. */
export function policyValue(value: string): Words {
  return inWords[value] ?? { es: value, en: value };
}
