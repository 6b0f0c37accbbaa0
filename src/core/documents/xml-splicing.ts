/**
 * Finds places in the text of an XML document without parsing it into something that would have to be written again.
 * The document has been through the strict gate: well formed, no DOCTYPE, no processing instructions.
 */
type Tag = {
  readonly name: string;
  readonly qualified: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'start' | 'end' | 'empty';
};

/** The offset just after the first element with this local name, or null when there is none. */
export function endOfElement(xml: string, name: string): number | null {
  let depth = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name !== name) continue;
    if (tag.kind === 'empty') {
      if (depth === 0) return tag.end;
    } else {
      depth += tag.kind === 'start' ? 1 : -1;
      if (depth === 0) return tag.end;
    }
  }
  return null;
}

/** The text inside the first element with this local name, without surrounding white space. */
export function textOfElement(xml: string, name: string): string | null {
  let from: number | null = null;
  for (const tag of tagsOf(xml)) {
    if (tag.name !== name) continue;
    if (tag.kind === 'start') from = tag.end;
    else if (from !== null) return xml.slice(from, tag.start).trim();
  }
  return null;
}

/** The document with the text of the first element of this name replaced; as it was where there is none. */
export function withTextOfElement(xml: string, name: string, text: string): string {
  let from: number | null = null;
  for (const tag of tagsOf(xml)) {
    if (tag.name !== name) continue;
    if (tag.kind === 'start') from = tag.end;
    else if (from !== null) return `${xml.slice(0, from)}${text}${xml.slice(tag.start)}`;
  }
  return xml;
}

/** The document without the last element of this name and the white space before it. */
export function withoutLastElement(xml: string, name: string): string {
  let from: number | null = null;
  let last: { readonly start: number; readonly end: number } | null = null;
  let depth = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name !== name) continue;
    if (tag.kind === 'start' && depth++ === 0) from = tag.start;
    if (tag.kind === 'end' && --depth === 0 && from !== null) last = { start: from, end: tag.end };
    if (tag.kind === 'empty' && depth === 0) last = { start: tag.start, end: tag.end };
  }
  return last ? `${xml.slice(0, last.start).trimEnd()}${xml.slice(last.end)}` : xml;
}

/** The document with the namespaces its tags declare exchanged for others; everything else stays as it is. */
export function withNamespaces(xml: string, exchange: ReadonlyMap<string, string>): string {
  let result = '';
  let at = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.kind === 'end') continue;
    const written = xml.slice(tag.start, tag.end);
    const declared = written.replaceAll(
      /(\sxmlns(?::[^\s=]+)?\s*=\s*)(["'])([^"']*)\2/g,
      (whole, name: string, quote: string, uri: string) => {
        const other = exchange.get(uri);
        return other === undefined ? whole : `${name}${quote}${other}${quote}`;
      },
    );
    result += xml.slice(at, tag.start) + declared;
    at = tag.end;
  }
  return result + xml.slice(at);
}

/** Every element that holds text alone, with its path as in `XmlElement.path`. */
export function leafTexts(xml: string): readonly { readonly path: string; readonly text: string }[] {
  const leaves: { path: string; text: string }[] = [];
  const open: { path: string; counts: Map<string, number>; contentStart: number; hasChildren: boolean }[] = [
    { path: '', counts: new Map(), contentStart: 0, hasChildren: false },
  ];
  for (const tag of tagsOf(xml)) {
    const here = open.at(-1);
    if (!here) return leaves;
    if (tag.kind === 'end') {
      open.pop();
      if (!here.hasChildren) leaves.push({ path: here.path, text: xml.slice(here.contentStart, tag.start) });
      continue;
    }
    const nth = (here.counts.get(tag.qualified) ?? 0) + 1;
    here.counts.set(tag.qualified, nth);
    here.hasChildren = true;
    const path = `${here.path}/${tag.qualified}[${nth}]`;
    if (tag.kind === 'empty') leaves.push({ path, text: '' });
    else open.push({ path, counts: new Map(), contentStart: tag.end, hasChildren: false });
  }
  return leaves;
}

function* tagsOf(xml: string): Generator<Tag> {
  let at = 0;
  while (true) {
    const start = xml.indexOf('<', at);
    if (start < 0) return;
    const skipped = skip(xml, start);
    if (skipped !== null) {
      at = skipped;
      continue;
    }
    const end = endOfTag(xml, start);
    const inside = xml.slice(start + 1, end - 1);
    const kind = inside.startsWith('/') ? 'end' : inside.endsWith('/') ? 'empty' : 'start';
    const qualified = /^\/?([^\s/>]+)/.exec(inside)?.[1] ?? '';
    yield { name: qualified.slice(qualified.indexOf(':') + 1), qualified, start, end, kind };
    at = end;
  }
}

/** Comments, CDATA sections and declarations hold no tags. */
function skip(xml: string, start: number): number | null {
  for (const [opening, closing] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (!xml.startsWith(opening, start)) continue;
    const end = xml.indexOf(closing, start + opening.length);
    return end < 0 ? xml.length : end + closing.length;
  }
  return null;
}

/** A `>` inside an attribute's value does not end the tag. */
function endOfTag(xml: string, start: number): number {
  let quote = '';
  for (let at = start; at < xml.length; at++) {
    const character = xml.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return xml.length;
}
