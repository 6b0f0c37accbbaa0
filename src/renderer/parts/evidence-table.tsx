import type { ReactNode } from 'react';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { holderOf } from '#renderer/state/holder-of.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './table.module.css';

type Evidence = Answer<'incomingCertificate'>['evidence'][number];

/** What the verdict stands on, each piece with its hash so that it can be found again. */
export function EvidenceTable({ evidence }: { evidence: readonly Evidence[] }): ReactNode {
  const { t, formats } = useSpoken();
  if (evidence.length === 0) return <p className={css['none']}>{t.none}</p>;
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t.report.piece}</th>
          <th scope="col">{t.report.validity}</th>
          <th scope="col">{t.report.note}</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {once(evidence).map((piece) => (
          <tr key={keyOf(piece)}>
            <th scope="row">{t.report.kinds[piece.kind] ?? piece.kind}</th>
            <td>
              {piece.from === null ? '' : formats.day(piece.from)} – {piece.until === null ? '' : formats.day(piece.until)}
            </td>
            <td title={piece.kind === 'certificate' ? piece.note : undefined}>
              {piece.kind === 'crl' || piece.kind === 'ocsp' ? (t.report.says[piece.note] ?? piece.note) : holderOf(piece.note)}
            </td>
            <td>
              <Copyable name="SHA-256" value={piece.sha256} short={shortDigest(piece.sha256)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One list serves several certificates of a path: where it says the same of them it stands once. */
function once(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((piece) => [keyOf(piece), piece])).values()];
}

function keyOf({ kind, sha256, note }: Evidence): string {
  return `${kind} ${sha256} ${note}`;
}
