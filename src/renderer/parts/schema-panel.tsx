import type { ReactNode } from 'react';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { Mark } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import table from './table.module.css';

/** What judges the documents of this station: each version's schema, and the packs IT may replace without a new release. */
export function SchemaPanel(): ReactNode {
  const { t, say } = useSpoken();
  const { value } = useAnswer('schemas', () => station.schemas({}), []);
  if (value === null) return null;
  return (
    <Panel title={t.settings.schemas}>
      <p className={table['none']}>{t.settings.schemasHint}</p>
      <table className={table['table']}>
        <tbody>
          {value.rows.map(({ type, typeName, version, name, hash, pack }) => (
            <tr key={`${type} ${version.en}`}>
              <th scope="row">
                {say(version)}
                <br />
                <small>{pack ? `${say(pack.title)} ${pack.version} · ${pack.date}` : `${say(typeName)} · ${name}`}</small>
              </th>
              <td>
                {pack?.isProvisional === true && (
                  <div>
                    <Mark tone="care">{t.settings.provisional}</Mark>
                  </div>
                )}
                {pack !== null && <div>{pack.isInstalled ? t.settings.packInstalled : t.settings.packShipped}</div>}
                <Copyable name={`${t.review.schema}: ${say(version)}`} value={`sha256:${hash}`} short={shortDigest(`sha256:${hash}`)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
