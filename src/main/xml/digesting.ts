import { createHash, hash as hashOnce, type Hash } from 'node:crypto';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** How much of a canonical form is held at once where only its digest is wanted: a form may be five times as long as its document. */
export const heldAtOnce = 65_536;

/** The digest of what comes in pieces; most documents are one. */
export class Digesting {
  readonly #name: HashName;
  #hash: Hash | null = null;

  constructor(name: HashName) {
    this.#name = name;
  }

  take(piece: Uint8Array): void {
    this.#hash ??= createHash(this.#name);
    this.#hash.update(piece);
  }

  end(last: Uint8Array): Buffer {
    return this.#hash ? this.#hash.update(last).digest() : hashOnce(this.#name, last, 'buffer');
  }
}
