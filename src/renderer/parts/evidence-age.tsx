import { HourglassRegular } from '@fluentui/react-icons/svg/hourglass';
import type { ReactNode } from 'react';
import { Facts } from '#renderer/parts/screen.tsx';
import { useSpoken, type Spoken } from '#renderer/state/language.tsx';
import { addressOf } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { restOfFiguresMs, useAnswer } from '#renderer/state/use-answer.ts';
import { useNow } from '#renderer/state/use-now.ts';
import css from './header.module.css';

type Age = Answer<'evidenceAges'>['ages'][number];

function useAges(): readonly Age[] {
  return (
    useAnswer('evidenceAges', () => station.evidenceAges({}), ['statusChanged', 'changed'], { restMs: restOfFiguresMs }).value?.ages ?? []
  );
}

/** While there is no line, or what is held has aged: how long one may still sign on it. */
export function EvidenceCountdown({ line }: { line: Answer<'status'>['line']['state'] }): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const ages = useAges();
  const [first] = [...ages].sort((a, b) => Date.parse(a.allowedUntil) - Date.parse(b.allowedUntil));
  const hasAged = ages.some((age) => Date.parse(age.freshUntil) <= now);
  if (first === undefined || (line !== 'down' && !hasAged)) return null;
  const isOver = Date.parse(first.allowedUntil) <= now;
  return (
    <a className={css['chip']} data-tone={isOver ? 'down' : 'unknown'} href={addressOf({ screen: 'contingency' })}>
      <HourglassRegular aria-hidden />
      <span className={css['clip']}>{isOver ? t.line.evidenceOver : t.line.evidenceLeft(formats.left(first.allowedUntil, now))}</span>
    </a>
  );
}

/** Each kind of evidence held, counted down. */
export function EvidenceAges(): ReactNode {
  const spoken = useSpoken();
  const now = useNow();
  const ages = useAges();
  if (ages.length === 0) return <p>{spoken.t.line.evidenceNone}</p>;
  return <Facts facts={ages.map((age) => [spoken.t.line.evidenceKinds[age.kind], ageWords(age, now, spoken)] as const)} />;
}

function ageWords(age: Age, now: number, { t, formats }: Spoken): string {
  if (Date.parse(age.freshUntil) > now) return t.line.evidenceFresh(formats.left(age.freshUntil, now));
  if (Date.parse(age.allowedUntil) > now) return t.line.evidenceAllowed(formats.left(age.allowedUntil, now));
  return t.line.evidenceRefused(formats.moment(age.allowedUntil));
}
