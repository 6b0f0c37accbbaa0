import { describe, expect, it } from 'vitest';
import { findingsOf } from '#scripts/audit.ts';

const advisory = (severity: string) => ({
  severity,
  via: [{ title: 'Prototype pollution', url: 'https://github.com/advisories/x' }, 'deeper'],
});

describe('known faults in what is shipped', () => {
  const report = {
    vulnerabilities: { zod: advisory('high'), undici: advisory('critical'), react: advisory('moderate'), vite: advisory('critical') },
  };

  it('are told where they are high or critical, with what to read; what only builds the product is left out', () => {
    expect(findingsOf(report, (name) => name !== 'vite')).toEqual([
      'zod: high: Prototype pollution https://github.com/advisories/x; deeper',
      'undici: critical: Prototype pollution https://github.com/advisories/x; deeper',
    ]);
  });

  it('are none where the registry knows none, and unknown where it does not answer', () => {
    expect(findingsOf({ vulnerabilities: {} }, () => true)).toEqual([]);
    expect(findingsOf({ message: '405 Method Not Allowed' } as object, () => true)).toBe(null);
  });
});
