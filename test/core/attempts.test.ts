import { describe, expect, it } from 'vitest';
import { attemptSentence } from '#core/text/attempts.ts';

describe('an attempt in words', () => {
  it('tells what came of it, with the receipt, the faults or what was wrong with the line', () => {
    expect(attemptSentence({ outcome: 'accepted', detail: 'r-1' }).es).toBe('La ventanilla lo aceptó. Recibo r-1');
    const faults = JSON.stringify([{ code: 'CAB', message: 'PaisdeRemitente: CL' }]);
    expect(attemptSentence({ outcome: 'refused', detail: faults }).en).toBe('The gateway refused it. CAB: PaisdeRemitente: CL');
    const failure = JSON.stringify({ code: 'gatewayUnreachable', detail: 'ECONNRESET' });
    expect(attemptSentence({ outcome: 'noAnswer', detail: failure }).es).toMatch(/^Sin respuesta: .*\(ECONNRESET\)\. Se preguntará antes/);
  });

  it('shows no JSON and no code of ours, whatever a store holds', () => {
    const outcomes = ['running', 'interrupted', 'accepted', 'known', 'unknownThere', 'differs', 'refused', 'busy', 'heldBack', 'noAnswer'];
    for (const outcome of outcomes) {
      for (const detail of [null, '{"code":"gatewayBusy","retryAfterMs":5}', '[]', '{"code":"of-a-newer-version"}', 'r-1']) {
        const { es, en } = attemptSentence({ outcome, detail });
        if (outcome !== 'accepted' && outcome !== 'known') expect(es + en).not.toMatch(/[{}[\]]|gateway[A-Z]/);
        expect(es).not.toBe('');
      }
    }
  });
});
