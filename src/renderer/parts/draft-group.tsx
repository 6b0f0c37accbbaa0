import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { isAsked, keyOf, rowCount } from '#core/documents/check-draft.ts';
import type { DraftValues, FormField, FormGroup } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';
import { DraftField } from '#renderer/parts/draft-field.tsx';
import { addRow, isRows, pasteRows, removeRow, repeatRow } from '#core/documents/draft-rows.ts';
import type { Answer } from '#renderer/state/station.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone } from '#renderer/state/notices.ts';
import css from './draft-group.module.css';

type DraftGroupProps = {
  readonly group: FormGroup;
  /** the whole form: rows may belong to those of another group */
  readonly groups: readonly FormGroup[];
  readonly values: DraftValues;
  readonly problems: ReadonlyMap<string, Words>;
  /** what schema and rules say, by field, row (`lines[2]`) or group */
  readonly findings: FindingsByField;
  /** the field somebody asked to be taken to */
  readonly wanted: Wanted | null;
  readonly tellsMissing: boolean;
  change(name: string, value: string): void;
  replace(values: DraftValues): void;
};

export type FindingsByField = ReadonlyMap<string, Answer<'saveDraft'>['findings']>;
export type Wanted = { readonly key: string };

/** A group of the form. One that repeats shows its rows in short and opens one of them. */
export function DraftGroup(props: DraftGroupProps): ReactNode {
  const { group, values, problems } = props;
  const { t, say } = useSpoken();
  const count = rowCount(group, values);
  const section = useRef<HTMLElement>(null);
  const [chosen, setOpen] = useState(0);
  const open = Math.min(chosen, count - 1);
  const { wanted } = props;
  const [shown, setShown] = useState(wanted);
  const wantedRow = wanted === null ? null : rowOfKey(group, wanted.key);
  if (wanted !== shown) {
    setShown(wanted);
    if (wantedRow !== null) setOpen(wantedRow);
  }
  useEffect(() => {
    const first = group.fields[0];
    if (wanted === null || wantedRow === null) return;
    const key = wanted.key.includes('.') || !first ? wanted.key : keyOf(group, wantedRow, first);
    requestAnimationFrame(() => showField(key));
  }, [wanted, wantedRow, group]);
  if (group.fields.every((field) => !isAsked(group, Math.max(open, 0), field, values))) return null;

  function put(next: DraftValues, row: number): void {
    props.replace(next);
    setOpen(row);
    const first = group.fields[0];
    if (!first) return;
    // where no row is left, the button that writes one
    requestAnimationFrame(() => (document.getElementById(keyOf(group, row, first)) ?? section.current?.querySelector('button'))?.focus());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (group.repeats === null || !event.ctrlKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 'enter' && count < group.repeats.max) put(addRow(values, props.groups, group), count);
    else if (key === 'd' && count < group.repeats.max) put(repeatRow(values, props.groups, group, open), count);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // the keys belong to the fields inside, which hold the focus
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={section} className={css['group']} aria-label={say(group.title)} onKeyDown={onKeyDown}>
      <div className={css['head']}>
        <h2>{say(group.title)}</h2>
        {group.repeats !== null && <span className={css['count']}>{t.draft.rows(count)}</span>}
        {count === 0 && rowButtons()}
      </div>
      {count > 1 && (
        <ul className={css['rows']}>
          {Array.from({ length: count }, (_, row) => (
            <li key={row}>
              <button type="button" aria-pressed={row === open} data-wrong={isRowWrong(row) ? '' : undefined} onClick={() => setOpen(row)}>
                <strong>{row + 1}</strong> {shortRow(group, values, row) || t.draft.row(row + 1)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {told(group.repeats === null ? group.id : `${group.id}[${open}]`).map(({ level, sentence }) => (
        <p key={sentence.en} className={css['told']} data-level={level}>
          {say(sentence)}
        </p>
      ))}
      {open >= 0 && (
        <div className={css['fields']} key={open}>
          {group.fields
            .filter((field) => isAsked(group, open, field, values))
            .map((field) => {
              const name = keyOf(group, open, field);
              return (
                <DraftField
                  key={name}
                  name={name}
                  field={field}
                  value={values[name] ?? ''}
                  problem={problems.get(name) ?? null}
                  findings={props.findings.get(name) ?? []}
                  tellsMissing={props.tellsMissing}
                  change={props.change}
                  paste={(text) => paste(field, text)}
                />
              );
            })}
        </div>
      )}
      {group.repeats !== null && count > 0 && (
        <div className={css['foot']}>
          {group.repeats.max > 50 && <p className={css['hint']}>{t.draft.pasteHint}</p>}
          {rowButtons()}
        </div>
      )}
    </section>
  );

  /** Below the fields: the keys come to them when a row is written, and to its first field without them. */
  function rowButtons(): ReactNode {
    if (group.repeats === null) return null;
    const isFull = count >= group.repeats.max;
    return (
      <>
        <Button size="small" disabled={isFull} onClick={() => put(addRow(values, props.groups, group), count)}>
          {t.draft.addRow}
        </Button>
        {count > 0 && (
          <Button size="small" disabled={isFull} onClick={() => put(repeatRow(values, props.groups, group, open), count)}>
            {t.draft.repeatRow}
          </Button>
        )}
        {count > group.repeats.min && (
          <Button size="small" onClick={() => put(removeRow(values, props.groups, group, open), Math.max(0, open - 1))}>
            {t.draft.removeRow}
          </Button>
        )}
      </>
    );
  }

  function paste(field: FormField, text: string): boolean {
    if (group.repeats === null || !isRows(text, field)) return false;
    const pasted = pasteRows(values, group, open, field, text);
    props.replace(pasted.values);
    const [first] = pasted.problems;
    tellDone(`${t.draft.pasted(pasted.rows)}${first ? ` ${t.draft.pasteDoubts(pasted.problems.length)} ${say(first.sentence)}` : ''}`);
    return true;
  }

  /** What is missing from a row or a group is said once the fields themselves are right, or when asked. */
  function told(key: string): Answer<'saveDraft'>['findings'] {
    return props.tellsMissing || problems.size === 0 ? (props.findings.get(key) ?? []) : [];
  }

  function isRowWrong(row: number): boolean {
    const isTold = group.fields.some((field) => props.findings.get(keyOf(group, row, field))?.some(({ level }) => level === 'error'));
    return isTold || (props.tellsMissing && group.fields.some((field) => problems.has(keyOf(group, row, field))));
  }
}

/** The row a key is in: 0 in a group that does not repeat, null in another group. */
function rowOfKey(group: FormGroup, key: string): number | null {
  if (key === group.id || key.startsWith(`${group.id}.`)) return 0;
  return key.startsWith(`${group.id}[`) ? Number.parseInt(key.slice(group.id.length + 1), 10) : null;
}

function showField(key: string): void {
  const field = document.getElementById(key);
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

/** A row in a few words: the first values it holds. */
function shortRow(group: FormGroup, values: DraftValues, row: number): string {
  return group.fields
    .filter((field) => field.kind === 'text' || field.kind === 'number')
    .map((field) => values[keyOf(group, row, field)] ?? '')
    .filter((value) => value !== '')
    .slice(0, 3)
    .join(' · ');
}
