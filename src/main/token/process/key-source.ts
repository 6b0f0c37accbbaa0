import type { Result } from '#core/failure.ts';
import type { TokenListing } from '#contract/token-api.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import type { LoginRequest } from '#main/token/process/log-in.ts';
import type { SignaturesMade } from '#main/token/process/sign-each.ts';

/** What a token process serves, whatever its keys live in. Nothing here keeps the PIN it is given, except a session that must. */
export type OpenSource = {
  readonly name: string;
  readonly version: string;
  list(): Result<TokenListing>;
  logIn(request: LoginRequest): Result<{ session: string }>;
  /** whether so many asked for together are signed beside others that are under way, and not after them */
  signsBeside(session: string, count: number): boolean;
  sign(session: string, toBeSigned: readonly Uint8Array[], algorithm: SignatureAlgorithm): Promise<SignaturesMade>;
  logOut(session: string): void;
  changePin(request: ChangePinRequest): Result<null>;
  /** changes when a person would see another picture; the quick one does not ask again about tokens that lie still */
  picture(kind: 'quick' | 'full'): string;
  /** the one the last listing was made from */
  lastPicture(): string;
  close(): void;
};

export type ChangePinRequest = {
  readonly slot: string;
  readonly serial: string;
  readonly oldPin: Uint8Array;
  readonly newPin: Uint8Array;
  readonly isFinalTryConfirmed: boolean;
};
