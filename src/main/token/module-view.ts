import type { Failure, KeptIn, Result } from '#core/failure.ts';
import { done, failed } from '#core/failure.ts';
import type { Reply } from '#contract/rpc.ts';
import type { KeySource, TokenListing, TokenOnModule } from '#contract/token-api.ts';

/** What the station knows of one source of keys. */
export type ModuleView = {
  readonly source: KeySource;
  readonly name: string;
  readonly state: 'starting' | 'ready' | 'failed';
  readonly failure: Failure | null;
  readonly tokens: readonly TokenOnModule[];
  readonly readersWithoutToken: readonly string[];
};

export const nothingSeen = { tokens: [], readersWithoutToken: [] } as const;

export const pathOf = (source: KeySource): string =>
  source.kind === 'pkcs11' ? source.module : source.kind === 'pkcs12' ? source.file : source.certificate;

export function asResult<T>(reply: Reply<T>): Result<T> {
  return reply.ok ? done(reply.value) : failed(reply.failure as Failure);
}

export function isHsm(source: KeySource): boolean {
  return source.kind === 'pkcs11' && source.partitions !== undefined;
}

/** Undefined for a module that showed nothing yet. */
export function keptIn(source: KeySource, tokens: readonly TokenOnModule[]): KeptIn | 'device' | undefined {
  if (source.kind !== 'pkcs11') return 'file';
  if (isHsm(source)) return 'hsm';
  if (tokens.length === 0) return undefined;
  return tokens.every(({ isSoft }) => isSoft) ? 'software' : 'device';
}

/** What these are called, and what is advised against them, depends on what holds the keys and whether it can be taken out. */
export function withAdvice(failure: Failure, kept: KeptIn | 'device' | undefined): Failure {
  if (failure.code === 'tokenRemoved' || failure.code === 'tokenChanged')
    return kept === 'file' || kept === 'hsm' ? { ...failure, keptIn: kept } : failure;
  const isAdvised = failure.code === 'moduleCrashed' || failure.code === 'tokenNotAnswering' || failure.code === 'tokenRefused';
  if (!isAdvised || kept === 'device') return failure;
  // a program that refused before it showed any token gives nobody anything to take out; one that hangs or crashes may do so on a card
  if (kept === undefined) return failure.code === 'tokenRefused' ? { ...failure, keptIn: 'software' } : failure;
  return { ...failure, keptIn: kept };
}

/** A line to a token elsewhere that broke: most modules find it again only in a process that starts anew. */
export function lostFrom(source: KeySource, listed: Reply<TokenListing>): Failure | null {
  if (isHsm(source) && (!listed.ok || listed.value.tokens.length === 0)) return { code: 'hsmNotReachable', module: pathOf(source) };
  return !listed.ok && listed.failure.code === 'tokenRefused' ? (listed.failure as Failure) : null;
}
