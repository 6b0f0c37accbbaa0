import type { Failure, Result } from '#core/failure.ts';
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

/** A line to a token elsewhere that broke: most modules find it again only in a process that starts anew. */
export function lostFrom(source: KeySource, listed: Reply<TokenListing>): Failure | null {
  if (isHsm(source) && (!listed.ok || listed.value.tokens.length === 0)) return { code: 'hsmNotReachable', module: pathOf(source) };
  return !listed.ok && listed.failure.code === 'tokenRefused' ? (listed.failure as Failure) : null;
}
