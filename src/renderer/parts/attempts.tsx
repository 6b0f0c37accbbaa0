import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './table.module.css';

type Attempt = Answer<'certificate'>['attempts'][number];

/** Every attempt to hand it over, down to the second. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }): ReactNode {
  const { t, say, formats } = useSpoken();
  if (attempts.length === 0) return <p className={css['none']}>{t.certificate.noAttempts}</p>;
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t.certificate.started}</th>
          <th scope="col">{t.certificate.ended}</th>
          <th scope="col">{t.certificate.outcome}</th>
          <th scope="col">{t.certificate.detail}</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <tr key={attempt.startedAt}>
            <td>
              {formats.day(attempt.startedAt)} {formats.time(attempt.startedAt)}
            </td>
            <td>{attempt.endedAt === null ? '—' : formats.time(attempt.endedAt)}</td>
            <td>{t.certificate.outcomes[attempt.outcome] ?? attempt.outcome}</td>
            <td>{say(attempt.sentence)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
