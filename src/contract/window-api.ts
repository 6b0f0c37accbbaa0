import type { z } from 'zod/mini';
import type { KeyFileKind } from '#contract/key-sources-api.ts';
import type { pinRequest } from '#contract/host-api.ts';
import type { Reply } from '#contract/rpc.ts';
import type { language } from '#contract/shapes.ts';
import type { UpdateAsk, UpdateState } from '#contract/update-api.ts';

/** What the preload exposes to the main window: station calls by name, parsed where they arrive. */
export type WindowApi = {
  /** the reply itself, or as JSON */
  call(name: string, request: unknown): Promise<Reply<unknown> | string>;
  on(event: string, listener: (payload: unknown) => void): () => void;
  /** where this station stands with updates, after what was asked was done */
  updates(ask: UpdateAsk): Promise<Reply<UpdateState>>;
  /** the system's file dialog; an empty list when the person cancels */
  chooseFiles(kind?: FileKind): Promise<readonly ChosenFile[]>;
  /** certificates opened from the desktop since this was last asked; `filesOpened` says that there are some */
  takeOpened(): Promise<readonly OpenedFile[]>;
  /** asks for a module or a key file in the system's dialog and hands it to the station; null when the person cancels */
  addKeySource(kind: KeySourceKind): Promise<Reply<Record<string, never> | null>>;
  /** the page's print form as a PDF, each sheet numbered; null when the person cancels */
  savePdf(name: string): Promise<Reply<{ readonly path: string } | null>>;
  /** asks where and writes there; null when the person cancels */
  saveFile(name: string, bytes: Uint8Array): Promise<Reply<{ readonly path: string } | null>>;
};

/** which files the dialog offers first: documents unless something else is said */
export type FileKind = 'documents' | 'courier';

/** what a person can add: a token's program, or a key in a file where the policy allows it */
export type KeySourceKind = 'module' | KeyFileKind;

export type ChosenFile = { readonly name: string; readonly bytes: Uint8Array };

/** a certificate that a file brought: taken in just now, or here before */
export type OpenedFile = { readonly id: string; readonly number: string; readonly isNew: boolean };

export type PinWindowRequest = z.output<typeof pinRequest> & {
  readonly language: z.output<typeof language>;
  readonly theme: 'system' | 'light' | 'dark';
};

/**
 * What the preload of the PIN window exposes. It is a process of its own: whatever happens in the main window,
 * a PIN typed here cannot be read there.
 */
export type PinWindowApi = {
  request(): Promise<PinWindowRequest>;
  /** The bytes are copied to the shell; the window wipes its own. For a reader with PIN pad `pin` is empty. */
  give(pin: Uint8Array, isFinalTryConfirmed: boolean, newPin?: Uint8Array): Promise<void>;
  cancel(): Promise<void>;
};

/** The names under which the two preloads put them on `window`. */
export type WindowWithRubrica = { readonly rubrica: WindowApi };
export type WindowWithPin = { readonly rubricaPin: PinWindowApi };
