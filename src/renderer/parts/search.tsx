import { useEffect, useRef, type ReactNode } from 'react';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './search.module.css';

const pauseMs = 150;

/** Searches as one types, once the fingers rest. Ctrl+F goes here; Escape clears. */
export function Search({ search }: { search(words: string): void }): ReactNode {
  const { t } = useSpoken();
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
      event.preventDefault();
      field.current?.focus();
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
        onChange={(event) => {
          const words = event.target.value.trim();
          clearTimeout(timer.current);
          timer.current = setTimeout(() => search(words), pauseMs);
        }}
      />
    </label>
  );
}
