import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import { sourceWords } from '#renderer/state/source-words.ts';
import type { Answer } from '#renderer/state/station.ts';
import css from './timeline.module.css';

type Entry = Answer<'certificate'>['timeline'][number];

/** What happened, newest first, each with its time and who says so. */
export function Timeline({ entries }: { entries: readonly Entry[] }): ReactNode {
  const spoken = useSpoken();
  const { t, say, formats } = spoken;
  const sorted = entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => Date.parse(b.entry.at) - Date.parse(a.entry.at) || b.index - a.index);
  return (
    <ol className={css['timeline']}>
      {sorted.map(({ entry, index }) => (
        <li key={index}>
          <time dateTime={entry.at}>{formats.moment(entry.at)}</time>
          <div>
            <p>{say(entry.sentence)}</p>
            <small>{sourceWords(entry.source, spoken)}</small>
            {entry.detail !== null && (
              <details className={css['detail']}>
                <summary>{t.certificate.asWritten}</summary>
                <code>{entry.detail}</code>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
