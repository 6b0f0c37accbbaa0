import { isRecord, isWords } from '#core/documents/pack-words.ts';
import type { Words } from '#core/finding.ts';

/**
 * A schema pack: a folder with a manifest, XSDs, code lists and labels for versions of one document type. IT installs,
 * replaces or rolls it back without a new release; its hash is shown, journalled, and named with every judgement it made.
 */
export type PackManifest = {
  /** the folder's name, kebab-case */
  readonly id: string;
  readonly version: string;
  readonly title: Words;
  /** true while the official schema is not public: the station says so wherever the pack judges */
  readonly isProvisional: boolean;
  readonly documentType: string;
  readonly documentVersions: readonly string[];
  /** entry XSD, below the pack's folder */
  readonly entry: string;
  /** file of the pack's own labels for the view; absent where it has none */
  readonly labels?: string;
  /** files of code lists, by the field whose values they explain */
  readonly codeLists?: Readonly<Record<string, string>>;
  /** every file of the pack but the manifest itself, with its SHA-256 in hex */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly source: string;
  readonly date: string;
};

export type PackProblem =
  | { readonly kind: 'notAManifest'; readonly field: string }
  | { readonly kind: 'unsafePath'; readonly path: string }
  | { readonly kind: 'fileMissing'; readonly path: string }
  | { readonly kind: 'fileChanged'; readonly path: string }
  /** labels or a code list that are none */
  | { readonly kind: 'fileMalformed'; readonly path: string }
  /** what the schema processor says of it, in its own words */
  | { readonly kind: 'schemaBroken'; readonly path: string; readonly why: string }
  | { readonly kind: 'fileUnlisted'; readonly path: string };

/** A manifest from parsed JSON, or the first field that is not as it must be. */
export function readManifest(value: unknown): PackManifest | PackProblem {
  if (!isRecord(value)) return { kind: 'notAManifest', field: '' };
  const { id, version, title, isProvisional, documentType, documentVersions, entry, labels, codeLists, files, source, date } = value;
  if (typeof id !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return { kind: 'notAManifest', field: 'id' };
  if (typeof version !== 'string' || version === '') return { kind: 'notAManifest', field: 'version' };
  if (!isWords(title)) return { kind: 'notAManifest', field: 'title' };
  if (typeof isProvisional !== 'boolean') return { kind: 'notAManifest', field: 'isProvisional' };
  if (typeof documentType !== 'string') return { kind: 'notAManifest', field: 'documentType' };
  if (!isTexts(documentVersions) || documentVersions.length === 0) return { kind: 'notAManifest', field: 'documentVersions' };
  if (typeof entry !== 'string') return { kind: 'notAManifest', field: 'entry' };
  if (labels !== undefined && typeof labels !== 'string') return { kind: 'notAManifest', field: 'labels' };
  if (codeLists !== undefined && !isTextRecord(codeLists)) return { kind: 'notAManifest', field: 'codeLists' };
  if (!isFiles(files)) return { kind: 'notAManifest', field: 'files' };
  if (typeof source !== 'string') return { kind: 'notAManifest', field: 'source' };
  if (typeof date !== 'string') return { kind: 'notAManifest', field: 'date' };
  const unsafe = files.find(({ path }) => !isSafePath(path));
  if (unsafe) return { kind: 'unsafePath', path: unsafe.path };
  const named = [entry, ...(labels === undefined ? [] : [labels]), ...Object.values(codeLists ?? {})];
  const missing = named.find((name) => !files.some(({ path }) => path === name));
  if (missing !== undefined) return { kind: 'fileMissing', path: missing };
  return {
    id,
    version,
    title,
    isProvisional,
    documentType,
    documentVersions,
    entry,
    files,
    source,
    date,
    ...(labels === undefined ? {} : { labels }),
    ...(codeLists === undefined ? {} : { codeLists }),
  };
}

export function isProblem(read: PackManifest | PackProblem): read is PackProblem {
  return 'kind' in read;
}

/** What differs between the manifest and the files found in the folder (path to SHA-256, the manifest left out). */
export function compareFiles(manifest: PackManifest, found: ReadonlyMap<string, string>): readonly PackProblem[] {
  const listed = new Set(manifest.files.map(({ path }) => path));
  return [
    ...manifest.files.flatMap(({ path, sha256 }): readonly PackProblem[] => {
      const actual = found.get(path);
      if (actual === undefined) return [{ kind: 'fileMissing', path }];
      return actual === sha256 ? [] : [{ kind: 'fileChanged', path }];
    }),
    ...[...found.keys()].filter((path) => !listed.has(path)).map((path): PackProblem => ({ kind: 'fileUnlisted', path })),
  ];
}

/** The text whose SHA-256 is the pack's hash: what it is and every file, in the order of their paths. */
export function packListing(manifest: PackManifest): string {
  const files = manifest.files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return `${manifest.id} ${manifest.version}\n${files.join('')}`;
}

/** Paths stay inside the pack's folder. */
function isSafePath(path: string): boolean {
  return /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) && !path.split('/').includes('..');
}

function isTextRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((each) => typeof each === 'string');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isFiles(value: unknown): value is PackManifest['files'] {
  if (!Array.isArray(value)) return false;
  return value.every(
    (each: unknown) =>
      isRecord(each) && typeof each['path'] === 'string' && typeof each['sha256'] === 'string' && /^[0-9a-f]{64}$/.test(each['sha256']),
  );
}
