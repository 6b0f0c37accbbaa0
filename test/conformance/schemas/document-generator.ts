import { readFileSync } from 'node:fs';
import { XmlDocument, XmlElement } from 'libxml2-wasm';

/**
 * Draws documents from an XSD of ours: any sequence the schema allows, any code it lists, any attribute it declares.
 * Knows as much of XSD as our profiles use: sequence, choice, simpleContent, enumeration, fixed attributes.
 */
export type SchemaReader = { readonly draw: (random: () => number) => string };

type ElementRule = { name: string; type: string; min: number; max: number; namespace: string; oneOf: readonly ElementRule[] | null };
type Attribute = { name: string; type: string; fixed: string | null; isRequired: boolean };
type TypeRule =
  | { kind: 'sequence' | 'choice'; elements: ElementRule[]; attributes: Attribute[] }
  | { kind: 'value'; base: string; attributes: Attribute[] }
  | { kind: 'codes'; codes: string[] }
  | { kind: 'text'; base: string; maxLength: number; pattern: string | null };

export function schemaReader(folder: string, files: readonly string[], rootName: string): SchemaReader {
  const types = new Map<string, TypeRule>();
  let counter = 0;
  let rootRule: { namespace: string; rule: TypeRule } | null = null;
  for (const file of files) {
    const document = XmlDocument.fromBuffer(readFileSync(`${folder}/${file}`));
    const schema = document.root;
    const namespace = schema.attr('targetNamespace')?.content ?? '';
    for (const each of elementsOf(schema)) {
      const name = each.attr('name')?.content ?? '';
      if (each.name === 'complexType') types.set(`${namespace}#${name}`, typeRule(each, namespace));
      if (each.name === 'simpleType') types.set(`${namespace}#${name}`, simpleRule(each));
      if (each.name === 'element' && name === rootName) {
        const inner = elementsOf(each)[0];
        if (inner) rootRule = { namespace, rule: typeRule(inner, namespace) };
      }
    }
    document.dispose();
  }
  const found: { namespace: string; rule: TypeRule } | null = rootRule;
  if (!found) throw new Error(`no element ${rootName} in ${files.join(', ')}`);
  const { namespace, rule } = found;
  return {
    draw(random) {
      const prefixes = new Map<string, string>();
      const body = content(rule, random, 0, prefixes);
      const declared = [...prefixes].map(([uri, prefix]) => ` xmlns:${prefix}="${uri}"`).join('');
      return `<root:${rootName} xmlns:root="${namespace}"${declared}>${body.text}</root:${rootName}>`;
    },
  };

  function content(
    rule: TypeRule,
    random: () => number,
    depth: number,
    prefixes: Map<string, string>,
  ): { text: string; attributes: string } {
    if (rule.kind === 'codes' || rule.kind === 'text') return { text: restricted(rule, random), attributes: '' };
    if (rule.kind === 'value') {
      const attributes = rule.attributes
        .filter(({ isRequired }) => isRequired || random() < 0.15)
        .map((each) => ` ${each.name}="${each.fixed ?? attributeOf(each.type, random)}"`)
        .join('');
      return { text: valueOf(rule.base, random), attributes };
    }
    const offered = rule.kind === 'choice' ? [pick(rule.elements, random)] : rule.elements;
    const chosen = offered.map((element) => (element.oneOf ? pick(element.oneOf, random) : element));
    const text = chosen.map((element) => {
      const most = Math.min(element.max, element.min + (depth > 5 ? 0 : 2));
      const optional = random() < (depth < 3 ? 0.45 : 0.2);
      const count = element.min + (optional ? Math.floor(random() * (most - element.min + 1)) : 0);
      let all = '';
      for (let nth = 0; nth < count; nth++) all += one(element, random, depth, prefixes);
      return all;
    });
    const attributes = rule.attributes.map((each) => ` ${each.name}="${each.fixed ?? attributeOf(each.type, random)}"`).join('');
    return { text: text.join(''), attributes };
  }

  function one(element: ElementRule, random: () => number, depth: number, prefixes: Map<string, string>): string {
    if (element.namespace !== '' && !prefixes.has(element.namespace)) prefixes.set(element.namespace, `n${prefixes.size}`);
    const name = element.namespace === '' ? element.name : `${prefixes.get(element.namespace)}:${element.name}`;
    const rule = types.get(element.type);
    const inner = rule ? content(rule, random, depth + 1, prefixes) : { text: valueOf(element.type, random), attributes: '' };
    return `<${name}${inner.attributes}>${inner.text}</${name}>`;
  }

  function attributeOf(type: string, random: () => number): string {
    const rule = types.get(type);
    return rule?.kind === 'codes' ? pick(rule.codes, random) : attributeValue(type, random);
  }

  function restricted(rule: Extract<TypeRule, { kind: 'codes' | 'text' }>, random: () => number): string {
    if (rule.kind === 'codes') return pick(rule.codes, random);
    if (rule.pattern !== null) return samplesOfPatterns.find((each) => new RegExp(`^(?:${rule.pattern})$`).test(each)) ?? '';
    if (rule.base === 'positiveInteger') return String(1 + Math.floor(random() * 9999));
    if (rule.base === 'decimal') return String(Math.round(random() * 1e6) / 100);
    return `t${++counter}`.slice(0, rule.maxLength);
  }

  function valueOf(base: string, random: () => number): string {
    const rule = types.get(base);
    if (rule?.kind === 'codes' || rule?.kind === 'text') return restricted(rule, random);
    const simple = base.split('#').at(-1) ?? '';
    if (simple === 'positiveInteger') return String(1 + Math.floor(random() * 9999));
    if (simple === 'decimal') return String(Math.round((random() - 0.2) * 1e6) / 100);
    if (simple === 'boolean') return pick(['true', 'false', '0', '1'], random);
    if (simple === 'dateTime') return '2026-11-22T10:00:00-05:00';
    if (simple === 'base64Binary') return pick(['', 'UsO6YnJpY2E=', 'AAECAw=='], random);
    if (random() < 0.6) return `v${++counter}`;
    return pick(['', 'Ñuñoa & Cía.', 'a  b', '2026-11-22', 'x'.repeat(300), '10 €', 'línea 1\nlínea 2', '&lt;b&gt;'], random).replaceAll(
      /&(?!lt;|gt;)/g,
      '&amp;',
    );
  }
}

/** Texts for the patterns of our profiles. */
const samplesOfPatterns = ['1.8.2', '0806.10.00', 'P01', 'PEP01A3826ABCDEFGH00', 'PEP01PAP260000000000000000'];

function simpleRule(simpleType: XmlElement): TypeRule {
  const codes = codesOf(simpleType).filter((code) => code !== '');
  const [restriction] = elementsOf(simpleType);
  const facet = (name: string): string | null =>
    restriction
      ? (elementsOf(restriction)
          .find((each) => each.name === name)
          ?.attr('value')?.content ?? null)
      : null;
  const isList = restriction !== undefined && elementsOf(restriction).some(({ name }) => name === 'enumeration');
  if (isList) return { kind: 'codes', codes };
  const base = restriction?.attr('base')?.content.replace('xs:', '') ?? 'string';
  return { kind: 'text', base, maxLength: Number(facet('maxLength') ?? '99'), pattern: facet('pattern') };
}

function attributeValue(type: string, random: () => number): string {
  return type.endsWith('string') ? pick(['', 'Cajas de cartón', 'x y'], random) : pick(['KGM', 'es', 'CEL', 'ISO'], random);
}

function typeRule(element: XmlElement, namespace: string): TypeRule {
  for (const part of elementsOf(element)) {
    if (part.name === 'sequence' || part.name === 'choice') {
      const declared = elementsOf(element).filter((each) => each.name === 'attribute');
      return { kind: part.name, elements: particles(part, namespace), attributes: declared.map(attributeRule) };
    }
    if (part.name === 'simpleContent') {
      const extension = elementsOf(part)[0];
      if (!extension) continue;
      const attributes = elementsOf(extension).map(attributeRule);
      return { kind: 'value', base: qualified(extension, 'base'), attributes };
    }
  }
  throw new Error(`a type this reader does not know, line ${element.line}`);
}

/** The particles of a sequence; one inside another is flattened, a choice becomes one particle of several. */
function particles(part: XmlElement, namespace: string): ElementRule[] {
  return elementsOf(part).flatMap((each) => {
    if (each.name === 'sequence') return particles(each, namespace);
    if (each.name === 'choice') {
      return [{ name: '', type: '', min: 1, max: 1, namespace: '', oneOf: particles(each, namespace) }];
    }
    return each.name === 'element' && each.attr('ref') === null ? [elementRule(each, namespace)] : [];
  });
}

function attributeRule(attribute: XmlElement): Attribute {
  return {
    name: attribute.attr('name')?.content ?? '',
    type: qualified(attribute, 'type'),
    fixed: attribute.attr('fixed')?.content ?? null,
    isRequired: attribute.attr('use')?.content === 'required',
  };
}

function elementRule(element: XmlElement, namespace: string): ElementRule {
  let schema = element;
  while (schema.parent instanceof XmlElement) schema = schema.parent;
  const isQualified = schema.attr('elementFormDefault')?.content === 'qualified';
  const max = element.attr('maxOccurs')?.content ?? '1';
  return {
    name: element.attr('name')?.content ?? '',
    type: qualified(element, 'type'),
    min: Number(element.attr('minOccurs')?.content ?? '1'),
    max: max === 'unbounded' ? 99 : Number(max),
    namespace: isQualified ? namespace : '',
    oneOf: null,
  };
}

function qualified(element: XmlElement, attribute: string): string {
  const [prefix = '', local = ''] = (element.attr(attribute)?.content ?? '').split(':');
  return `${element.namespaceForPrefix(prefix) ?? ''}#${local}`;
}

function codesOf(simpleType: XmlElement): string[] {
  return elementsOf(simpleType).flatMap((restriction) => elementsOf(restriction).map((each) => each.attr('value')?.content ?? ''));
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement && node.name !== 'annotation') found.push(node);
  }
  return found;
}

function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** A small repeatable source of randomness (mulberry32), so that a failing document can be drawn again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
