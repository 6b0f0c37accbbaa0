import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './search.module.css';

const pauseMs = 150;

/** Searches as one types, once the fingers rest, and always shows what the list is narrowed by. Ctrl+F goes here; Escape clears. */
export function Search({ words, search }: { readonly words: string; search(words: string): void }): ReactNode {
  const { t } = useSpoken();
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(search);
  useLayoutEffect(() => {
    latest.current = search;
  });
  useLayoutEffect(() => {
    // a view that is chosen brings its own words; what is being typed is never replaced
    if (timer.current === undefined && field.current && field.current.value.trim() !== words) field.current.value = words;
  }, [words]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
      event.preventDefault();
      field.current?.select();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
      clearTimeout(timer.current);
    };
  }, []);
  return (
    <label className={css['search']}>
      <SearchRegular aria-hidden />
      <input
        ref={field}
        type="search"
        placeholder={t.search}
        aria-label={t.search}
        maxLength={200}
        defaultValue={words}
        onChange={(event) => {
          const typed = event.target.value.trim();
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            timer.current = undefined;
            latest.current(typed);
          }, pauseMs);
        }}
      />
    </label>
  );
}
