import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { Mark, verdictTones } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import { useNow } from '#renderer/state/use-now.ts';
import css from './verdict-table.module.css';

type Row = Answer<'authority'>['rows'][number];

/** Before the PIN: may this certificate sign each of these, and if not, why. */
export function VerdictTable({ rows, leaveOut }: { rows: readonly Row[]; leaveOut(id: string): void }): ReactNode {
  const { t, say, formats } = useSpoken();
  const now = useNow();
  const words = { valid: t.sign.canSign, invalid: t.sign.cannotSign, undecided: t.sign.undecided } as const;
  return (
    <table className={css['verdicts']}>
      <thead>
        <tr>
          <th scope="col">{t.columns.number}</th>
          <th scope="col">{t.columns.verdict}</th>
          <th scope="col">{t.report.reasons}</th>
          <th scope="col" aria-label={t.sign.remove('')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-verdict={row.judgement.verdict}>
            <th scope="row">{row.number}</th>
            <td>
              <Mark tone={maySignNow(row, now) ? (row.offlineUntil === null ? 'good' : 'care') : verdictTones[row.judgement.verdict]}>
                {row.offlineUntil !== null && maySignNow(row, now) ? t.sign.offline : words[row.judgement.verdict]}
              </Mark>
            </td>
            <td>
              {row.sentences.map((sentence) => (
                <p key={sentence.es}>{say(sentence)}</p>
              ))}
              {row.offlineUntil !== null && maySignNow(row, now) && (
                <p>{t.sign.offlineLeft(formats.left(row.offlineUntil, now), formats.moment(row.offlineUntil))}</p>
              )}
            </td>
            <td className={css['remove']}>
              <Button
                appearance="subtle"
                size="small"
                icon={<DismissRegular />}
                aria-label={t.sign.remove(row.number)}
                onClick={() => leaveOut(row.id)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Valid, or left open by old evidence that the policy still lets one work with. */
export function maySignNow(row: Row, now: number): boolean {
  if (row.judgement.verdict === 'valid') return true;
  return row.judgement.verdict === 'undecided' && row.offlineUntil !== null && Date.parse(row.offlineUntil) > now;
}
