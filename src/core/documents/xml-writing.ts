/** XML as text, for the documents we compose ourselves: UTF-8, no BOM, two spaces a level. */
export type WrittenElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly WrittenElement[];
};

/** Parts that may be absent: `null` is left out. */
export type Part = WrittenElement | null | readonly Part[];

/** A value, or nothing when the text is empty. */
export function leaf(name: string, text: string | undefined, attributes: Readonly<Record<string, string>> = {}): WrittenElement | null {
  const value = text?.trim() ?? '';
  return value === '' ? null : { name, attributes: present(attributes), content: value };
}

/** A value the schema demands, empty though it be: the rules then say what is missing. */
export function requiredLeaf(name: string, text: string | undefined): WrittenElement {
  return { name, attributes: {}, content: text?.trim() ?? '' };
}

/** An element of parts, or nothing when none of them is there. */
export function branch(name: string, ...parts: readonly Part[]): WrittenElement | null {
  const content = flat(parts);
  return content.length === 0 ? null : { name, attributes: {}, content };
}

export function requiredBranch(name: string, ...parts: readonly Part[]): WrittenElement {
  return { name, attributes: {}, content: flat(parts) };
}

export function root(name: string, attributes: Readonly<Record<string, string>>, ...parts: readonly Part[]): WrittenElement {
  return { name, attributes, content: flat(parts) };
}

export function writeDocument(element: WrittenElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(element, '')}`;
}

export function writeElement(element: WrittenElement, indent: string): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
  const { content } = element;
  if (typeof content === 'string') {
    return content === ''
      ? `${indent}<${element.name}${attributes}/>\n`
      : `${indent}<${element.name}${attributes}>${escapeText(content)}</${element.name}>\n`;
  }
  if (content.length === 0) return `${indent}<${element.name}${attributes}/>\n`;
  const inner = content.map((child) => writeElement(child, `${indent}  `)).join('');
  return `${indent}<${element.name}${attributes}>\n${inner}${indent}</${element.name}>\n`;
}

/** XML 1.0 section 2.2: characters no document may hold, not even escaped. */
const forbidden = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export function escapeText(text: string): string {
  return text
    .replaceAll(forbidden, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function flat(parts: readonly Part[]): readonly WrittenElement[] {
  return parts.flatMap((part) => {
    if (part === null) return [];
    return 'name' in part ? [part] : flat(part);
  });
}

function present(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}
