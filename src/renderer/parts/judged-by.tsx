import type { ReactNode } from 'react';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';

type Schema = Answer<'openReview'>['schema'];

/** Which schema judged a document: its name, its pack where it is of one, and the hash that tells it from any other. */
export function JudgedBy({ schema }: { readonly schema: Schema | null }): ReactNode {
  const { t, say } = useSpoken();
  if (schema === null) return t.review.schemaUnknown;
  return (
    <>
      {schema.pack ? `${say(schema.pack.title)} ${schema.pack.version}` : schema.name}{' '}
      <Copyable name={t.review.schemaHash} value={`sha256:${schema.hash}`} short={shortDigest(`sha256:${schema.hash}`)} />
    </>
  );
}
