import type { CourierContent } from '#contract/courier.ts';
import type { CourierRefusal } from '#core/courier.ts';

/** Whom a courier's file is sealed to: a P-256 SubjectPublicKeyInfo and its name on the file. */
export type CourierKey = { readonly keyId: string; readonly publicKey: Uint8Array };

/** A station's courier key with the certificate that vouches for it; what the gateway hands to its sisters. */
export type CourierCard = { readonly certificate: Uint8Array; readonly publicKey: Uint8Array; readonly signature: Uint8Array };

/** Who sealed a file, as its client certificate says. */
export type CourierSigner = { readonly certificate: Uint8Array; readonly fingerprint: string; readonly subject: string };

export type OpenedCourier =
  | { readonly kind: 'opened'; readonly content: CourierContent; readonly signer: CourierSigner }
  | { readonly kind: 'refused'; readonly why: CourierRefusal };

/** Sealed files for a stick: schemas/courier.md. Signed with the key of our line to the gateway, which says who sealed. */
export type Courier = {
  readonly card: CourierCard;
  readonly ownKeyId: string;
  /** whom a file is sealed to and where its receipts go, unproven; null: no courier's file */
  look(bytes: Uint8Array): { readonly keyId: string; readonly replyTo: CourierKey } | null;
  seal(content: Unsigned<CourierContent>, recipient: CourierKey): Uint8Array;
  /** a file sealed to us; who the signer is to us, the use case judges */
  open(bytes: Uint8Array, now: Date): OpenedCourier;
  /** a sister station's card, or null where its certificate does not vouch for its key */
  readCard(card: CourierCard): (CourierKey & CourierSigner) | null;
};

/** `from` is told by the courier itself. */
type Unsigned<Content> = Content extends unknown ? Omit<Content, 'from'> : never;
