import { availableParallelism } from 'node:os';

/** A soft token signs on this machine's processors: with more sessions, or threads, than those it would be no faster. */
export const softSessions = Math.min(4, availableParallelism());
