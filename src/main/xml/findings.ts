import type { Finding, Words } from '#core/finding.ts';
import type { SchemaError } from './libxml2/schema-errors.ts';
import { sentences } from './schema-sentences.ts';
import type { StrictDocument, StrictElement } from './strict/document.ts';

/** The schema processor's complaints as findings: its place as our path, its English as a sentence for people. */
export function findingsOf(errors: readonly SchemaError[], document: StrictDocument): readonly Finding[] {
  const findings: Finding[] = [];
  let isGeneralOf: string | null = null;
  for (const error of errors) {
    const element = error.path === null ? null : follow(document.root, error.path);
    const { code, sentence, attribute } = sayOf(error.message, element);
    const path = (element ? pathOf(element) : '') + (attribute === undefined ? '' : `/@${attribute}`);
    // after a facet has said what is wrong with a value, "not a valid value of the type" adds nothing
    if (code === 'value-not-valid' && isGeneralOf === path) continue;
    isGeneralOf = code.startsWith('value-') ? path : null;
    findings.push({ level: 'error', code, path, line: element?.line ?? error.line, sentence });
  }
  return findings;
}

function sayOf(message: string, element: StrictElement | null): { code: string; sentence: Words; attribute?: string } {
  const told = /^Element '(?:\{[^}]*\})?([^']*)'(?:, attribute '(?:\{[^}]*\})?([^']*)')?: ([^]*)$/.exec(message);
  const name = element?.name ?? told?.[1] ?? '';
  const attribute = told?.[2];
  const rest = told?.[3] ?? message;
  for (const known of sentences) {
    const match = known.pattern.exec(rest);
    if (!match) continue;
    const place = attribute === undefined ? name : `${name}/@${attribute}`;
    const parts = match.slice(1).map((part) => part ?? '');
    if (known.code.startsWith('value-')) parts[0] = shortened(parts[0] ?? '');
    return { code: known.code, sentence: known.say(place, parts), attribute };
  }
  const sentence = { es: `«${name}» no cumple el esquema del documento.`, en: `“${name}” does not follow the document's schema.` };
  return { code: 'schema', sentence, attribute };
}

/** A sentence is for reading: the whole of a long value stands in the document. */
function shortened(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}…` : value;
}

/** libxml2's node path (`/rsm:A/*[2]/ram:B[3]`): names as written, `*` where the namespace is the default one. */
function follow(root: StrictElement, path: string): StrictElement | null {
  let here: StrictElement | null = null;
  for (const step of path.split('/').slice(1)) {
    if (step.startsWith('@') || step.startsWith('text()')) break;
    const match = /^([^[]+)(?:\[(\d+)\])?$/.exec(step);
    if (!match) return here;
    const siblings: readonly StrictElement[] = here ? elements(here) : [root];
    const alike = match[1] === '*' ? siblings : siblings.filter(({ name }) => name === match[1]);
    const next: StrictElement | undefined = alike[Number(match[2] ?? 1) - 1];
    if (!next) return here;
    here = next;
  }
  return here;
}

function elements(parent: StrictElement): readonly StrictElement[] {
  return parent.children.filter((child) => typeof child !== 'string' && child.kind === 'element');
}

export function pathOf(element: StrictElement): string {
  let path = '';
  for (let here: StrictElement | null = element; here; here = here.parent) {
    const { name } = here;
    const alike = here.parent ? elements(here.parent).filter((sibling) => sibling.name === name) : [here];
    path = `/${name}[${alike.indexOf(here) + 1}]${path}`;
  }
  return path;
}
