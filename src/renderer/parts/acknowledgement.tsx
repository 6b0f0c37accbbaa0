import type { ReactNode } from 'react';
import { Panel } from '#renderer/parts/screen.tsx';
import { Mark } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './table.module.css';

type Ack = NonNullable<Answer<'certificate'>['acknowledgement']>;

/** What the other country answered: RCB, or ERR with each fault. */
export function Acknowledgement({ acknowledgement }: { acknowledgement: Ack }): ReactNode {
  const { t, formats } = useSpoken();
  const isGood = acknowledgement.code === 'RCB';
  return (
    <Panel title={t.certificate.ack} aside={<time dateTime={acknowledgement.at}>{formats.moment(acknowledgement.at)}</time>}>
      <Mark tone={isGood ? 'good' : 'bad'}>{isGood ? t.certificate.rcb : t.certificate.err}</Mark>
      {acknowledgement.text !== null && <p>{acknowledgement.text}</p>}
      {acknowledgement.faults.length > 0 && (
        <table className={css['table']}>
          <caption className={css['none']}>{t.certificate.faults}</caption>
          <tbody>
            {acknowledgement.faults.map((fault) => (
              <tr key={fault.code + fault.message}>
                <th scope="row">
                  <code>{fault.code}</code>
                </th>
                <td>{fault.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
