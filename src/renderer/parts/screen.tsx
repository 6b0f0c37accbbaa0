import { useEffect, useRef, type ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './screen.module.css';

type ScreenProps = {
  readonly title: string;
  /** small words beside the title: how many, since when */
  readonly aside?: ReactNode;
  readonly tools?: ReactNode;
  /** the screen scrolls as a whole; lists scroll inside instead */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
};

/** The frame of every screen: a title the focus goes to, the tools, the content. */
export function ScreenFrame({ title, aside, tools, scrolls, children }: ScreenProps): ReactNode {
  const { t } = useSpoken();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t]);
  useEffect(() => {
    const main = heading.current?.closest('main');
    const list = main?.querySelector<HTMLElement>('[data-autofocus]');
    (list ?? heading.current)?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={css['screen']} data-scrolls={scrolls ? '' : undefined}>
      <div className={css['top']}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside !== undefined && <span className={css['aside']}>{aside}</span>}
        <div className={css['tools']}>{tools}</div>
      </div>
      {children}
    </div>
  );
}

export function KeyHints({ children }: { children: ReactNode }): ReactNode {
  return <p className={css['keys']}>{children}</p>;
}

/** What a list says when there is nothing: why, and what to do. */
export function Empty({ title, advice, children }: { title: string; advice?: string; children?: ReactNode }): ReactNode {
  // where a list was awaited, it had the focus
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
  }, []);
  return (
    <div className={css['empty']}>
      <h2>{title}</h2>
      {advice !== undefined && <p>{advice}</p>}
      {children}
    </div>
  );
}

type PanelProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  /** the address that led to this very panel: it is brought into sight and has the focus, each time it is asked for */
  readonly aimedAt?: string | null;
  readonly children: ReactNode;
};

export function Panel({ title, aside, aimedAt = null, children }: PanelProps): ReactNode {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (aimedAt !== null) section.current?.focus();
  }, [aimedAt]);
  const aim = aimedAt === null ? {} : { id: aimedAt.slice(1), tabIndex: -1, 'data-autofocus': '' };
  return (
    <section ref={section} className={css['panel']} aria-label={title} {...aim}>
      <div className={css['panelHead']}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Names and values, one under the other. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className={css['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
