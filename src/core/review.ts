import type { DocumentView, ViewField, ViewRow, ViewTable } from '#core/documents/document-type.ts';
import type { Finding, Words } from '#core/finding.ts';

/** What differs between two versions of a document, as a person would point at it. */
export type Change = { readonly label: Words; readonly path: string; readonly before: string | null; readonly after: string | null };

/** What must hold before an official may approve. */
export type ReviewFacts = {
  readonly findings: readonly Finding[];
  /** the digest could be taken, so the document can be signed as its type demands */
  readonly isSignable: boolean;
  /** the type has a part that the official's entity adds, and this station was not told which entity that is */
  readonly isEntityMissing: boolean;
  /** of this machine to the gateway's clock; null where nobody doubts it */
  readonly clockDifferenceMs: number | null;
};

/** Sentences that forbid approval; empty when it may be signed. */
export function blockers(facts: ReviewFacts): readonly Words[] {
  const errors = facts.findings.filter((finding) => finding.level === 'error').length;
  const sentences: Words[] = [];
  if (errors > 0) {
    sentences.push({
      es:
        errors === 1
          ? 'El documento tiene un error que debe corregir quien lo emitió.'
          : `El documento tiene ${errors} errores que debe corregir quien lo emitió.`,
      en:
        errors === 1
          ? 'The document has one error that its author must correct.'
          : `The document has ${errors} errors that its author must correct.`,
    });
  }
  if (facts.isEntityMissing) {
    sentences.push({
      es: 'Esta estación no sabe por qué entidad se firma aquí, y este documento lo lleva escrito. Pida al administrador que la indique en la configuración.',
      en: 'This station was not told for which entity people sign here, and this document has to say it. Ask the administrator to set it in the configuration.',
    });
  } else if (!facts.isSignable) {
    sentences.push({
      es: 'No se puede calcular la huella que cubriría la firma. Rechace el documento y pida otro.',
      en: 'The digest a signature would cover cannot be computed. Decline the document and ask for another.',
    });
  }
  if (facts.clockDifferenceMs !== null) sentences.push(clockSentence(facts.clockDifferenceMs));
  return sentences;
}

function clockSentence(differenceMs: number): Words {
  const minutes = Math.max(1, Math.round(Math.abs(differenceMs) / 60_000));
  const es = differenceMs > 0 ? 'adelantado' : 'atrasado';
  const en = differenceMs > 0 ? 'ahead' : 'behind';
  return {
    es: `El reloj de este equipo está ${es} ${minutes} min. Corrija la hora antes de firmar.`,
    en: `This computer's clock is ${minutes} min ${en}. Set the time before signing.`,
  };
}

/** The clock may not be further from the gateway's than this, nor before the last line of the journal. */
export const clockToleranceMs = 5 * 60_000;

/** Ours minus theirs where that is too much to sign with, or null when the clock is plausible. */
export function implausibleClock(now: Date, gatewayDifferenceMs: number | null, lastJournalAt: string | null): number | null {
  if (gatewayDifferenceMs !== null && Math.abs(gatewayDifferenceMs) > clockToleranceMs) return gatewayDifferenceMs;
  if (lastJournalAt !== null) {
    const back = now.getTime() - Date.parse(lastJournalAt);
    if (back < -clockToleranceMs) return back;
  }
  return null;
}

/** Longer than this without a word of the gateway, and whoever signs should look at the clock. */
const confirmationLastsMs = 24 * 60 * 60_000;

export function confirmationStale(now: Date, confirmedAt: string | null): boolean {
  return confirmedAt === null || now.getTime() - Date.parse(confirmedAt) > confirmationLastsMs;
}

/** Field by field: what the newer view says otherwise than the older one, in the order of the paper. */
export function changesBetween(before: DocumentView, after: DocumentView): readonly Change[] {
  const changes: Change[] = [];
  const sections = [...after.sections.map((section) => section.id), ...before.sections.map((section) => section.id)];
  for (const id of new Set(sections)) {
    const older = before.sections.find((section) => section.id === id);
    const newer = after.sections.find((section) => section.id === id);
    changes.push(...fieldChanges(older?.fields ?? [], newer?.fields ?? []));
    changes.push(...tableChanges(older?.table, newer?.table, newer?.title ?? older?.title ?? { es: id, en: id }));
  }
  const unexplained = (view: DocumentView) =>
    view.notUnderstood.map((item): ViewField => ({
      id: item.path,
      label: { es: item.name, en: item.name },
      value: item.value,
      path: item.path,
      line: item.line,
    }));
  changes.push(...fieldChanges(unexplained(before), unexplained(after)));
  return changes;
}

/** Fields that repeat are compared in their order: the second note with the second note. */
function fieldChanges(before: readonly ViewField[], after: readonly ViewField[]): Change[] {
  const older = occurrences(before);
  const newer = occurrences(after);
  const changes: Change[] = [];
  for (const key of new Set([...newer.keys(), ...older.keys()])) {
    const was = older.get(key);
    const is = newer.get(key);
    if (was?.value === is?.value) continue;
    const shown = is ?? was;
    if (shown) changes.push({ label: shown.label, path: shown.path, before: was?.value ?? null, after: is?.value ?? null });
  }
  return changes;
}

function occurrences(fields: readonly ViewField[]): Map<string, ViewField> {
  const counts = new Map<string, number>();
  const found = new Map<string, ViewField>();
  for (const field of fields) {
    const nth = counts.get(field.id) ?? 0;
    counts.set(field.id, nth + 1);
    found.set(`${field.id}#${nth}`, field);
  }
  return found;
}

function tableChanges(before: ViewTable | undefined, after: ViewTable | undefined, title: Words): Change[] {
  const changes: Change[] = [];
  const columns = after?.columns ?? before?.columns ?? [];
  for (const [was, is] of pairRows(before?.rows ?? [], after?.rows ?? [])) {
    const shown = is ?? was;
    if (!shown) continue;
    const number = shown.cells[0]?.value ?? '';
    if (!was || !is) {
      const text = [...shown.cells, ...shown.more]
        .map(({ value }) => value)
        .filter(Boolean)
        .join(' · ');
      changes.push({ label: inRow(title, number), path: shown.path, before: was ? text : null, after: is ? text : null });
      continue;
    }
    for (const [i, cell] of is.cells.entries()) {
      const older = was.cells[i]?.value ?? '';
      if (older === cell.value) continue;
      changes.push({ label: inRow(columns[i]?.label ?? title, number), path: cell.path, before: older, after: cell.value });
    }
    changes.push(...fieldChanges(was.more, is.more).map((change) => ({ ...change, label: inRow(change.label, number) })));
  }
  return changes;
}

function inRow(label: Words, number: string): Words {
  return number === '' ? label : { es: `${label.es} (línea ${number})`, en: `${label.en} (line ${number})` };
}

/**
 * Rows that are the same on both sides hold the order; what lies between two such rows is paired one to one, and
 * what is left over was added or taken out. Equal starts and ends are taken first, so a long list costs little.
 */
function pairRows(before: readonly ViewRow[], after: readonly ViewRow[]): (readonly [ViewRow | null, ViewRow | null])[] {
  const key = (row: ViewRow) => JSON.stringify([row.cells.map((cell) => cell.value), row.more.map((field) => [field.id, field.value])]);
  const older = before.map(key);
  const newer = after.map(key);
  const pairs: (readonly [ViewRow | null, ViewRow | null])[] = [];
  let from = 0;
  let at = 0;
  while (from < older.length || at < newer.length) {
    if (from < older.length && older[from] === newer[at]) {
      pairs.push([before[from] ?? null, after[at] ?? null]);
      from += 1;
      at += 1;
      continue;
    }
    const [untilOld, untilNew] = nextAnchor(older, newer, from, at);
    while (from < untilOld || at < untilNew) {
      pairs.push([from < untilOld ? (before[from] ?? null) : null, at < untilNew ? (after[at] ?? null) : null]);
      if (from < untilOld) from += 1;
      if (at < untilNew) at += 1;
    }
  }
  return pairs;
}

/** The nearest place where both lists agree again. */
function nextAnchor(older: readonly string[], newer: readonly string[], from: number, at: number): readonly [number, number] {
  const firstAfter = new Map<string, number>();
  for (let i = newer.length - 1; i >= at; i -= 1) firstAfter.set(newer[i] ?? '', i);
  let best: readonly [number, number] = [older.length, newer.length];
  for (let i = from; i < older.length; i += 1) {
    const j = firstAfter.get(older[i] ?? '');
    if (j !== undefined && i - from + (j - at) < best[0] - from + (best[1] - at)) best = [i, j];
    if (i - from > best[0] - from + (best[1] - at)) break;
  }
  return best;
}
