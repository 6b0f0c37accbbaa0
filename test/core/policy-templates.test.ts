import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { policyKeys, type PolicyKey } from '#contract/policy.ts';
import { mergePolicy } from '#core/policy.ts';
import { policyWords } from '#core/text/policy-words.ts';
import { parseRegistryPolicy } from '#main/files/registry-text.ts';
import { policyFiles } from '#scripts/make-admx.ts';

const root = resolve(import.meta.dirname, '../..');
const files = policyFiles();

function read(path: string): Document {
  const strict = (level: string, message: string): void => {
    throw new Error(`${path}: ${level}: ${message}`);
  };
  return new DOMParser({ onError: strict }).parseFromString(readFileSync(join(root, path), 'utf8'), 'application/xml');
}

const all = (document: Document | Element, name: string): Element[] => [...document.getElementsByTagName(name)];
const admx = read('docs/it/policy/rubrica.admx');
const policies = new Map(all(admx, 'policy').map((policy) => [policy.getAttribute('name')?.replace('_', '.') ?? '', policy]));

describe('the Windows templates and the table of keys', () => {
  for (const [path, text] of Object.entries(files)) {
    it(`${path} is up to date with the schema (node scripts/make-admx.ts)`, () => {
      expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    });
  }

  it('have a policy for every key and none besides', () => {
    expect([...policies.keys()]).toEqual(Object.keys(policyKeys));
  });

  for (const language of ['es-ES', 'en-US'] as const) {
    it(`say every text and show every field in ${language}`, () => {
      const adml = read(`docs/it/policy/${language}/rubrica.adml`);
      const ids = (name: string): (string | null)[] => all(adml, name).map((each) => each.getAttribute('id'));
      const asked = (kind: string): (string | undefined)[] =>
        [...readFileSync(join(root, 'docs/it/policy/rubrica.admx'), 'utf8').matchAll(/\$\((string|presentation)\.([^)]+)\)/g)]
          .filter((found) => found[1] === kind)
          .map((found) => found[2]);
      expect(new Set(ids('string'))).toEqual(new Set(asked('string')));
      expect(new Set(ids('string')).size).toBe(ids('string').length);
      expect(new Set(ids('presentation'))).toEqual(new Set(asked('presentation')));
      expect(all(adml, 'string').filter((each) => (each.textContent ?? '').trim() === '')).toEqual([]);
    });
  }

  it('write to the registry what the station reads from there', () => {
    for (const [key, policy] of policies) {
      const said = registryTextOf(policy);
      const value = parseRegistryPolicy(said, 'HKLM\\Software\\Policies\\Rubrica', {
        isFlag: (name) => policyKeys[name as PolicyKey]?.form.kind === 'flag',
        isList: (name) => policyKeys[name as PolicyKey]?.form.kind === 'list',
      });
      const { rows, problems } = mergePolicy(policyKeys, [{ source: 'machine', place: 'HKLM', content: { ok: true, value } }]);
      expect(
        problems.filter(({ kind }) => kind === 'unknownKey'),
        key,
      ).toEqual([]);
      expect(
        rows.filter(({ isHeld }) => isHeld).map((row) => row.key),
        said,
      ).toEqual([key]);
      const { kind } = policyKeys[key as PolicyKey].form;
      if (kind !== 'text' && kind !== 'path' && kind !== 'list') expect(problems, said).toEqual([]);
    }
  });

  it('offer the choices and limits of the schema', () => {
    for (const [key, policy] of policies) {
      const { form } = policyKeys[key as PolicyKey];
      const choices = all(policy, 'item').map((item) => (item.textContent ?? '').trim());
      expect(choices, key).toEqual(form.kind === 'choice' ? form.choices : []);
      const [decimal] = all(policy, 'elements').flatMap((elements) => all(elements, 'decimal'));
      const limits = decimal ? [decimal.getAttribute('minValue'), decimal.getAttribute('maxValue')] : null;
      expect(limits, key).toEqual(form.kind === 'number' ? [String(form.min), String(form.max)] : null);
    }
  });

  it('have a macOS profile in which every default is taken as it is, and every other key stands to be filled in', () => {
    const profile = read('docs/it/policy/rubrica.mobileconfig');
    const [payload] = (
      plistValue(all(profile, 'plist')[0]?.getElementsByTagName('dict')[0] as Element) as { PayloadContent: Record<string, unknown>[] }
    ).PayloadContent;
    expect(payload).toMatchObject({ PayloadType: 'int.alianzapacifico.rubrica', PayloadVersion: 1 });
    const content = Object.fromEntries(Object.entries(payload ?? {}).filter(([key]) => !key.startsWith('Payload')));
    const { rows, problems } = mergePolicy(policyKeys, [{ source: 'machine', place: 'profile', content: { ok: true, value: content } }]);
    expect(problems).toEqual([]);
    const text = files['docs/it/policy/rubrica.mobileconfig'] ?? '';
    for (const { key, isHeld, value } of rows) {
      const { fallback } = policyKeys[key as PolicyKey];
      if (fallback === null) expect(text, key).toContain(`<!-- <key>${key.slice(key.indexOf('.') + 1)}</key><string></string> -->`);
      else expect([isHeld, value], key).toEqual([true, fallback]);
    }
  });

  it('tell of every key in the table, in both languages', () => {
    const table = files['docs/it/policy.md'] ?? '';
    for (const [key, { title, explain }] of Object.entries(policyWords)) {
      expect(table).toContain(`| \`${key}\` |`);
      for (const words of [title, explain]) expect(table.includes(words.es) && table.includes(words.en), key).toBe(true);
    }
  });
});

/** What Group Policy would leave in the registry for a policy that is enabled, as reg.exe prints it. */
function registryTextOf(policy: Element): string {
  const folder = (key: string): string => `HKEY_LOCAL_MACHINE\\${key}`;
  const own = folder(policy.getAttribute('key') ?? '');
  const flag = policy.getAttribute('valueName');
  if (flag !== null) return `${own}\r\n    ${flag}    REG_DWORD    0x1\r\n`;
  const element = all(policy, 'elements').flatMap((elements) =>
    [...elements.childNodes].filter((node) => node.nodeType === 1),
  )[0] as Element;
  const name = element.getAttribute('valueName');
  if (element.tagName === 'list') return `${folder(element.getAttribute('key') ?? '')}\r\n    item1    REG_SZ    x\r\n`;
  if (element.tagName === 'decimal') {
    return `${own}\r\n    ${name}    REG_DWORD    0x${Number(element.getAttribute('minValue')).toString(16)}\r\n`;
  }
  const text = element.tagName === 'enum' ? (all(element, 'string')[0]?.textContent ?? '') : 'x';
  return `${own}\r\n    ${name}    REG_SZ    ${text}\r\n`;
}

/** A property list's value as `plutil -convert json` gives it. */
function plistValue(element: Element): unknown {
  const children = [...element.childNodes].filter((node) => node.nodeType === 1) as Element[];
  if (element.tagName === 'dict') {
    return Object.fromEntries(
      children.flatMap((child, n) => (child.tagName === 'key' ? [[child.textContent, plistValue(children[n + 1] as Element)]] : [])),
    );
  }
  if (element.tagName === 'array') return children.map(plistValue);
  if (element.tagName === 'integer') return Number(element.textContent);
  return element.tagName === 'string' ? element.textContent : element.tagName === 'true';
}
