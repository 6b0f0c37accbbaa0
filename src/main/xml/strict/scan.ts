import { defaultLimits, type XmlLimits } from '#main/xml/limits.ts';
import { forbiddenCharacter, isSpace, textKind, textKinds } from './characters.ts';
import { decode } from './decode.ts';
import { StrictDocument } from './document.ts';
import { column, ElementTable, flag } from './element-table.ts';
import { linesOf } from './lines.ts';
import { countOf, inTexts, textOf } from './references.ts';
import { Refusal, type GateReason } from './refusal.ts';
import type { SourceText } from './source-text.ts';
import { isSame, nameSlots, readStartTag, type KnownName } from './start-tag.ts';

export type Scanned =
  | { readonly ok: true; readonly document: StrictDocument }
  | { readonly ok: false; readonly reason: GateReason; readonly line: number };

/**
 * Reads a document of the subset we accept, in one pass: no DOCTYPE, no processing instruction, one root, only the five
 * predefined entities and character references, namespaces well-formed. Everything else of XML 1.0 is checked here too, so
 * that no parser behind this gate ever sees a text it might read in its own way.
 */
export function scan(bytes: Uint8Array, limits: XmlLimits = defaultLimits): Scanned {
  if (bytes.byteLength > limits.bytes) return { ok: false, reason: 'too-large', line: 1 };
  if (bytes.byteLength > 2 * limits.nodes && countTags(bytes) > 2 * limits.nodes) return { ok: false, reason: 'too-large', line: 1 };
  const decoded = decode(bytes);
  if (!decoded.ok) return { ok: false, reason: decoded.reason, line: 1 };
  const reader = new Reader(decoded.source, limits);
  try {
    return { ok: true, document: reader.document() };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { ok: false, reason: thrown.reason, line: linesOf(decoded.source.text)(thrown.position) };
  }
}

/** Every element writes one `<` or two: a document with too many is refused before anything is built of it. */
function countTags(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0x3c) count++;
  return count;
}

const byteOrderMark = '\u00ef\u00bb\u00bf';

class Reader {
  readonly source: SourceText;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly limits: XmlLimits;
  position = 0;
  nodes = 0;
  hasAwkwardNamespace = false;
  readonly signatures: number[] = [];
  readonly known: (KnownName | undefined)[] = [];
  readonly table: ElementTable;
  #cutValue: number | null = null;
  #scopes = 0;
  #references = 0;

  constructor(source: SourceText, limits: XmlLimits) {
    this.source = source;
    this.text = source.text;
    this.bytes = source.bytes;
    this.limits = limits;
    this.table = new ElementTable(source);
    this.known.length = nameSlots;
  }

  document(): StrictDocument {
    const { text } = this;
    const hasByteOrderMark = text.startsWith(byteOrderMark);
    this.position = hasByteOrderMark ? byteOrderMark.length : 0;
    const forbidden = forbiddenCharacter.exec(text);
    if (forbidden) throw new Refusal('not-xml', forbidden.index);
    this.#declaration();
    const before = this.#outside();
    if (this.position >= text.length) throw new Refusal('not-xml', this.position);
    this.#tree();
    const after = this.#outside();
    if (this.position < text.length) throw new Refusal('second-root', this.position);
    const { table, hasAwkwardNamespace, signatures } = this;
    return new StrictDocument({ table, hasByteOrderMark, before, after, hasAwkwardNamespace, signatures, cutValue: this.#cutValue });
  }

  node(position: number): void {
    if (++this.nodes > this.limits.nodes) throw new Refusal('too-large', position);
  }

  scope(size: number, position: number): void {
    this.#scopes += size * size;
    if (this.#scopes > this.limits.scopes) throw new Refusal('too-large', position);
  }

  references(count: number, position: number): void {
    this.#references += count;
    if (this.#references > this.limits.references) throw new Refusal('too-large', position);
  }

  #declaration(): void {
    const { text } = this;
    if (!/^<\?xml[ \t\r\n]/.test(text.slice(this.position, this.position + 6))) return;
    const end = text.indexOf('?>', this.position);
    const written = end < 0 ? '' : text.slice(this.position, end + 2);
    const shape =
      /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z0-9._-]+"|'[A-Za-z0-9._-]+'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;
    if (!shape.test(written)) throw new Refusal('not-xml', this.position);
    this.position = end + 2;
  }

  /** White space and comments before and after the root; stops at a start tag or at the end. */
  #outside(): readonly string[] {
    const { text } = this;
    const comments: string[] = [];
    for (;;) {
      while (isSpace(text.charCodeAt(this.position))) this.position++;
      if (this.position >= text.length) return comments;
      if (text.charCodeAt(this.position) !== 0x3c) throw new Refusal('not-xml', this.position);
      const next = text.charCodeAt(this.position + 1);
      if (next === 0x3f) throw new Refusal('processing-instruction', this.position);
      if (next === 0x21) comments.push(this.#comment());
      else if (next === 0x2f) throw new Refusal('not-xml', this.position);
      else return comments;
    }
  }

  #comment(): string {
    const { text, position } = this;
    if (text.startsWith('<!DOCTYPE', position)) throw new Refusal('doctype', position);
    if (!text.startsWith('<!--', position)) throw new Refusal('not-xml', position);
    const end = text.indexOf('--', position + 4);
    if (end < 0 || text.charCodeAt(end + 2) !== 0x3e) throw new Refusal('not-xml', position);
    this.node(position);
    this.position = end + 3;
    return this.source.slice(position + 4, end).replaceAll(/\r\n?/g, '\n');
  }

  #tree(): void {
    const { bytes, table } = this;
    let open = readStartTag(this, -1);
    if (this.#isClosed(open)) open = -1;
    let depth = 1;
    while (open >= 0) {
      if (bytes[this.position] !== 0x3c) this.#characters(open);
      const less = this.position;
      const next = bytes[less + 1];
      if (next === 0x2f) {
        this.#endTag(open);
        open = table.get(open, column.parent);
        depth--;
      } else if (next === 0x21) this.#markup(open);
      else if (next === 0x3f) throw new Refusal('processing-instruction', less);
      else {
        if (depth >= this.limits.depth) throw new Refusal('too-deep', less);
        const child = readStartTag(this, open);
        if (!table.has(open, flag.plainText)) table.keepContent(open, less).push(child);
        if (!this.#isClosed(child)) {
          open = child;
          depth++;
        }
      }
    }
  }

  #isClosed(element: number): boolean {
    return this.table.get(element, column.end) > 0;
  }

  /** Up to the next `<`, in one pass: where it ends, whether it is a value, and whether anything in it is written another way than it is read. */
  #characters(open: number): void {
    const { bytes, position, table } = this;
    let at = position;
    let isBlank = true;
    let isPlain = true;
    for (; at < bytes.length; at++) {
      const kind = textKind[bytes[at] ?? 0];
      if (kind === textKinds.end) break;
      if (kind === textKinds.plain) isBlank = false;
      else if (kind === textKinds.care) isPlain = false;
    }
    if (at >= bytes.length) throw new Refusal('not-xml', at);
    this.position = at;
    if (!isPlain) this.#writtenOtherwise(open, this.source.slice(position, at), position);
    else if (table.has(open, flag.plainText)) this.#tellValue(open, !isBlank);
    else this.#append(open, this.source.slice(position, at), position, !isBlank);
  }

  #writtenOtherwise(open: number, raw: string, position: number): void {
    if (raw.includes(']]>')) throw new Refusal('not-xml', position);
    const value = textOf(raw);
    if (value === null) throw new Refusal('not-xml', position);
    this.references(countOf(value, inTexts), position);
    this.#append(open, value, position, isValue(value));
  }

  #markup(open: number): void {
    const { text, position, table } = this;
    if (text.startsWith('<![CDATA[', position)) {
      const end = text.indexOf(']]>', position + 9);
      if (end < 0) throw new Refusal('not-xml', position);
      this.node(position);
      const value = this.source.slice(position + 9, end).replaceAll(/\r\n?/g, '\n');
      this.references(countOf(value, inTexts), position);
      this.#append(open, value, position, isValue(value));
      table.mark(open, flag.section);
      this.position = end + 3;
    } else {
      const comment = { kind: 'comment', text: this.#comment() } as const;
      table.keepContent(open, position).push(comment);
      table.mark(open, flag.comment);
    }
  }

  #endTag(open: number): void {
    const { bytes, position, table } = this;
    const { size } = table.name(open);
    let at = position + 2 + size;
    if (!isSame(bytes, table.get(open, column.start) + 1, position + 2, size)) throw new Refusal('not-xml', position);
    if (bytes[at] !== 0x3e) {
      table.keepContent(open, position);
      while (isSpace(bytes[at] ?? 0)) at++;
      if (bytes[at] !== 0x3e) throw new Refusal('not-xml', position);
    }
    table.close(open, position, at + 1);
    this.position = at + 1;
    const isCut = table.has(open, flag.value) && table.has(open, flag.comment | flag.severalValues);
    if (isCut) this.#cutValue ??= open;
  }

  /** Text that stands at `position` and is not written as it is read, or follows such text in the same element. */
  #append(open: number, value: string, position: number, hasValue: boolean): void {
    const content = this.table.keepContent(open, position);
    const last = content.at(-1);
    if (typeof last === 'string') content[content.length - 1] = last + value;
    else content.push(value);
    this.#tellValue(open, hasValue);
  }

  /** A value in one piece, beside white space, is what every reader of the document sees alike. */
  #tellValue(open: number, hasValue: boolean): void {
    if (hasValue) this.table.mark(open, this.table.has(open, flag.value) ? flag.severalValues : flag.value);
  }
}

function isValue(text: string): boolean {
  return /[^ \t\r\n]/.test(text);
}
