import type { ReactNode } from 'react';
import { policyValue } from '#core/text/policy-value.ts';
import { policyWords } from '#core/text/policy-words.ts';
import type { Words } from '#core/finding.ts';
import { Panel } from '#renderer/parts/screen.tsx';
import { Mark } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import css from './policy-table.module.css';
import table from './table.module.css';

type Row = Answer<'policy'>['rows'][number];

/** What the institution's policy holds, where each value came from, and what of it was refused. */
export function EffectivePolicy(): ReactNode {
  const { t, say } = useSpoken();
  const { value: policy } = useAnswer('policy', () => station.policy({}), []);
  if (policy === null) return null;
  const held = policy.rows.filter(({ source }) => source !== 'default');
  return (
    <Panel title={t.policy.title} aside={held.length > 0 ? String(held.length) : undefined}>
      {policy.problems.length > 0 && (
        <div className={css['problems']} role="note">
          <Mark tone="care">{t.policy.problems}</Mark>
          <ul>
            {policy.problems.map(({ key, place, sentence }) => (
              <li key={`${place} ${key} ${sentence.en}`}>
                {say(sentence)} <small>{place}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
      {policy.isReplaced && <p className={table['none']}>{t.policy.replaced}</p>}
      {!policy.isReplaced && held.length === 0 && <p className={table['none']}>{t.policy.none}</p>}
      {held.length > 0 && <Rows rows={held} />}
      {policy.rows.length > held.length && (
        <details className={css['all']}>
          <summary>{t.policy.all}</summary>
          <Rows rows={policy.rows} />
        </details>
      )}
    </Panel>
  );
}

function Rows({ rows }: { rows: readonly Row[] }): ReactNode {
  const { t, say } = useSpoken();
  const names: Readonly<Record<string, { readonly title: Words }>> = policyWords;
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t.policy.key}</th>
          <th scope="col">{t.policy.holds}</th>
          <th scope="col">{t.policy.from}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, value, source, place }) => (
          <tr key={key}>
            <th scope="row">
              {say(names[key]?.title ?? { es: key, en: key })} <small className={css['key']}>{key}</small>
            </th>
            <td className={css['value']}>{value === null ? t.policy.notSet : say(policyValue(value))}</td>
            <td title={place ?? undefined}>{t.policy.sources[source]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
