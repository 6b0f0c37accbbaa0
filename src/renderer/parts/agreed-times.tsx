import { Button } from '@fluentui/react-components';
import { useId, useRef, useState, type ReactNode } from 'react';
import { Chooser } from '#renderer/parts/chooser.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { changeSettings } from '#renderer/state/change-settings.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import { wholeHours } from '#renderer/state/whole-hours.ts';
import css from './agreed-times.module.css';

type Hours = Readonly<Record<string, number>>;

/** Within how many hours each country answers; kept as soon as a figure is left. */
export function AgreedTimes({ countries, changed }: { countries: readonly string[]; changed(): void }): ReactNode {
  const { t, formats } = useSpoken();
  const settings = useAnswer('agreed', () => station.settings({}), []);
  const times = useRef<HTMLUListElement>(null);
  const focusKept = useFocusKept(() => times.current?.querySelector<HTMLElement>('li:last-child input') ?? null);
  if (settings.value === null) return null;
  const hours: Hours = settings.value.agreedHours;
  const isLocked = settings.value.locked.includes('agreedHours');
  const named = Object.keys(hours).filter((country) => country !== '*');
  async function keep(next: (kept: Hours) => Hours): Promise<void> {
    const kept = await changeSettings((now) => ({ agreedHours: { ...next(now.agreedHours) } }));
    if (!kept.ok) return tellFailure(kept.failure);
    settings.again();
    changed();
  }
  const nameOf = (country: string): string => (country === '*' ? t.monitor.agreedOthers : formats.country(country));
  return (
    <Panel title={t.monitor.agreed}>
      <p className={css['hint']}>{t.monitor.agreedHint}</p>
      <ul ref={times} className={css['times']} {...focusKept}>
        {['*', ...named].map((country) => (
          <li key={country}>
            <span>{nameOf(country)}</span>
            <HoursField
              label={t.monitor.agreedHours(nameOf(country))}
              bad={t.monitor.agreedBad}
              value={hours[country] ?? 0}
              isLocked={isLocked}
              keep={(value) => void keep((kept) => ({ ...kept, [country]: value }))}
            />
            {country !== '*' && !isLocked && (
              <Button
                appearance="subtle"
                size="small"
                aria-label={t.monitor.agreedRemove(nameOf(country))}
                onClick={() => void keep((kept) => Object.fromEntries(Object.entries(kept).filter(([name]) => name !== country)))}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!isLocked && (
        <Chooser
          label={t.monitor.agreedAdd}
          every={t.monitor.agreedAdd}
          options={countries.filter((country) => !named.includes(country)).map((id) => ({ id, words: formats.country(id) }))}
          chosen={undefined}
          choose={(country) => country !== undefined && void keep((kept) => ({ ...kept, [country]: kept['*'] ?? 48 }))}
        />
      )}
    </Panel>
  );
}

function HoursField(props: {
  readonly label: string;
  readonly bad: string;
  readonly value: number;
  readonly isLocked: boolean;
  keep(value: number): void;
}): ReactNode {
  /** what is being written, until it is what is kept */
  const [written, setWritten] = useState<string | null>(null);
  const [kept, setKept] = useState(props.value);
  const id = useId();
  const text = written ?? String(props.value);
  const value = wholeHours(text, 8760);
  const isBad = value === null;
  if (kept !== props.value) {
    setKept(props.value);
    if (value === props.value) setWritten(null);
  }
  const leave = (): void => {
    if (value === props.value) setWritten(null);
    else if (value !== null) props.keep(value);
  };
  return (
    <>
      <span className={css['hours']}>
        <input
          inputMode="numeric"
          aria-label={props.label}
          aria-invalid={isBad}
          aria-describedby={id}
          value={text}
          disabled={props.isLocked}
          onChange={(event) => setWritten(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />{' '}
        h
      </span>
      <span id={id} role="status" className={css['bad']}>
        {isBad && props.bad}
      </span>
    </>
  );
}
