import type { Result } from '#core/failure.ts';

/** The whole file or nothing, on the disk itself. */
export type WriteFile = (path: string, bytes: Uint8Array, mode?: number) => Promise<Result<null>>;
