import type { z } from 'zod';
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

function tell(entry: JournalEntry): TimelineEntry {
  const facts = factsOf(entry);
  return {
    at: entry.at,
    kind: entry.kind,
    sentence: timelineSentence(entry.kind, facts),
    source: entry.by,
    detail: detailOf(entry.detail),
  };
}

function factsOf(entry: JournalEntry): TimelineFacts {
  const facts: Record<string, string | number | boolean | null> = { by: isPerson(entry.by) ? entry.by : null };
  if (isRecord(entry.detail)) {
    for (const [name, value] of Object.entries(entry.detail)) {
      if (value === null || typeof value !== 'object') facts[name] = value;
    }
    const reason = facts['reason'] ?? facts['text'] ?? faultsText(entry.detail['faults']);
    if (reason !== null && reason !== undefined) facts['reason'] = reason;
  }
  return facts;
}

/** What an expert unfolds: the detail as it was written down. */
function detailOf(detail: Json): string | null {
  if (detail === null) return null;
  return typeof detail === 'string' ? detail : JSON.stringify(detail);
}

function faultsText(faults: Json | undefined): string | null {
  if (!Array.isArray(faults) || faults.length === 0) return null;
  return (faults as readonly Json[])
    .map((fault) => (isRecord(fault) ? `${String(fault['code'] ?? '')} ${String(fault['message'] ?? '')}`.trim() : String(fault)))
    .join('; ');
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Lines the station, the gateway or a source wrote by itself name nobody. */
function isPerson(by: string): boolean {
  return !['station', 'gateway', 'file', 'courier', 'draft'].includes(by);
}
