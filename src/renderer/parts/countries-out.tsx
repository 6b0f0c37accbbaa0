import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import { addressOf } from '#renderer/state/route.ts';
import { station } from '#renderer/state/station.ts';
import { restOfFiguresMs, useAnswer } from '#renderer/state/use-answer.ts';
import { useNow } from '#renderer/state/use-now.ts';
import css from './countries-out.module.css';
import side from './review-side.module.css';

/** Beside the figures: the countries that do not answer, since when, and the way to what can be done. */
export function CountriesOut(): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const { value } = useAnswer('contingency', () => station.contingency({}), ['statusChanged', 'changed'], { restMs: restOfFiguresMs });
  const out =
    value?.countries.flatMap(({ country, why, since }) => (why === null || since === null ? [] : [{ country, why, since }])) ?? [];
  if (out.length === 0) return null;
  return (
    <section className={side['step']} data-tone="care" aria-label={t.line.countriesOut(out.length)}>
      {out.map(({ country, why, since }) => (
        <p key={country}>{t.contingency.countryOut[why](formats.country(country), formats.since(since, now))}</p>
      ))}
      <p>
        <a className={css['link']} href={addressOf({ screen: 'contingency' })}>
          {t.line.show}
        </a>
      </p>
    </section>
  );
}
