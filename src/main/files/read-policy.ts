import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '#core/finding.ts';
import type { PolicyLayer } from '#core/policy.ts';
import { policyKeys } from '#contract/policy.ts';
import { parseRegistryPolicy } from '#main/files/registry-text.ts';

type Source = PolicyLayer['source'];
/** Where a policy may stand. `plist` and `registry` are read through the system's own programs. */
export type PolicyPlace = { readonly source: Source; readonly form: 'json' | 'plist' | 'registry'; readonly place: string };

/** What a program of the system answered; null where there is no such program. */
export type RunProgram = (program: string, words: readonly string[]) => { readonly status: number | null; readonly out: string } | null;

const registryRoot = 'Software\\Policies\\Rubrica';

export function policyPlaces(platform: NodeJS.Platform, home: string, environment: NodeJS.ProcessEnv): readonly PolicyPlace[] {
  if (platform === 'win32') {
    return [
      { source: 'machine', form: 'registry', place: `HKLM\\${registryRoot}` },
      { source: 'user', form: 'registry', place: `HKCU\\${registryRoot}` },
    ];
  }
  if (platform === 'darwin') {
    const managed = '/Library/Managed Preferences';
    return [
      { source: 'machine', form: 'plist', place: `${managed}/int.alianzapacifico.rubrica.plist` },
      { source: 'user', form: 'plist', place: join(managed, environment['USER'] ?? '', 'int.alianzapacifico.rubrica.plist') },
    ];
  }
  const config = environment['XDG_CONFIG_HOME'] ?? join(home, '.config');
  return [
    { source: 'machine', form: 'json', place: '/etc/rubrica/policy.json' },
    { source: 'user', form: 'json', place: join(config, 'rubrica', 'policy.json') },
  ];
}

/** Reads what is there. What cannot be read is told, never thrown: a bad policy never stops the station. */
export function readPolicy(places: readonly PolicyPlace[], run: RunProgram = runProgram): readonly PolicyLayer[] {
  return places.flatMap(({ source, form, place }): PolicyLayer[] => {
    const content = form === 'registry' ? readRegistry(place, run) : readFile(place, form, run);
    if (content === null) return [];
    const isLoose = source === 'machine' && form === 'json' && isOpenToAll(place);
    return [isLoose ? { source: 'user', place, content, isLoose } : { source, place, content }];
  });
}

function isOpenToAll(place: string): boolean {
  const found = statSync(place, { throwIfNoEntry: false });
  return process.platform !== 'win32' && found !== undefined && (found.mode & 0o002) !== 0;
}

type Content = PolicyLayer['content'] | null;

const largestBytes = 1_000_000;

function readFile(place: string, form: 'json' | 'plist', run: RunProgram): Content {
  let text: string;
  try {
    const found = statSync(place);
    // a pipe would keep the station waiting, a device give without end
    if (!found.isFile()) return unreadable('no es un archivo', 'it is not a file');
    if (found.size > largestBytes) return unreadable('pasa de 1 MB', 'it is larger than 1 MB');
    text = form === 'json' ? readFileSync(place, 'utf8') : asJson(place, run);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return unreadable(code ?? 'no se pudo convertir', code ?? 'it could not be converted');
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return { ok: true, value: form === 'plist' ? withoutPayload(value) : value };
  } catch {
    return unreadable('no es JSON bien formado', 'it is not well-formed JSON');
  }
}

/** What a profile says about itself is none of the policy. */
function withoutPayload(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('Payload')));
}

/** macOS keeps a profile's settings as a property list; `plutil` is part of the system. */
function asJson(place: string, run: RunProgram): string {
  const ended = run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', place]);
  if (ended === null || ended.status !== 0) throw new Error('plutil');
  return ended.out;
}

function readRegistry(place: string, run: RunProgram): Content {
  // reg.exe by its whole path: a program of that name in the working folder must not answer for the registry.
  const folder = process.env['SystemRoot'] ?? 'C:\\Windows';
  const ended = run(`${folder}\\System32\\reg.exe`, ['query', place, '/s']);
  if (ended === null) return unreadable('reg.exe no responde', 'reg.exe does not answer');
  // 1 is also how reg.exe says that there is no such key: no policy.
  if (ended.status !== 0) return null;
  const forms: Readonly<Record<string, { readonly form: { readonly kind: string } }>> = policyKeys;
  const isKind = (key: string, kind: string): boolean => Object.hasOwn(forms, key) && forms[key]?.form.kind === kind;
  const value = parseRegistryPolicy(ended.out, place, {
    isFlag: (key) => isKind(key, 'flag'),
    isList: (key) => isKind(key, 'list'),
  });
  return { ok: true, value };
}

function unreadable(es: string, en: string): Content {
  const reason: Words = {
    es: `La política no se puede leer: ${es}. Rigen los valores por defecto.`,
    en: `The policy cannot be read: ${en}. The defaults hold.`,
  };
  return { ok: false, reason };
}

function runProgram(program: string, words: readonly string[]): ReturnType<RunProgram> {
  const ended = spawnSync(program, words, { encoding: 'utf8', timeout: 5_000, windowsHide: true });
  return ended.error ? null : { status: ended.status, out: ended.stdout };
}
