import { readFileSync } from 'node:fs';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { standardsFolder } from '#test/conformance/schemas/xsd.ts';

/** Draws certificates of one agreement's form from an ALADI XSD: anything its sequences, choices, lists and patterns allow. */
export type AladiDraws = { readonly draw: (random: () => number, form: string) => string };

/** Texts for the patterns and lengths of ALADI's fields. */
const texts = [
  '8408.90.90',
  '0806.10.00',
  'http://www.ejemplo.cl',
  'ana.perez@correo.cl',
  '(57) 123-4567',
  '1234567890',
  'Bogotá',
  'P01',
  '123',
  'CLP01A3826ABCDEFGH00',
  'ÑA',
  'x'.repeat(60),
];

export function aladiDraws(name: string, version: string, signature: string): AladiDraws {
  const { root } = XmlDocument.fromBuffer(readFileSync(`${standardsFolder}aladi-cod/${name}.xsd`));
  const named = new Map(elementsOf(root).map((each) => [`${each.name}:${attribute(each, 'name')}`, each]));
  const typeOf = (element: XmlElement, kind: 'complexType' | 'simpleType'): XmlElement | undefined =>
    elementsOf(element).find((each) => each.name === kind) ?? named.get(`${kind}:${attribute(element, 'type').replace('tns:', '')}`);

  const facetsOf = (simple: XmlElement): ReadonlyMap<string, readonly string[]> => {
    const restriction = elementsOf(simple).find((each) => each.name === 'restriction');
    const facets = new Map<string, string[]>();
    if (!restriction) return facets;
    const base = named.get(`simpleType:${attribute(restriction, 'base').replace('tns:', '')}`);
    for (const [facet, values] of base ? facetsOf(base) : [['base', [attribute(restriction, 'base')]] as const])
      facets.set(facet, [...values]);
    for (const each of elementsOf(restriction)) facets.set(each.name, [...(facets.get(each.name) ?? []), attribute(each, 'value')]);
    return facets;
  };

  return {
    draw: (random, form) => {
      const body = named.get('complexType:Body');
      const inside = body ? content(body, random, form) : '';
      const xml = `<e:Envelope xmlns:e="http://www.w3.org/2001/12/soap-envelope"><e:CertOrigin>${inside}</e:CertOrigin></e:Envelope>`;
      return xml.replace(/<CODVer>[^<]*/, `<CODVer>${version}`);
    },
  };

  function content(type: XmlElement, random: () => number, form: string): string {
    return elementsOf(type)
      .map((each) => {
        if (each.name === 'element') return element(each, random, form);
        if (each.name === 'choice') return element(chosen(elementsOf(each), random, form), random, form);
        if (each.name === 'sequence') return attribute(each, 'minOccurs') === '0' && random() < 0.5 ? '' : content(each, random, form);
        const base = named.get(`complexType:${attribute(each, 'base').replace('tns:', '')}`);
        return `${base ? content(base, random, form) : ''}${content(each, random, form)}`;
      })
      .join('');
  }

  function chosen(options: readonly XmlElement[], random: () => number, form: string): XmlElement {
    const option = options.find((each) => attribute(each, 'name') === `Form${form}`) ?? options[Math.floor(random() * options.length)];
    if (!option) throw new Error('a choice of nothing');
    return option;
  }

  function element(rule: XmlElement, random: () => number, form: string): string {
    const most = attribute(rule, 'maxOccurs');
    if (most === '0' || (attribute(rule, 'minOccurs') === '0' && random() < 0.5)) return '';
    const count = most === 'unbounded' && random() < 0.3 ? 2 : 1;
    if (attribute(rule, 'ref') !== '') return attribute(rule, 'ref').endsWith('Signature') ? signature : '';
    const name = attribute(rule, 'name');
    const complex = typeOf(rule, 'complexType');
    const ids = (complex ? elementsOf(complex) : []).filter((each) => each.name === 'attribute');
    const start = [name, ...ids.map((each) => `${attribute(each, 'name')}="${attribute(each, 'fixed')}"`)].join(' ');
    return Array.from(
      { length: count },
      () => `<${start}>${complex ? content(complex, random, form) : value(rule, random)}</${name}>`,
    ).join('');
  }

  /** A value that says something: what ALADI lets stand empty in 1.8.0 is judged as missing here. */
  function value(rule: XmlElement, random: () => number): string {
    const simple = typeOf(rule, 'simpleType');
    const facets = simple ? facetsOf(simple) : new Map([['base', [attribute(rule, 'type')]]]);
    const listed = (facets.get('enumeration') ?? []).filter((each) => each !== '');
    const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
    if (listed.length > 0) return pick(listed);
    const base = facets.get('base')?.[0] ?? '';
    if (/integer/i.test(base)) return String(1 + Math.floor(random() * 3));
    if (base.endsWith('decimal')) return pick(['1', '12.5', '4500.00']);
    if (base.endsWith('dateTime')) return pick(['2026-11-22T10:00:00', '2026-11-22T10:00:00.1234567-05:00']);
    if (base.endsWith('boolean')) return pick(['true', 'false']);
    const limit = (facet: string, usual: number): number => Number(facets.get(facet)?.[0] ?? usual);
    const fits = (text: string): boolean => text.length >= limit('minLength', 1) && text.length <= limit('maxLength', 99);
    const patterns = facets.get('pattern')?.map((pattern) => new RegExp(`^(?:${pattern})$`));
    return pick(texts.filter((text) => fits(text) && (patterns?.some((pattern) => pattern.test(text)) ?? true)));
  }
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement && node.name !== 'annotation') found.push(node);
  }
  return found;
}

function attribute(element: XmlElement, name: string): string {
  return element.attr(name)?.content ?? '';
}
