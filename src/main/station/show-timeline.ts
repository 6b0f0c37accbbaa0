import type { z } from 'zod/mini';
import type { timelineEntry } from '#contract/station-shapes.ts';
import { done, type Result } from '#core/failure.ts';
import { timelineSentence, type TimelineFacts } from '#core/text/timeline.ts';
import type { Json } from '#main/ports/store.ts';
import type { JournalEntry } from '#main/ports/store-journal.ts';
import type { Station } from '#main/station/station-parts.ts';

export type TimelineEntry = z.output<typeof timelineEntry>;

/** What the journal tells of one certificate, oldest first, in words. */
export function timelineOf(station: Station, subject: string): Result<TimelineEntry[]> {
  const entries = station.store.journal.of(subject);
  return entries.ok ? done(entries.value.map(tell)) : entries;
}

/** Why, as it stands in the newest of these entries about a certificate. */
export function reasonToldIn(station: Station, subject: string, kinds: readonly string[]): string | null {
  const entries = station.store.journal.of(subject);
  if (!entries.ok) return null;
  const last = entries.value.findLast(({ kind }) => kinds.includes(kind));
  const reason = last && factsOf(last.by, flat(last.detail))['reason'];
  return typeof reason === 'string' && reason !== '' ? reason : null;
}

function tell(entry: JournalEntry): TimelineEntry {
  const told = flat(entry.detail);
  const facts = factsOf(entry.by, told);
  return { at: entry.at, kind: entry.kind, sentence: timelineSentence(entry.kind, facts), source: entry.by, detail: detailOf(told) };
}

/** The store wraps what a use case wrote down into `from`, `to` and `detail`; the reader sees one level. */
function flat(detail: Json): Json {
  if (!isRecord(detail)) return detail;
  const { detail: inner = null, ...outer } = detail;
  return isRecord(inner) ? { ...outer, ...inner } : inner === null ? outer : { ...outer, text: inner };
}

function factsOf(by: string, detail: Json): TimelineFacts {
  const facts: Record<string, string | number | boolean | null> = { by: isPerson(by) ? by : null };
  if (!isRecord(detail)) return facts;
  for (const [name, value] of Object.entries(detail)) {
    if (value === null || typeof value !== 'object') facts[name] = value;
  }
  const { failure = null } = detail;
  if (isRecord(failure)) facts['failure'] = textOf(failure['code']);
  const reasons = detail['reasons'];
  if (Array.isArray(reasons)) facts['reasons'] = reasons.join(' ');
  const faults = faultsText(detail['faults']);
  facts['reason'] ??= faults === null ? (facts['text'] ?? null) : [facts['text'], faults].filter(Boolean).join('. ');
  return facts;
}

/** What an expert unfolds: the detail as it was written down, without the states the sentence tells already. */
function detailOf(detail: Json): string | null {
  if (!isRecord(detail)) return detail === null ? null : JSON.stringify(detail);
  const rest = Object.fromEntries(Object.entries(detail).filter(([name, value]) => name !== 'from' && name !== 'to' && value !== null));
  return Object.keys(rest).length === 0 ? null : JSON.stringify(rest);
}

function faultsText(faults: Json | undefined): string | null {
  if (!Array.isArray(faults) || faults.length === 0) return null;
  return (faults as readonly Json[])
    .map((fault) => (isRecord(fault) ? `${textOf(fault['code'])} ${textOf(fault['message'])}`.trim() : textOf(fault)))
    .join('; ');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Lines the station, the gateway or a source wrote by itself name nobody. */
function isPerson(by: string): boolean {
  return !['station', 'gateway', 'file', 'courier', 'draft'].includes(by);
}
