import { existsSync } from 'node:fs';
import type { PackProblem } from '#core/documents/pack.ts';
import { documentTypes } from '#core/documents/types.ts';
import type { Words } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';
import { UsageError } from '#main/cli/arguments.ts';
import { exitCodeOf, type Command, type Outcome } from '#main/cli/command.ts';
import { checkPack, effectiveSchemas, installPack, rollBackPack, type PackCheck } from '#main/files/schema-packs.ts';

/** `rubrica packs list | install FOLDER | rollback ID`: schema packs, without a new release. */
export const packsCommand: Command = {
  usage: 'packs list | install FOLDER | rollback ID',
  options: {},
  run: ({ args, language, schemaFolder, dataFolder }) => {
    const [action, name, ...more] = args.words;
    if (action === 'list' && name === undefined) return Promise.resolve(listed(schemaFolder, dataFolder, language));
    if (name === undefined || more.length > 0) throw new UsageError('list | install FOLDER | rollback ID');
    if (action === 'install') return installed(dataFolder, name, language);
    if (action === 'rollback') return Promise.resolve(rolledBack(schemaFolder, dataFolder, name, language));
    throw new UsageError('list | install FOLDER | rollback ID');
  },
};

function listed(schemaFolder: string, dataFolder: string, language: keyof Words): Outcome {
  const { packs, damaged } = effectiveSchemas(schemaFolder, dataFolder);
  return {
    code: damaged.length === 0 ? 0 : 1,
    json: {
      packs: packs.map(({ manifest, hash, isInstalled }) => ({
        id: manifest.id,
        version: manifest.version,
        isProvisional: manifest.isProvisional,
        documentType: manifest.documentType,
        documentVersions: manifest.documentVersions,
        hash,
        isInstalled,
      })),
      damaged,
    },
    lines: [
      ...packs.map(({ manifest, hash, isInstalled }) => {
        const origin = isInstalled ? { es: 'instalado', en: 'installed' } : { es: 'del producto', en: "the product's own" };
        return `${manifest.id} ${manifest.version} · ${manifest.title[language]} · sha256:${hash} · ${origin[language]}`;
      }),
      ...damaged.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${sentenceOf(problem)[language]}`)),
    ],
  };
}

async function installed(dataFolder: string, from: string, language: keyof Words): Promise<Outcome> {
  if (!existsSync(from)) {
    const failure = { code: 'fileUnreadable', path: from } as const;
    return { code: exitCodeOf(failure), json: { failure }, lines: [failureSentence(failure, language)] };
  }
  const sound = await judging(checkPack(from), from);
  const done = sound.ok ? installPack(dataFolder, from) : sound;
  if (!done.ok) {
    return { code: 1, json: { problems: done.problems }, lines: done.problems.map((problem) => sentenceOf(problem)[language]) };
  }
  const { manifest, hash } = done.pack;
  const words = {
    es: `Instalado ${manifest.id} ${manifest.version}, sha256:${hash}. La estación lo usará desde su próximo inicio.`,
    en: `Installed ${manifest.id} ${manifest.version}, sha256:${hash}. The station will use it from its next start.`,
  };
  return { code: 0, json: { id: manifest.id, version: manifest.version, hash }, lines: [words[language]] };
}

/** A schema that cannot be compiled, or has another name than the one asked for, would judge nothing from the next start on. */
async function judging(checked: PackCheck, from: string): Promise<PackCheck> {
  if (!checked.ok) return checked;
  const { id, entry } = checked.pack.manifest;
  const asked = documentTypes.flatMap(({ versions }) => versions.map(({ schema }) => schema));
  if (asked.some((schema) => schema.startsWith(`packs/${id}/`) && schema !== `packs/${id}/${entry}`)) {
    return { ok: false, problems: [{ kind: 'notAManifest', field: 'entry' }] };
  }
  const { whyNotCompiled } = await import('#main/xml/libxml2/schemas.ts');
  const why = whyNotCompiled(from, entry);
  return why === null ? checked : { ok: false, problems: [{ kind: 'schemaBroken', path: entry, why }] };
}

function rolledBack(schemaFolder: string, dataFolder: string, id: string, language: keyof Words): Outcome {
  if (!rollBackPack(dataFolder, id)) {
    const words = { es: `No hay ningún paquete «${id}» instalado.`, en: `No pack "${id}" is installed.` };
    return { code: 1, json: { id, rolledBack: false }, lines: [words[language]] };
  }
  return listed(schemaFolder, dataFolder, language);
}

function sentenceOf(problem: PackProblem): Words {
  switch (problem.kind) {
    case 'notAManifest':
      return {
        es: `El manifiesto no tiene un «${problem.field}» válido. Pida el paquete completo a quien lo publica.`,
        en: `The manifest has no valid "${problem.field}". Ask its publisher for the whole pack.`,
      };
    case 'unsafePath':
      return {
        es: `El paquete nombra un archivo fuera de su carpeta: ${problem.path}.`,
        en: `The pack names a file outside its folder: ${problem.path}.`,
      };
    case 'fileMissing':
      return { es: `Falta el archivo ${problem.path}.`, en: `The file ${problem.path} is missing.` };
    case 'fileChanged':
      return { es: `El archivo ${problem.path} no es el del manifiesto.`, en: `The file ${problem.path} is not the one in the manifest.` };
    case 'fileMalformed':
      return {
        es: `El archivo ${problem.path} no contiene etiquetas o códigos en español e inglés.`,
        en: `The file ${problem.path} holds no labels or codes in Spanish and English.`,
      };
    case 'schemaBroken':
      return {
        es: `El esquema ${problem.path} no se puede usar. Pida el paquete completo a quien lo publica. ${problem.why}`,
        en: `The schema ${problem.path} cannot be used. Ask its publisher for the whole pack. ${problem.why}`,
      };
    case 'fileUnlisted':
      return { es: `El archivo ${problem.path} no está en el manifiesto.`, en: `The file ${problem.path} is not in the manifest.` };
  }
}
