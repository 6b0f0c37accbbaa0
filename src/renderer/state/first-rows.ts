import { firstQuestions } from '#contract/first-questions.ts';
import { createRowStore, type RowStore } from '#renderer/state/row-store.ts';
import { onStation, station, type Answer } from '#renderer/state/station.ts';

type Row = Answer<'work'>['rows'][number];
let prepared: RowStore<Row> | null = null;
let isStale = false;
let stopListening: () => void = () => undefined;

/** Asks for the inbox's first rows before anything is drawn, so that they are drawn with all the rest, once. */
export function prepareFirstRows(): Promise<void> {
  const { box } = firstQuestions.work;
  const rows = createRowStore<Row>((offset, limit) => station.work({ box, offset, limit }));
  prepared = rows;
  stopListening = onStation('changed', () => (isStale = true));
  const answered = new Promise<void>((resolve) => rows.subscribe(resolve));
  rows.want(0, 0);
  return answered;
}

/** The inbox takes them over when it is first shown, and asks again for what changed since: a person may have been elsewhere first. */
export function takeFirstRows(): RowStore<Row> | null {
  const rows = prepared;
  prepared = null;
  stopListening();
  if (isStale) rows?.again();
  return rows;
}
