import type { PinRequest } from '#main/ports/system.ts';
import type { TokenState } from '#main/ports/token.ts';
import { isKeyFile } from '#main/station/key-sources.ts';
import type { SettingsParts } from '#main/station/settings.ts';

/** What every question for a PIN says of the token: whose, how many tries, what length, and where it is typed. */
export function pinRequestFor(parts: SettingsParts, token: TokenState, signer: string): Omit<PinRequest, 'purpose'> {
  const { pin } = token;
  return {
    tokenLabel: token.label,
    signer,
    triesLeft: pin.state === 'final' ? 'one' : pin.state === 'few' ? 'few' : 'many',
    minLength: pin.minLength,
    maxLength: pin.maxLength,
    pad: pin.pad,
    ...(isKeyFile(parts, token.module) ? { isPassword: true } : {}),
    documents: [],
  };
}
