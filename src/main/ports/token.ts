import type { Failure, Result } from '#core/failure.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';

/** Everything the station knows about readers, tokens and keys at this moment, over all modules. */
export type TokenOverview = {
  readonly modules: readonly ModuleState[];
  readonly tokens: readonly TokenState[];
};

export type ModuleState = {
  readonly path: string;
  readonly name: string;
  readonly state: 'starting' | 'ready' | 'failed';
  readonly failure: Failure | null;
  readonly readersWithoutToken: readonly string[];
};

export type TokenState = {
  readonly module: string;
  readonly slot: string;
  readonly reader: string;
  readonly label: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly pin: PinState;
  /** a partition of an HSM, as far as the policy says that its module is one */
  readonly isHsm?: boolean;
  readonly certificates: readonly TokenCertificate[];
  /** signing mechanisms by their PKCS#11 names, for the doctor */
  readonly mechanisms?: readonly string[];
  /** labels of keys that no certificate belongs to */
  readonly keysWithoutCertificate?: readonly string[];
};

export type TokenName = Pick<TokenState, 'module' | 'slot' | 'serial'>;

export type PinState = {
  readonly state: 'ok' | 'few' | 'final' | 'locked' | 'notSet';
  readonly minLength: number;
  readonly maxLength: number;
  /** the reader has a PIN pad and the module says to use it */
  readonly pad: boolean;
};

export type TokenCertificate = {
  /** sha256 of the DER, hex */
  readonly fingerprint: string;
  readonly der: Uint8Array;
  readonly label: string;
  /** hex of CKA_ID */
  readonly keyId: string;
  readonly key:
    | { readonly kind: 'rsa'; readonly bits: number }
    | { readonly kind: 'ec'; readonly curve: 'P-256' | 'P-384' | 'P-521' }
    | null;
  /** hidden private keys show only after login: null means "cannot know before the PIN" */
  readonly hasKey: boolean | null;
  readonly algorithms: readonly SignatureAlgorithm[];
};

/** Logged in once; signs many; closed and logged out by whoever opened it. */
export type SigningSession = {
  readonly fingerprint: string;
  /** signatures made at the same time: one on a card, several on an HSM */
  readonly sideBySide: number;
  /** milliseconds the token itself takes for a signature, as its last answers were; null before the first */
  paceMs(): number | null;
  /** false once its time is over, the token was taken out, or something failed: nothing more is signed with this PIN */
  isOpen(): boolean;
  sign(toBeSigned: Uint8Array, algorithm: SignatureAlgorithm): Promise<Result<Uint8Array>>;
  close(): Promise<void>;
};

export type Tokens = {
  overview(): TokenOverview;
  refresh(): Promise<TokenOverview>;
  /** Waits for a token that is being read, and reads the readers once more where the certificate (sha256 of its DER, hex) is not seen. */
  seek(fingerprint: string): Promise<TokenOverview>;
  onChange(listener: (overview: TokenOverview) => void): () => void;
  /**
   * The PIN bytes are wiped before this returns. `confirmFinalTry` must be true when one try is left. `token` is the one whose
   * PIN it is: it is given to no other that holds the certificate. Without it the first whose key may be there is opened.
   */
  open(request: {
    fingerprint: string;
    token?: TokenName;
    pin: Uint8Array | 'pad';
    confirmFinalTry: boolean;
  }): Promise<Result<SigningSession>>;
  changePin(request: {
    serial: string;
    module: string;
    oldPin: Uint8Array;
    newPin: Uint8Array;
    confirmFinalTry?: boolean;
  }): Promise<Result<null>>;
  close(): Promise<void>;
};
