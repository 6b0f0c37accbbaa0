import { attributesOf, decodeText, endOfTag, invalidCharacter, parseTag } from '#core/exchange/strict-xml-parts.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * A small strict reader for the envelopes of the exchange (SOAP, acknowledgements): XML 1.0 with namespaces, no
 * DOCTYPE, no processing instruction, one root, the five predefined entities and character references. It refuses
 * rather than guesses. Signed documents are read by the XML room, never by this.
 */
export type StrictXml =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly reason: string; readonly line: number };

const maxDepth = 256;
const xmlDeclaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(["'])1\.0\1([ \t\n]+encoding[ \t\n]*=[ \t\n]*(["'])[Uu][Tt][Ff]-8\3)?([ \t\n]+standalone[ \t\n]*=[ \t\n]*(["'])(yes|no)\5)?[ \t\n]*\?>/;

type Open = {
  readonly tag: string;
  readonly element: Omit<XmlElement, 'children' | 'text'>;
  readonly children: XmlElement[];
  readonly text: string[];
  readonly counts: Map<string, number>;
  readonly scope: ReadonlyMap<string, string>;
};

export function readStrictXml(source: string): StrictXml {
  // section 2.11: line ends are normalised before parsing, so a CR that matters travels as &#13;
  const xml = source.replace(/\r\n?/g, '\n');
  let at = 0;
  let root: XmlElement | null = null;
  const stack: Open[] = [];
  const lines = createLineCounter(xml);
  const refuse = (reason: string, where = at): StrictXml => ({ ok: false, reason, line: lines(where) });

  const bad = invalidCharacter(xml);
  if (bad >= 0) return refuse('character not allowed in XML', bad);
  const declaration = xmlDeclaration.exec(xml);
  if (declaration) at = declaration[0].length;

  while (at < xml.length) {
    const here = stack.at(-1);
    const next = xml.indexOf('<', at);
    const end = next < 0 ? xml.length : next;
    if (end > at) {
      const text = decodeText(xml.slice(at, end));
      if (text === null) return refuse('entity or character reference not allowed');
      if (here) here.text.push(text);
      else if (/[^ \t\n]/.test(xml.slice(at, end))) return refuse('text outside the root');
      at = end;
      continue;
    }
    if (xml.startsWith('<!--', at)) {
      const close = xml.indexOf('--', at + 4);
      if (close < 0 || xml[close + 2] !== '>') return refuse('comment not closed');
      at = close + 3;
    } else if (xml.startsWith('<![CDATA[', at)) {
      const close = xml.indexOf(']]>', at);
      if (close < 0 || !here) return refuse('CDATA misplaced or not closed');
      here.text.push(xml.slice(at + 9, close));
      at = close + 3;
    } else if (xml.startsWith('<!', at)) {
      return refuse('DOCTYPE');
    } else if (xml.startsWith('<?', at)) {
      return refuse('processing instruction');
    } else if (xml.startsWith('</', at)) {
      const end = here ? endOfTag(xml, at, here.tag) : -1;
      if (!here || end < 0) return refuse('end tag does not match');
      stack.pop();
      const element: XmlElement = { ...here.element, children: here.children, text: here.text.join('') };
      const parent = stack.at(-1);
      if (parent) parent.children.push(element);
      else root = element;
      at = end;
    } else {
      const tag = parseTag(xml, at);
      if (!tag) return refuse('start tag malformed');
      if (!here && root) return refuse('second root');
      if (stack.length >= maxDepth) return refuse('too deep');
      const opened = attributesOf(tag, here?.scope ?? new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
      if (!opened) return refuse('attribute or namespace malformed');
      const counts = here?.counts ?? new Map<string, number>();
      const place = (counts.get(tag.name) ?? 0) + 1;
      counts.set(tag.name, place);
      const element = { ...opened.element, line: lines(at), path: `${here?.element.path ?? ''}/${tag.name}[${place}]` };
      at = tag.end;
      if (tag.isEmpty) {
        const empty: XmlElement = { ...element, children: [], text: '' };
        if (here) here.children.push(empty);
        else root = empty;
      } else {
        stack.push({ tag: tag.name, element, children: [], text: [], counts: new Map(), scope: opened.scope });
      }
    }
  }
  if (stack.length > 0) return refuse('element not closed');
  return root ? { ok: true, root } : refuse('no root element');
}

/** Lines by offset, asked in rising order. */
function createLineCounter(xml: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = xml.indexOf('\n', at); next >= 0 && next < offset; next = xml.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}
