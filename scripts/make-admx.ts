/**
 * Makes what administrators read of the policy from its schema: the Windows templates (ADMX, and ADML in Spanish and
 * English), the macOS profile, and the table of docs/it/policy.md. Run it after a change of the keys: `node scripts/make-admx.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { policyKeys, type PolicyForm, type PolicyKey } from '#contract/policy.ts';
import type { Language, Words } from '#core/finding.ts';
import { policyGroups, policyWords } from '#core/text/policy-words.ts';
import { mobileconfig } from './make-mobileconfig.ts';
import { takes } from './policy-takes.ts';

const root = resolve(import.meta.dirname, '..');
const registryRoot = 'Software\\Policies\\Rubrica';
const keys = Object.keys(policyKeys) as PolicyKey[];
const groupOf = (key: PolicyKey): string => key.slice(0, key.indexOf('.'));
const nameOf = (key: PolicyKey): string => key.slice(key.indexOf('.') + 1);
/** A name that ADMX takes: no dots. */
const idOf = (key: PolicyKey): string => key.replace('.', '_');
const formOf = (key: PolicyKey): PolicyForm => policyKeys[key].form;

/** Each file below the repository's root, and what must stand in it. */
export function policyFiles(): Readonly<Record<string, string>> {
  return {
    'docs/it/policy/rubrica.admx': admx(),
    'docs/it/policy/es-ES/rubrica.adml': adml('es'),
    'docs/it/policy/en-US/rubrica.adml': adml('en'),
    'docs/it/policy/rubrica.mobileconfig': mobileconfig(),
    'docs/it/policy.md': table(),
  };
}

function admx(): string {
  const groups = Object.keys(policyGroups);
  return document([
    `<policyDefinitions ${namespaces} revision="1.0" schemaVersion="1.0">`,
    '  <policyNamespaces>',
    '    <target prefix="rubrica" namespace="Rubrica.Policies" />',
    '  </policyNamespaces>',
    '  <resources minRequiredRevision="1.0" />',
    '  <supportedOn>',
    '    <definitions>',
    '      <definition name="SUPPORTED_RUBRICA" displayName="$(string.SUPPORTED_RUBRICA)" />',
    '    </definitions>',
    '  </supportedOn>',
    '  <categories>',
    '    <category name="Rubrica" displayName="$(string.Rubrica)" />',
    ...groups.flatMap((group) => [
      `    <category name="Rubrica_${group}" displayName="$(string.group_${group})">`,
      '      <parentCategory ref="Rubrica" />',
      '    </category>',
    ]),
    '  </categories>',
    '  <policies>',
    ...keys.flatMap(policyOf),
    '  </policies>',
    '</policyDefinitions>',
  ]);
}

function policyOf(key: PolicyKey): string[] {
  const id = idOf(key);
  const isFlag = formOf(key).kind === 'flag';
  const folder = `key="${registryRoot}\\${groupOf(key)}"`;
  const field = isFlag ? ` valueName="${nameOf(key)}"` : ` presentation="$(presentation.${id})"`;
  return [
    `    <policy name="${id}" class="${policyKeys[key].isMachineOnly ? 'Machine' : 'Both'}" displayName="$(string.${id})" explainText="$(string.${id}_explain)" ${folder}${field}>`,
    `      <parentCategory ref="Rubrica_${groupOf(key)}" />`,
    '      <supportedOn ref="SUPPORTED_RUBRICA" />',
    ...(isFlag
      ? ['      <enabledValue><decimal value="1" /></enabledValue>', '      <disabledValue><decimal value="0" /></disabledValue>']
      : ['      <elements>', ...elementOf(key).map((line) => `        ${line}`), '      </elements>']),
    '    </policy>',
  ];
}

function elementOf(key: PolicyKey): string[] {
  const form = formOf(key);
  const value = `id="value" valueName="${nameOf(key)}" required="true"`;
  if (form.kind === 'number') return [`<decimal ${value} minValue="${form.min}" maxValue="${form.max}" />`];
  if (form.kind === 'list') return [`<list id="value" key="${registryRoot}\\${groupOf(key)}\\${nameOf(key)}" valuePrefix="item" />`];
  if (form.kind !== 'choice') return [`<text ${value} maxLength="1023" />`];
  return [
    `<enum ${value}>`,
    ...form.choices.map(
      (choice) => `  <item displayName="$(string.${idOf(key)}_${choice})"><value><string>${choice}</string></value></item>`,
    ),
    '</enum>',
  ];
}

function adml(language: Language): string {
  const { heading, supported } = words[language];
  const strings: [string, string][] = [
    ['SUPPORTED_RUBRICA', supported],
    ['Rubrica', 'Rúbrica'],
    ...Object.entries(policyGroups).map(([group, name]): [string, string] => [`group_${group}`, name[language]]),
    ...keys.flatMap((key): [string, string][] => [
      [idOf(key), policyWords[key].title[language]],
      [`${idOf(key)}_explain`, explain(key, language)],
      ...choicesOf(key).map((choice): [string, string] => [`${idOf(key)}_${choice}`, choice]),
    ]),
  ];
  return document([
    `<policyDefinitionResources ${namespaces} revision="1.0" schemaVersion="1.0">`,
    `  <displayName>${escaped(heading)}</displayName>`,
    `  <description>${escaped(heading)}</description>`,
    '  <resources>',
    '    <stringTable>',
    ...strings.map(([id, text]) => `      <string id="${id}">${escaped(text)}</string>`),
    '    </stringTable>',
    '    <presentationTable>',
    ...keys.filter((key) => formOf(key).kind !== 'flag').map((key) => presentationOf(key, language)),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
  ]);
}

function presentationOf(key: PolicyKey, language: Language): string {
  const form = formOf(key);
  const label = escaped(policyWords[key].title[language]);
  const field = {
    number: `<decimalTextBox refId="value" defaultValue="${String(policyKeys[key].fallback)}">${label}</decimalTextBox>`,
    list: `<listBox refId="value">${label}</listBox>`,
    choice: `<dropdownList refId="value" noSort="true" defaultItem="${Math.max(0, choicesOf(key).indexOf(String(policyKeys[key].fallback)))}">${label}</dropdownList>`,
    text: `<textBox refId="value"><label>${label}</label></textBox>`,
    path: `<textBox refId="value"><label>${label}</label></textBox>`,
    flag: '',
  }[form.kind];
  return `      <presentation id="${idOf(key)}">${field}</presentation>`;
}

function choicesOf(key: PolicyKey): readonly string[] {
  const form = formOf(key);
  return form.kind === 'choice' ? form.choices : [];
}

function explain(key: PolicyKey, language: Language): string {
  const { admits, preset } = words[language];
  return [policyWords[key].explain[language], `${admits}: ${takes(key)[language]}. ${preset}: ${presetOf(key, language)}.`].join(' ');
}

function presetOf(key: PolicyKey, language: Language): string {
  const { fallback } = policyKeys[key];
  if (fallback === null) return words[language].nothing;
  if (Array.isArray(fallback)) return fallback.length === 0 ? words[language].empty : fallback.join(', ');
  return String(fallback);
}

const words = {
  es: {
    heading: 'Directivas de Rúbrica, la estación de firma',
    supported: 'Rúbrica 0.1 o posterior',
    admits: 'Admite',
    preset: 'Por defecto',
    nothing: 'sin definir',
    empty: 'lista vacía',
  },
  en: {
    heading: 'Policies of Rúbrica, the signing station',
    supported: 'Rúbrica 0.1 or later',
    admits: 'Takes',
    preset: 'Default',
    nothing: 'not set',
    empty: 'empty list',
  },
} as const satisfies Readonly<Record<Language, unknown>>;

function table(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const both = ({ es, en }: Words): string => `${es} · ${en}`;
  const row = (key: PolicyKey): string => {
    const { title } = policyWords[key];
    return `| \`${key}\` | **${cell(title.es)}.** ${cell(explain(key, 'es'))} | **${cell(title.en)}.** ${cell(explain(key, 'en'))} |`;
  };
  return [
    '# Claves de la política · Keys of the policy',
    '',
    'Generado del esquema con `node scripts/make-admx.ts`; no se edita a mano. Generated from the schema; not edited by hand.',
    'Cómo y dónde se escribe / how and where it is written: [README.md](README.md).',
    '',
    ...Object.entries(policyGroups).flatMap(([group, name]) => [
      `## ${both(name)}`,
      '',
      '| clave · key | español | English |',
      '| --- | --- | --- |',
      ...keys.filter((key) => groupOf(key) === group).map(row),
      '',
    ]),
  ].join('\n');
}

const namespaces =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"';

function document(lines: readonly string[]): string {
  return ['<?xml version="1.0" encoding="utf-8"?>', ...lines, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of Object.entries(policyFiles())) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
}
