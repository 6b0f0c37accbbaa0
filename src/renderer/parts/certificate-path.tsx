import type { ReactNode } from 'react';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { holderOf, organisationOf } from '#renderer/state/holder-of.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './certificate-path.module.css';

type Evidence = Answer<'incomingCertificate'>['evidence'][number];

/** From the signer up to the authority that is trusted, in the order of the judgement. */
export function CertificatePath({ evidence }: { evidence: readonly Evidence[] }): ReactNode {
  const { t, formats } = useSpoken();
  const path = evidence.filter((piece) => piece.kind === 'certificate');
  if (path.length === 0) return <p>{t.none}</p>;
  return (
    <ol className={css['path']}>
      {path.map((piece, index) => (
        <li key={`${index} ${piece.sha256}`}>
          <strong title={piece.note}>{holderOf(piece.note)}</strong>
          {organisationOf(piece.note) !== null && <p>{organisationOf(piece.note)}</p>}
          <span>
            {piece.from === null ? '' : formats.day(piece.from)} – {piece.until === null ? '' : formats.day(piece.until)}
          </span>
          <Copyable name={t.certificate.fingerprint} value={piece.sha256} short={shortDigest(piece.sha256)} />
          <details>
            <summary>{t.report.wholeName}</summary>
            <p>{piece.note}</p>
          </details>
        </li>
      ))}
    </ol>
  );
}
