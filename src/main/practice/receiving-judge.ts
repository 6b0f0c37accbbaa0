import type { Fault } from '#core/delivery.ts';
import { createXmlVerification } from '#main/xml/verification.ts';

/**
 * What the practice countries look at before they acknowledge: form and arithmetic of every signature, as a station does
 * with what arrives. What cannot be decided is received; only what is wrong is an ERR.
 */
export function createReceivingJudge(): (bytes: Uint8Array) => readonly Fault[] {
  const verification = createXmlVerification();
  return (bytes) => {
    const { verdict, reasons } = verification.verify(bytes);
    if (verdict !== 'invalid') return [];
    return reasons.map((reason) => ({ code: 'SIG', message: `La firma no se sostiene / the signature does not hold: ${reason}` }));
  };
}
