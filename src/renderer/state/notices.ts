import { useEffect, useSyncExternalStore } from 'react';
import type { OpenedFile } from '#contract/window-api.ts';
import { addressOf, routeOf, useRoute } from '#renderer/state/route.ts';

/** What the window tells in passing: a failure with its one way out, or a thing done. */
export type Notice =
  | {
      readonly id: number;
      readonly kind: 'failure';
      readonly failure: { readonly code: string };
      /** the files it is about, of several that came together */
      readonly files: readonly string[];
      readonly about: { readonly id: string } | null;
      readonly again: (() => void) | null;
      /** the screen it was told on */
      readonly at: string;
    }
  /** a thing done; or what comes first, where nothing could be done */
  | { readonly id: number; readonly kind: 'done' | 'instead'; readonly sentence: string }
  /** certificates opened from the desktop; they wait where one was in the middle of something */
  | { readonly id: number; readonly kind: 'opened'; readonly files: readonly OpenedFile[]; readonly isWaiting: boolean };

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function put(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** The newest failure replaces an older one with the same sentence: a list of it helps nobody. */
export function tellFailure(
  failure: { readonly code: string },
  about: { readonly id: string } | null = null,
  again: (() => void) | null = null,
  files: readonly string[] = [],
): void {
  const others = notices.filter((one) => !(one.kind === 'failure' && sentenceOf(one.failure) === sentenceOf(failure)));
  // certificates that wait to be seen are no list of failures
  const kept = others.filter((one, at) => one.kind === 'opened' || at >= others.length - 2);
  put([...kept, { id: ++lastId, kind: 'failure', failure, files, about, again, at: addressOf(routeOf(location.hash)) }]);
}

/** A document is refused for one reason or for another. */
export function sentenceOf(failure: { readonly code: string; readonly reason?: unknown }): string {
  return failure.code === 'documentRefused' ? `${failure.code} ${String(failure.reason)}` : failure.code;
}

/** The store, the line, updates, and a fault of our own with its number: not over when one goes elsewhere. */
const ofTheStation = /^(station|store|gateway|update|unexpected)/;

/** Whoever goes to another screen is done with what failed on the last one. */
function endOfOtherScreens(at: string): void {
  const left = notices.filter((one) => one.kind !== 'failure' || one.at === at || ofTheStation.test(one.failure.code));
  if (left.length < notices.length) put(left);
}

const doneStaysMs = 6_000;

export function tellDone(sentence: string): void {
  tellBriefly('done', sentence);
}

export function tellInstead(sentence: string): void {
  tellBriefly('instead', sentence);
}

function tellBriefly(kind: 'done' | 'instead', sentence: string): void {
  const id = ++lastId;
  put([...notices.filter((one) => !isPassing(one)), { id, kind, sentence }]);
  setTimeout(() => dismiss(id), doneStaysMs);
}

/** It goes by itself; there is room for one, and the last takes the place of the one before. */
function isPassing(one: Notice): boolean {
  return one.kind === 'opened' ? !one.isWaiting : one.kind !== 'failure';
}

/** What waits is told until somebody looks at it, and all of it together. */
export function tellOpened(files: readonly OpenedFile[], isWaiting: boolean): void {
  const id = ++lastId;
  const waiting = notices.flatMap((one) => (isWaiting && one.kind === 'opened' && one.isWaiting ? one.files : []));
  const others = notices.filter((one) => (isWaiting ? one.kind !== 'opened' : !isPassing(one)));
  put([...others, { id, kind: 'opened', files: eachOnce([...waiting, ...files]), isWaiting }]);
  if (!isWaiting) setTimeout(() => dismiss(id), doneStaysMs);
}

/** As it was when it came first. */
export function eachOnce(files: readonly OpenedFile[]): readonly OpenedFile[] {
  return files.filter(({ id }, at) => files.findIndex((one) => one.id === id) === at);
}

export function dismiss(id: number): void {
  if (notices.some((one) => one.id === id)) put(notices.filter((one) => one.id !== id));
}

export function useNotices(): readonly Notice[] {
  const at = addressOf(useRoute());
  useEffect(() => endOfOtherScreens(at), [at]);
  return useSyncExternalStore(listen, () => notices);
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
