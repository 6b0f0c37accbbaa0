import { allRules } from '#core/documents/all-rules.ts';
import { dressed } from '#core/documents/pack-words.ts';
import { documentTypes, recogniseReadable } from '#core/documents/types.ts';
import { unknownDocument } from '#core/documents/unknown-document.ts';
import type { Failure, Result } from '#core/failure.ts';
import type { Finding, Language, Words } from '#core/finding.ts';
import { failureSentence } from '#core/text/failures.ts';
import type { XmlElement } from '#core/xml-tree.ts';
import type { SchemaInfo } from '#main/files/schema-info.ts';
import type { XmlDocuments } from '#main/ports/xml.ts';
import { UsageError } from '#main/cli/arguments.ts';
import { exitCodeOf, type Command, type ExitCode, type Outcome } from '#main/cli/command.ts';
import { readBytes } from '#main/cli/read-file.ts';

type Judges = (schemaFolder: string) => Promise<{ readonly documents: XmlDocuments; readonly schemas: SchemaInfo }>;

/** `rubrica inspect FILE`: what the document says, and every element nobody understood. */
export function inspectCommand(judges: Judges): Command {
  return {
    usage: 'inspect FILE',
    options: {},
    run: async ({ args, language, schemaFolder }) => {
      const [file] = args.words;
      if (file === undefined || args.words.length !== 1) throw new UsageError(args.words.slice(1).join(' ') || 'FILE');
      const { documents, schemas } = await judges(schemaFolder);
      const read = readDocument(documents, file);
      if (!read.ok) return refusal(file, read.failure, language);
      const root = read.value;
      const known = recogniseReadable(root);
      if (known === null) return refusal(file, unknownDocument(documentTypes, root), language);
      const summary = known.type.summarise(root);
      const words = schemas.words(known.version.schema);
      const view = words === null ? known.type.view(root) : dressed(known.type.view(root), words);
      return {
        code: 0,
        json: {
          file,
          type: known.type.id,
          version: known.version.id,
          ...summary,
          view,
          notUnderstood: view.notUnderstood,
          schema: schemas.describe(known.version.schema),
        },
        lines: [
          `${known.type.name[language]} ${known.version.id} · ${summary.number}`,
          ...view.sections.flatMap((section) => [
            '',
            section.title[language],
            ...section.fields.map(
              (field) => `  ${field.label[language]}: ${field.value}${field.meaning ? ` (${field.meaning[language]})` : ''}`,
            ),
            ...(section.table?.rows.flatMap((row) => [
              `  ${row.cells
                .map((cell) => cell.value)
                .filter(Boolean)
                .join(' · ')}`,
              ...row.more.map(
                (field) => `    ${field.label[language]}: ${field.value}${field.meaning ? ` (${field.meaning[language]})` : ''}`,
              ),
            ]) ?? []),
          ]),
          ...(view.notUnderstood.length === 0
            ? []
            : [
                '',
                say({ es: 'No entendido', en: 'Not understood' }, language),
                ...view.notUnderstood.map((one) => `  ${one.line}: ${one.path} ${one.value}`),
              ]),
        ],
      };
    },
  };
}

/** `rubrica validate FILE...`: schema and rules, with level, code, path, line and sentence. */
export function validateCommand(judges: Judges): Command {
  return {
    usage: 'validate FILE...',
    options: {},
    run: async ({ args, language, schemaFolder }) => {
      if (args.words.length === 0) throw new UsageError('FILE');
      const { documents, schemas } = await judges(schemaFolder);
      const judged = args.words.map((file) => validateFile(documents, schemas, file));
      const codes = judged.map((one) => one.code);
      return {
        code: Math.max(...codes) === 4 ? 4 : codes.includes(1) ? 1 : codes.includes(3) ? 3 : 0,
        json: { results: judged.map(({ code: _code, failure, ...one }) => ({ ...one, ...(failure ? { failure } : {}) })) },
        lines: judged.flatMap(({ file, findings, failure, version, schema }) => [
          `${file}${version === null ? '' : ` · ${version}`}${schema === null ? '' : ` · ${schema.name} sha256:${schema.hash.slice(0, 12)}…`}`,
          ...(failure ? [`  ${failureSentence(failure, language)}`] : []),
          ...findings.map(
            (finding) =>
              `  ${finding.line ?? '-'}: ${levelWords[finding.level][language]} ${finding.code} ${finding.path}\n     ${finding.sentence[language]}`,
          ),
          ...(findings.length === 0 && !failure ? [`  ${say({ es: 'Sin observaciones.', en: 'Nothing to remark.' }, language)}`] : []),
        ]),
      };
    },
  };
}

type Validated = {
  file: string;
  type: string | null;
  version: string | null;
  /** what judged it */
  schema: { readonly name: string; readonly hash: string } | null;
  valid: boolean;
  findings: readonly Finding[];
  failure: Failure | null;
  code: ExitCode;
};

function validateFile(documents: XmlDocuments, schemas: SchemaInfo, file: string): Validated {
  const nothing = { file, type: null, version: null, schema: null, valid: false, findings: [] };
  const bytes = readBytes(file);
  if (!bytes.ok) return { ...nothing, failure: bytes.failure, code: exitCodeOf(bytes.failure) };
  const read = documents.read(bytes.value);
  if (!read.ok) return { ...nothing, failure: read.failure, code: exitCodeOf(read.failure) };
  const known = recogniseReadable(read.value);
  if (known === null) return { ...nothing, failure: unknownDocument(documentTypes, read.value), code: 3 };
  const findings = [...documents.validate(bytes.value, known.version.schema), ...allRules(known.type, read.value)].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0),
  );
  const isValid = findings.every((finding) => finding.level !== 'error');
  const { name, hash } = schemas.describe(known.version.schema);
  const judged = { file, type: known.type.id, version: known.version.id, schema: { name, hash } };
  return { ...judged, valid: isValid, findings, failure: null, code: isValid ? 0 : 1 };
}

const levelWords: Readonly<Record<Finding['level'], Words>> = {
  error: { es: 'error', en: 'error' },
  warning: { es: 'aviso', en: 'warning' },
  info: { es: 'nota', en: 'note' },
};

function readDocument(documents: XmlDocuments, file: string): Result<XmlElement> {
  const bytes = readBytes(file);
  return bytes.ok ? documents.read(bytes.value) : bytes;
}

const cannotDecide: ReadonlySet<string> = new Set<Failure['code']>(['documentTypeUnknown', 'documentVersionUnknown']);

function refusal(file: string, failure: Failure, language: Language): Outcome {
  return {
    code: cannotDecide.has(failure.code) ? 3 : exitCodeOf(failure),
    json: { file, failure },
    lines: [`${file}: ${failureSentence(failure, language)}`],
  };
}

export function say(words: Words, language: Language): string {
  return words[language];
}

/** For the help: the types this station knows. */
export function knownTypes(language: Language): string {
  return documentTypes.map((type) => type.name[language]).join(', ');
}
