import type { Finding, Words } from '#core/finding.ts';
import type { SchemaError } from './libxml2/schema-errors.ts';
import { sentences } from './schema-sentences.ts';
import type { StrictDocument, StrictElement } from './strict/document.ts';

/** The schema processor's complaints as findings: its place as our path, its English as a sentence for people. */
export function findingsOf(errors: readonly SchemaError[], document: StrictDocument): readonly Finding[] {
  const findings: Finding[] = [];
  const named = childrenByName();
  let isGeneralOf: string | null = null;
  for (const error of errors) {
    const written = error.path();
    const element = written === null ? null : follow(document.root, written, named);
    const { code, sentence, attribute } = sayOf(error.message, element);
    const path = (element ? pathOf(element, named) : '') + (attribute === undefined ? '' : `/@${attribute}`);
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

type ChildrenByName = (parent: StrictElement, name: string) => readonly StrictElement[];

/** Looked for once: a wrong document has hundreds of complaints about the children of one element, and that has thousands. */
function childrenByName(): ChildrenByName {
  const known = new Map<StrictElement, Map<string, StrictElement[]>>();
  return (parent, name) => {
    let all = known.get(parent);
    if (!all) {
      all = new Map([['*', []]]);
      known.set(parent, all);
      for (const child of parent.children) {
        if (typeof child === 'string' || child.kind !== 'element') continue;
        all.get('*')?.push(child);
        const alike = all.get(child.name);
        if (alike) alike.push(child);
        else all.set(child.name, [child]);
      }
    }
    return all.get(name) ?? [];
  };
}

/** libxml2's node path (`/rsm:A/*[2]/ram:B[3]`): names as written, `*` where the namespace is the default one. */
function follow(root: StrictElement, path: string, named: ChildrenByName): StrictElement | null {
  let here: StrictElement | null = null;
  for (const step of path.split('/').slice(1)) {
    if (step.startsWith('@') || step.startsWith('text()')) break;
    const match = /^([^[]+)(?:\[(\d+)\])?$/.exec(step);
    if (!match) return here;
    const [, name = '', place = '1'] = match;
    const isRoot: boolean = (name === '*' || name === root.name) && place === '1';
    const next: StrictElement | undefined = here ? named(here, name)[Number(place) - 1] : isRoot ? root : undefined;
    if (!next) return here;
    here = next;
  }
  return here;
}

function pathOf(element: StrictElement, named: ChildrenByName): string {
  let path = '';
  for (let here: StrictElement | null = element; here; here = here.parent) {
    const place: number = here.parent ? named(here.parent, here.name).indexOf(here) : 0;
    path = `/${here.name}[${place + 1}]${path}`;
  }
  return path;
}
