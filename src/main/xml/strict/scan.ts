import { defaultLimits, type XmlLimits } from '#main/xml/limits.ts';
import { forbiddenCharacter, isSpace, textKind, textKinds, unitsOf } from './characters.ts';
import { decode } from './decode.ts';
import { addChild, replaceLast, type StrictDocument, type StrictElement } from './document.ts';
import { textOf } from './references.ts';
import { Refusal, type GateReason } from './refusal.ts';
import { isSame, nameSlots, readStartTag, type NameParts } from './start-tag.ts';

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
  const reader = new Reader(decoded.text, limits);
  try {
    return { ok: true, document: reader.document() };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { ok: false, reason: thrown.reason, line: reader.lineAt(thrown.position) };
  }
}

/** Every element writes one `<` or two: a document with too many is refused before anything is built of it. */
function countTags(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x3c); at >= 0; at = bytes.indexOf(0x3c, at + 1)) count++;
  return count;
}

class Reader {
  readonly text: string;
  readonly units: Uint16Array;
  readonly limits: XmlLimits;
  position = 0;
  nodes = 0;
  hasAwkwardNamespace = false;
  readonly signatures: StrictElement[] = [];
  readonly names: (NameParts | undefined)[] = [];
  #line = 1;
  #nextLineEnd = -1;
  #cutValue: StrictElement | null = null;

  constructor(text: string, limits: XmlLimits) {
    this.text = text;
    this.units = unitsOf(text);
    this.limits = limits;
    this.names.length = nameSlots;
  }

  document(): StrictDocument {
    const { text } = this;
    const hasByteOrderMark = text.charCodeAt(0) === 0xfeff;
    this.position = hasByteOrderMark ? 1 : 0;
    const forbidden = forbiddenCharacter.exec(text);
    if (forbidden) throw new Refusal('not-xml', forbidden.index);
    this.#declaration();
    const before = this.#outside();
    if (this.position >= text.length) throw new Refusal('not-xml', this.position);
    const root = this.#tree();
    const after = this.#outside();
    if (this.position < text.length) throw new Refusal('second-root', this.position);
    const { hasAwkwardNamespace, signatures } = this;
    return { text, root, hasByteOrderMark, before, after, hasAwkwardNamespace, signatures, cutValue: this.#cutValue };
  }

  /** Lines of start tags are asked for in order, so each line end is looked for once. */
  lineAt(position: number): number {
    while (this.#nextLineEnd < position) {
      if (this.#nextLineEnd >= 0) this.#line++;
      const next = this.text.indexOf('\n', this.#nextLineEnd + 1);
      this.#nextLineEnd = next < 0 ? Number.POSITIVE_INFINITY : next;
    }
    return this.#line;
  }

  node(position: number): void {
    if (++this.nodes > this.limits.nodes) throw new Refusal('too-large', position);
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
    return text.slice(position + 4, end).replaceAll(/\r\n?/g, '\n');
  }

  #tree(): StrictElement {
    const { units } = this;
    const root = readStartTag(this, null);
    let open: StrictElement | null = this.#isClosed(root) ? null : root;
    let depth = 1;
    while (open) {
      if (units[this.position] !== 0x3c) this.#characters(open);
      const less = this.position;
      const next = units[less + 1];
      if (next === 0x2f) {
        this.#endTag(open);
        open = open.parent;
        depth--;
      } else if (next === 0x21) this.#markup(open);
      else if (next === 0x3f) throw new Refusal('processing-instruction', less);
      else {
        if (depth >= this.limits.depth) throw new Refusal('too-deep', less);
        const child = readStartTag(this, open);
        addChild(open, child);
        if (!this.#isClosed(child)) {
          open = child;
          depth++;
        }
      }
    }
    return root;
  }

  #isClosed(element: StrictElement): boolean {
    return element.end > 0;
  }

  /** Up to the next `<`, in one pass: where it ends, whether it is a value, and whether anything in it is written another way than it is read. */
  #characters(open: StrictElement): void {
    const { text, units, position } = this;
    let at = position;
    let isBlank = true;
    let isPlain = true;
    for (; at < units.length; at++) {
      const code = units[at] ?? 0;
      const kind = code < 128 ? textKind[code] : textKinds.plain;
      if (kind === textKinds.end) break;
      if (kind === textKinds.plain) isBlank = false;
      else if (kind === textKinds.care) isPlain = false;
    }
    if (at >= units.length) throw new Refusal('not-xml', text.length);
    this.position = at;
    const raw = text.slice(position, at);
    if (isPlain) append(open, raw, !isBlank);
    else this.#writtenOtherwise(open, raw, position);
  }

  #writtenOtherwise(open: StrictElement, raw: string, position: number): void {
    if (raw.includes(']]>')) throw new Refusal('not-xml', position);
    const value = textOf(raw);
    if (value === null) throw new Refusal('not-xml', position);
    open.hasPlainText = false;
    append(open, value, isValue(value));
  }

  #markup(open: StrictElement): void {
    const { text, position } = this;
    if (text.startsWith('<![CDATA[', position)) {
      const end = text.indexOf(']]>', position + 9);
      if (end < 0) throw new Refusal('not-xml', position);
      this.node(position);
      const value = text.slice(position + 9, end).replaceAll(/\r\n?/g, '\n');
      append(open, value, isValue(value));
      open.hasSection = true;
      open.hasPlainText = false;
      this.position = end + 3;
    } else {
      addChild(open, { kind: 'comment', text: this.#comment() });
      open.hasComment = true;
      open.hasPlainText = false;
    }
  }

  #endTag(open: StrictElement): void {
    const { units, position } = this;
    let at = position + 2 + open.name.length;
    if (!isSame(units, open.start + 1, position + 2, open.name.length)) throw new Refusal('not-xml', position);
    if (units[at] !== 0x3e) {
      open.hasPlainText = false;
      while (isSpace(units[at] ?? 0)) at++;
      if (units[at] !== 0x3e) throw new Refusal('not-xml', position);
    }
    open.endTag = position;
    open.end = at + 1;
    this.position = at + 1;
    if (open.hasValue && (open.hasComment || open.pieces > 1)) this.#cutValue ??= open;
  }
}

/** A value in one piece, beside white space, is what every reader of the document sees alike. */
function append(open: StrictElement, value: string, hasValue: boolean): void {
  const { length } = open.children;
  const last = length === 0 ? undefined : open.children[length - 1];
  if (typeof last === 'string') replaceLast(open, last + value);
  else addChild(open, value);
  if (hasValue) {
    open.hasValue = true;
    open.pieces++;
  }
}

function isValue(text: string): boolean {
  return /[^ \t\r\n]/.test(text);
}
