import type { ReactNode } from 'react';
import css from './filters.module.css';

/** One of a few views of a list. A group of radio buttons to the keyboard and to screen readers. */
export function Filters<Id extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly words: string }[];
  readonly chosen: Id;
  choose(id: Id): void;
}): ReactNode {
  return (
    <div className={css['filters']} role="radiogroup" aria-label={props.label}>
      {props.options.map((option) => (
        <label key={option.id} data-chosen={option.id === props.chosen ? '' : undefined}>
          <input type="radio" name={props.label} checked={option.id === props.chosen} onChange={() => props.choose(option.id)} />
          {option.words}
        </label>
      ))}
    </div>
  );
}
