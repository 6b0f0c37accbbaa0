import type { Words } from '#core/finding.ts';

/** What libxml2 says, what it is called here, and how a person is told. */
export type SchemaSentence = {
  readonly pattern: RegExp;
  /** stable, kebab-case */
  readonly code: string;
  say(name: string, parts: readonly string[]): Words;
};

export const sentences: readonly SchemaSentence[] = [
  {
    pattern: /^This element is not expected\.(?: Expected is (?:one of )?\( ([^)]*) \)\.)?$/,
    code: 'element-not-expected',
    say: (name, [expected = '']) =>
      expected === ''
        ? {
            es: `«${name}» no se espera aquí. Quítelo o llévelo a su lugar.`,
            en: `“${name}” is not expected here. Remove it or move it to its place.`,
          }
        : {
            es: `«${name}» no se espera aquí; aquí corresponde ${listed(expected, 'o')}. Revise el orden o lo que falta antes.`,
            en: `“${name}” is not expected here; ${listed(expected, 'or')} belongs here. Check the order, or what is missing before it.`,
          },
  },
  {
    pattern: /^Missing child element\(s\)\.(?: Expected is (?:one of )?\( ([^)]*) \)\.)?$/,
    code: 'element-missing',
    say: (name, [expected = '']) => ({
      es: `A «${name}» le falta ${expected === '' ? 'contenido obligatorio' : listed(expected, 'o')}.`,
      en: `“${name}” lacks ${expected === '' ? 'content it must have' : listed(expected, 'or')}.`,
    }),
  },
  {
    pattern:
      /^No matching global (?:element )?declaration available(?: for the validation root|, but demanded by the strict wildcard)?\.?$/,
    code: 'element-unknown',
    say: (name) => ({
      es: `El esquema no conoce «${name}». Compruebe la versión del documento y su espacio de nombres.`,
      en: `The schema does not know “${name}”. Check the document's version and namespace.`,
    }),
  },
  {
    pattern: /^The attribute '(?:\{[^}]*\})?([^']*)' is required but missing\.?$/,
    code: 'attribute-missing',
    say: (name, [attribute = '']) => ({
      es: `A «${name}» le falta el atributo «${attribute}».`,
      en: `“${name}” lacks the attribute “${attribute}”.`,
    }),
  },
  {
    pattern: /^The attribute '(?:\{[^}]*\})?([^']*)' is not allowed\.?$/,
    code: 'attribute-not-allowed',
    say: (name, [attribute = '']) => ({
      es: `«${name}» no admite el atributo «${attribute}».`,
      en: `“${name}” may not carry the attribute “${attribute}”.`,
    }),
  },
  {
    pattern: /^\[facet 'enumeration'\] The value '([^]*)' is not an element of the set \{([^]*)\}\.?$/,
    code: 'value-not-in-list',
    say: (name, [value = '', set = '']) => ({
      es: `«${value}» no está en la lista de «${name}»${few(set, ' (valen: ', ')')}.`,
      en: `“${value}” is not in the list of “${name}”${few(set, ' (allowed: ', ')')}.`,
    }),
  },
  {
    pattern: /^\[facet 'pattern'\] The value '([^]*)' is not accepted by the pattern '([^]*)'\.?$/,
    code: 'value-wrong-form',
    say: (name, [value = '', pattern = '']) => ({
      es: `«${value}» no tiene la forma que pide «${name}» (patrón ${pattern}).`,
      en: `“${value}” has not the form that “${name}” asks for (pattern ${pattern}).`,
    }),
  },
  {
    pattern: /^\[facet 'maxLength'\].*length of '(\d+)'.*maximum length of '(\d+)'\.?$/s,
    code: 'value-too-long',
    say: (name, [length = '', limit = '']) => ({
      es: `«${name}» tiene ${length} caracteres y admite ${limit} como máximo.`,
      en: `“${name}” has ${length} characters and may have ${limit} at most.`,
    }),
  },
  {
    pattern: /^\[facet 'minLength'\].*length of '(\d+)'.*minimum length of '(\d+)'\.?$/s,
    code: 'value-too-short',
    say: (name, [length = '', limit = '']) => ({
      es: `«${name}» tiene ${length} caracteres y pide ${limit} como mínimo.`,
      en: `“${name}” has ${length} characters and must have at least ${limit}.`,
    }),
  },
  {
    pattern: /^\[facet 'length'\].*length of '(\d+)'.*length of '(\d+)'\.?$/s,
    code: 'value-wrong-length',
    say: (name, [length = '', limit = '']) => ({
      es: `«${name}» tiene ${length} caracteres y debe tener ${limit}.`,
      en: `“${name}” has ${length} characters and must have ${limit}.`,
    }),
  },
  {
    pattern: /^\[facet '(?:min|max)(?:Inclusive|Exclusive)'\] The value '([^']*)' .* \('([^']*)'\)\.?$/s,
    code: 'value-out-of-range',
    say: (name, [value = '', limit = '']) => ({
      es: `«${value}» en «${name}» está fuera del límite ${limit}.`,
      en: `“${value}” in “${name}” is beyond the limit ${limit}.`,
    }),
  },
  {
    pattern: /^\[facet '(?:totalDigits|fractionDigits)'\] The value '([^']*)' .* \('(\d+)'\)\.?$/s,
    code: 'value-too-many-digits',
    say: (name, [value = '', limit = '']) => ({
      es: `«${value}» en «${name}» tiene demasiadas cifras; se admiten ${limit}.`,
      en: `“${value}” in “${name}” has too many digits; ${limit} are allowed.`,
    }),
  },
  {
    pattern: /'([^]*)' is not a valid value of the (?:(?:local )?(?:atomic|union|list) type)(?: '(?:\{[^}]*\})?([^']*)')?\.?$/,
    code: 'value-not-valid',
    say: (name, [value = '', type = '']) => ({
      es: `«${value}» no es un valor válido para «${name}»${kindOf(type).es}.`,
      en: `“${value}” is not a valid value for “${name}”${kindOf(type).en}.`,
    }),
  },
  {
    pattern: /^(?:Character content(?: other than whitespace)?|Element content) is not allowed/,
    code: 'content-not-allowed',
    say: (name) => ({ es: `«${name}» tiene contenido que no puede tener.`, en: `“${name}” has content it may not have.` }),
  },
  {
    pattern:
      /^(?:Duplicate key-sequence|No match found for key-sequence|Not all fields of key identity-constraint) ?(?:\['?([^\]]*?)'?\])?/,
    code: 'value-repeated-or-unmatched',
    say: (name, [value = '']) => ({
      es: `El valor ${value} de «${name}» está repetido o remite a algo que no existe.`,
      en: `The value ${value} of “${name}” is repeated, or refers to something that is not there.`,
    }),
  },
];

/** `{urn:...}Name, {urn:...}*` as names a person can search for. */
function listed(expected: string, or: string): string {
  const names = expected.split(', ').map((name) => name.replace(/^(?:##other)?\{[^}]*\}/, ''));
  const shown = names.slice(0, 6).map((name) => `«${name}»`);
  const another = or === 'or' ? 'or another' : 'u otro';
  const last = names.length > 6 ? another : `${or} ${shown.pop() ?? ''}`;
  const text = shown.length === 0 ? last.slice(or.length + 1) : `${shown.join(', ')} ${last}`;
  return or === 'or' ? text.replaceAll('«', '“').replaceAll('»', '”') : text;
}

function few(set: string, before: string, after: string): string {
  const values = set.split(', ').map((value) => value.replaceAll("'", ''));
  return values.length > 12 ? '' : before + values.join(', ') + after;
}

function kindOf(type: string): Words {
  const kinds: Readonly<Record<string, Words>> = {
    'xs:dateTime': { es: ' (fecha y hora, como 2026-03-01T10:15:00Z)', en: ' (date and time, like 2026-03-01T10:15:00Z)' },
    'xs:date': { es: ' (fecha, como 2026-03-01)', en: ' (date, like 2026-03-01)' },
    'xs:decimal': { es: ' (número con punto decimal)', en: ' (number with a decimal point)' },
    'xs:integer': { es: ' (número entero)', en: ' (whole number)' },
    'xs:boolean': { es: ' (true o false)', en: ' (true or false)' },
  };
  return kinds[type] ?? { es: '', en: '' };
}
