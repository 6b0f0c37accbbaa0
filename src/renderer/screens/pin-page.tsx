import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState, type FormEvent, type ReactNode, type RefObject } from 'react';
import type { PinWindowApi, PinWindowRequest } from '#contract/window-api.ts';
import { triesLeftSentence } from '#core/text/failures.ts';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { holderOf } from '#renderer/state/holder-of.ts';
import { createFormats } from '#renderer/text/formats.ts';
import type { PinText } from '#renderer/text/pin.ts';
import css from './pin-page.module.css';

type PinPageProps = { readonly api: PinWindowApi; readonly request: PinWindowRequest; readonly t: PinText };

/** Token, signer, tries left and the documents; then the PIN, which lives only between the field and `give`. */
export function PinPage({ api, request, t }: PinPageProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const newField = useRef<HTMLInputElement>(null);
  const againField = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [consent, setConsent] = useState('');
  const [isGiven, setGiven] = useState(false);
  const isChange = request.purpose === 'changePin';
  const isTest = request.purpose === 'test';
  const isFinal = request.triesLeft === 'one';
  const mayGo = !isGiven && (!isFinal || consent.trim().toUpperCase() === t.finalWord);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') void api.cancel();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [api]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!mayGo) return;
    if (request.pad) {
      setGiven(true);
      return api.give(new Uint8Array(), isFinal);
    }
    const pin = takePin(field.current);
    const newPin = isChange ? takePin(newField.current) : undefined;
    const again = takePin(againField.current);
    const wrong = lengthProblem(pin) || (newPin ? lengthProblem(newPin) || (areEqual(newPin, again) ? '' : t.different) : '');
    again.fill(0);
    setProblem(wrong);
    if (wrong !== '') {
      pin.fill(0);
      newPin?.fill(0);
      field.current?.focus();
      return undefined;
    }
    setGiven(true);
    try {
      return await api.give(pin, isFinal, newPin);
    } finally {
      pin.fill(0);
      newPin?.fill(0);
    }
  }

  function lengthProblem(pin: Uint8Array): string {
    if (pin.length < request.minLength) return t.tooShort(request.minLength);
    // A file's password has no longest length, nor has the PIN of a token that does not tell one.
    return request.maxLength > 0 && pin.length > request.maxLength ? t.tooLong(request.maxLength) : '';
  }

  return (
    <form className={css['page']} onSubmit={(event) => void submit(event)}>
      <h1>{isChange ? t.changing : isTest ? t.testing : t.forSigning(request.documents.length)}</h1>
      <dl className={css['who']}>
        <dt>{t.signer}</dt>
        <dd title={request.signer}>{holderOf(request.signer)}</dd>
        <dt>{request.isPassword === true ? t.file : t.token}</dt>
        <dd>{request.tokenLabel}</dd>
        {request.isPassword !== true && (
          <>
            <dt>{t.tries}</dt>
            <dd data-tries={request.triesLeft}>{triesLeftSentence(request.triesLeft, request.language)}</dd>
          </>
        )}
      </dl>
      {!isChange && !isTest && <Documents request={request} t={t} />}
      {isTest && <p>{t.testAdvice}</p>}
      {isFinal && (
        <section className={css['final']} role="alert">
          <h2>{t.finalTitle}</h2>
          <p>{t.finalAdvice}</p>
          <label>
            {t.finalLabel}
            <input
              className={css['input']}
              value={consent}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setConsent(event.target.value)}
            />
          </label>
        </section>
      )}
      {request.pad ? (
        <section className={css['pad']}>
          <h2>{t.pad}</h2>
          <p>{t.padAdvice}</p>
        </section>
      ) : (
        <label className={css['pin']}>
          {request.isPassword === true ? t.password : t.pin}
          <input
            ref={field}
            className={css['input']}
            type="password"
            autoComplete="off"
            spellCheck={false}
            autoFocus={!isFinal}
            aria-describedby="pin-length pin-problem"
            aria-invalid={problem !== ''}
          />
          <small id="pin-length">{request.maxLength > 0 && t.length(request.minLength, request.maxLength)}</small>
        </label>
      )}
      {isChange && <NewPin label={t.newPin} field={newField} />}
      {isChange && <NewPin label={t.again} field={againField} />}
      <p id="pin-problem" className={css['problem']} role="alert">
        {problem}
      </p>
      <p className={css['never']}>{request.isPassword === true ? t.neverPassword : t.never}</p>
      <div className={css['buttons']}>
        <Button type="submit" appearance="primary" disabled={!mayGo}>
          {request.pad ? t.goOn : isChange ? t.change : isTest ? t.test : t.sign(request.documents.length)}
        </Button>
        <Button onClick={() => void api.cancel()}>{t.cancel}</Button>
      </div>
    </form>
  );
}

function NewPin({ label, field }: { label: string; field: RefObject<HTMLInputElement | null> }): ReactNode {
  return (
    <label className={css['pin']}>
      {label}
      <input ref={field} className={css['input']} type="password" autoComplete="off" spellCheck={false} aria-describedby="pin-problem" />
    </label>
  );
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Bytes out of the field, and the field emptied: nothing else in this process keeps the PIN. */
function takePin(field: HTMLInputElement | null): Uint8Array {
  const pin = new TextEncoder().encode(field?.value ?? '');
  if (field) field.value = '';
  return pin;
}

function Documents({ request, t }: { request: PinWindowRequest; t: PinText }): ReactNode {
  const formats = createFormats(request.language);
  return (
    // a long list scrolls by keyboard too
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={css['documents']} aria-label={t.documents} tabIndex={request.documents.length > 4 ? 0 : undefined}>
      {request.documents.map((document) => (
        <li key={document.digest + document.number}>
          <strong>{document.number}</strong>
          <span>{document.destination === null ? '' : t.to(formats.country(document.destination))}</span>
          <small>{document.title}</small>
          <code title={document.digest} aria-label={`${t.digest} ${document.digest}`}>
            {shortDigest(document.digest)}
          </code>
        </li>
      ))}
    </ul>
  );
}
