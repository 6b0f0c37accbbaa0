import { useState, type ClipboardEvent, type ReactNode } from 'react';
import { codeListById } from '#core/documents/code-lists/lists.ts';
import type { FormField } from '#core/documents/document-type.ts';
import { typedNumber } from '#core/documents/pasted-rows.ts';
import type { Words } from '#core/finding.ts';
import { CodeField } from '#renderer/parts/code-field.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './field.module.css';

type DraftFieldProps = {
  readonly name: string;
  readonly field: FormField;
  readonly value: string;
  readonly problem: Words | null;
  /** what schema and rules say of this field once the document is composed */
  readonly findings: readonly FieldFinding[];
  /** what is missing is not said before the person has been here */
  readonly tellsMissing: boolean;
  change(name: string, value: string): void;
  paste(text: string): boolean;
};

type FieldFinding = { readonly level: 'error' | 'warning' | 'info'; readonly sentence: Words };

/** One field of a form, drawn from its description: label, help, limit, and what is wrong beside it. */
export function DraftField({ name, field, value, problem, findings, tellsMissing, change, paste }: DraftFieldProps): ReactNode {
  const { t, say, formats } = useSpoken();
  // earlier certificates often say a day and no hour: the field would look empty, and the day go into the document all the same
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  const [wasHere, setWasHere] = useState(false);
  const isTold = value.trim() !== '' || wasHere || tellsMissing;
  const said = isTold ? (problem ?? null) : null;
  const told = isTold && problem === null ? findings : [];
  const isWrong = said !== null || told.some(({ level }) => level === 'error');
  const notes = `${name}-help ${name}-problem`;
  const shared = { id: name, value, 'aria-describedby': notes, 'aria-invalid': isWrong, 'aria-required': field.required };
  const put = (event: { readonly target: { readonly value: string } }): void => change(name, event.target.value);
  return (
    <div
      className={css['field']}
      data-kind={field.kind}
      onBlur={() => setWasHere(true)}
      onPaste={(event: ClipboardEvent) => {
        if (paste(event.clipboardData.getData('text/plain'))) event.preventDefault();
      }}
    >
      <label htmlFor={name}>
        {say(field.label)} {!field.required && <small>{t.draft.optional}</small>}
      </label>
      {control()}
      <span id={`${name}-help`} className={css['help']}>
        {field.help && say(field.help)}
        {/* which is the day and which the month is the system's habit: what was understood is written out */}
        {field.kind === 'date' && formats.written(value)}
        {field.maxLength !== undefined && value.length > field.maxLength * 0.8 && ` ${value.length}/${field.maxLength}`}
      </span>
      <span id={`${name}-problem`} className={css['problem']}>
        {said && say(said)}
        {told.map(({ level, sentence }) => (
          <span key={sentence.en} data-level={level}>
            {say(sentence)}
          </span>
        ))}
      </span>
    </div>
  );

  /** A comma is how decimals are written here; the document wants a point. */
  function readNumber(): void {
    const read = typedNumber(value);
    if (read !== value) change(name, read);
  }

  function control(): ReactNode {
    const list = field.codeList === undefined ? undefined : codeListById(field.codeList);
    if (field.kind === 'code' && list) {
      return <CodeField id={name} list={list} value={value} describedBy={notes} isWrong={isWrong} change={(code) => change(name, code)} />;
    }
    switch (field.kind) {
      case 'longText':
        return <textarea {...shared} rows={3} onChange={put} />;
      case 'choice':
        return (
          <select {...shared} onChange={put}>
            {field.defaultValue === undefined && <option value="">{t.draft.choose}</option>}
            {field.choices?.map((choice) => (
              <option key={choice.code} value={choice.code}>
                {say(choice.words)}
              </option>
            ))}
          </select>
        );
      case 'yesNo':
        return (
          <span className={css['yesNo']}>
            {(['true', 'false'] as const).map((answer) => (
              <label key={answer}>
                <input
                  type="radio"
                  name={name}
                  id={answer === 'true' ? name : undefined}
                  checked={value === answer}
                  onChange={() => change(name, answer)}
                />
                {answer === 'true' ? t.yes : t.no}
              </label>
            ))}
          </span>
        );
      case 'date':
        return (
          <input
            {...shared}
            type={isDay ? 'date' : 'datetime-local'}
            value={value.slice(0, 16)}
            onChange={({ target }) => change(name, isDay ? target.value : withOffset(target.value))}
          />
        );
      case 'number':
        return <input {...shared} inputMode="decimal" autoComplete="off" onChange={put} onBlur={readNumber} />;
      default:
        return <input {...shared} autoComplete="off" onChange={put} />;
    }
  }
}

/** A time on this desk's clock, with its offset written out: no reader has to guess the zone. */
function withOffset(local: string): string {
  const at = new Date(local);
  if (local === '' || Number.isNaN(at.getTime())) return '';
  const minutes = -at.getTimezoneOffset();
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${local}:00${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
