import { isAscii } from 'node:buffer';

/** A document's UTF-8. Places in it are places in its bytes: markup is ASCII, and no byte of another character looks like it. */
export class SourceText {
  readonly bytes: Buffer;
  /** a character for each byte: to look for markup in */
  readonly text: string;
  readonly #isAscii: boolean;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.text = bytes.toString('latin1');
    this.#isAscii = isAscii(bytes);
  }

  /** What stands between two places, as it is read. */
  slice(from: number, to: number): string {
    const text = this.text.slice(from, to);
    return this.#isAscii || !wide.test(text) ? text : this.bytes.toString('utf8', from, to);
  }
}

/** Anything that is not ASCII. */
export const wide = /[\u0080-\uffff]/;
