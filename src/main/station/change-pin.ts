import { done, failed, type Result } from '#core/failure.ts';
import { withContact } from '#main/station/issuer-contact.ts';
import { pinRequestFor } from '#main/station/pin-request.ts';
import type { Station } from '#main/station/station-parts.ts';

/** Asks for the old PIN and the new one in the trusted window, and hands both to the token. Spends one try at most. */
export async function changePin(
  station: Station,
  { module, serial }: { readonly module: string; readonly serial: string },
): Promise<Result<Record<string, never>>> {
  const token = station.tokens.overview().tokens.find((each) => each.module === module && each.serial === serial);
  if (token === undefined) return failed({ code: 'tokenAbsent' });
  const { pin } = token;
  if (pin.state === 'locked') return failed(withContact(station, { code: 'pinLocked' }));
  if (pin.state === 'notSet') return failed({ code: 'tokenNotInitialised' });
  const answer = await station.pinPrompt.ask({
    ...pinRequestFor(station, token, token.certificates[0]?.label ?? token.label),
    purpose: 'changePin',
    // The new PIN is typed in the window also where there is a pad: PKCS#11 takes both or neither from it.
    pad: false,
  });
  if (!answer.ok) return answer;
  const { pin: oldPin, newPin, isFinalTryConfirmed } = answer.value;
  if (oldPin === 'pad' || newPin === undefined) return failed({ code: 'pinCancelled' });
  const changed = await station.tokens.changePin({ module, serial, oldPin, newPin, confirmFinalTry: isFinalTryConfirmed });
  oldPin.fill(0);
  newPin.fill(0);
  return changed.ok ? done({}) : failed(withContact(station, changed.failure));
}
