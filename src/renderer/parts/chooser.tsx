import type { ReactNode } from 'react';
import css from './chooser.module.css';

/** One of a list that may be long, or none of them: every one then. */
export function Chooser(props: {
  readonly label: string;
  readonly every: string;
  readonly options: readonly { readonly id: string; readonly words: string }[];
  readonly chosen: string | undefined;
  readonly isLocked?: boolean;
  choose(id: string | undefined): void;
}): ReactNode {
  return (
    <select
      className={css['chooser']}
      aria-label={props.label}
      value={props.chosen ?? ''}
      disabled={props.isLocked}
      onChange={(event) => props.choose(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">{props.every}</option>
      {props.options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.words}
        </option>
      ))}
    </select>
  );
}
