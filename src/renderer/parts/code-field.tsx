import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { meaningOf, searchCodes, type CodeList } from '#core/documents/code-lists/code-list.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './field.module.css';

type CodeFieldProps = {
  readonly id: string;
  readonly list: CodeList;
  readonly value: string;
  readonly describedBy: string;
  readonly isWrong: boolean;
  change(value: string): void;
};

const mostShown = 8;

/** A code found by its letters or by a word in either language; what is stored is the code. */
export function CodeField({ id, list, value, describedBy, isWrong, change }: CodeFieldProps): ReactNode {
  const { t, say } = useSpoken();
  const listId = useId();
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const isOpen = query !== null;
  const found = isOpen ? searchCodes(list, query, mostShown) : [];
  const meaning = value === '' ? undefined : meaningOf(list, value);

  function choose(index: number): void {
    const entry = found[index];
    if (entry) change(entry.code);
    setQuery(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey) return;
    if (event.key === 'ArrowDown' && !isOpen) setQuery(value);
    else if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp' && isOpen) setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && isOpen) choose(at);
    else if (event.key === 'Escape' && isOpen) setQuery(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <span className={css['code']}>
      <span className={css['choice']}>
        <input
          id={id}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && found[at] ? `${listId}-${at}` : undefined}
          aria-describedby={describedBy}
          aria-invalid={isWrong}
          autoComplete="off"
          placeholder={t.draft.codeHint}
          value={query ?? value}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
            change(event.target.value.trim());
          }}
          onBlur={() => setQuery(null)}
          onKeyDown={onKeyDown}
        />
        {isOpen && found.length > 0 && (
          <ul
            id={listId}
            role="listbox"
            className={css['options']}
            aria-label={say(list.name)}
            // at the foot of the form it would open where nobody sees it
            ref={(options) => options?.scrollIntoView({ block: 'nearest' })}
          >
            {found.map((entry, index) => (
              // the keyboard is served by the field, which keeps the focus
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <li
                key={entry.code}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(index)}
              >
                <strong>{entry.code}</strong> {say(entry.words)}
              </li>
            ))}
          </ul>
        )}
      </span>
      <span className={css['meaning']}>{meaning ? say(meaning) : value !== '' && !isOpen ? t.draft.notInList : ''}</span>
    </span>
  );
}
