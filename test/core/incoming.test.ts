import { describe, expect, it } from 'vitest';
import { acknowledgementOf } from '#core/incoming.ts';
import { invalidReasons, judge, type Reason } from '#core/trust.ts';

const answered = (...reasons: Reason[]) => acknowledgementOf(judge(reasons), (reason) => `${reason}: ${'x'.repeat(400)}`);

describe('what the other country is told of its document', () => {
  it('is nothing while the verdict is open, and no fault where it is valid', () => {
    expect(answered('revocation-unknown')).toBeNull();
    expect(answered()).toEqual({ kind: 'receivedCorrectly', text: null, faults: [] });
  });

  it('names the family of everything that makes a document invalid, in a code and a text as long as the platform takes', () => {
    const told = answered(...invalidReasons);
    expect(told?.kind).toBe('receivedWithErrors');
    expect(told?.faults).toHaveLength(invalidReasons.length);
    for (const { code, message } of told?.faults ?? []) expect([code, message.length]).toEqual([expect.stringMatching(/^[A-Z]{3}$/), 300]);
    expect(told?.faults.filter(({ code }) => code === 'OTR')).toEqual([]);
    expect(told?.text).toBe(told?.faults[0]?.message);
  });

  it('is the certificate where somebody forged it or its policies do not allow it, and the decisive reason comes first', () => {
    expect(answered('directory-absent', 'policy', 'certificate-forged')?.faults.map(({ code }) => code)).toEqual(['CER', 'CER', 'OTR']);
  });
});
