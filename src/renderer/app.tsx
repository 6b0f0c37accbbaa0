import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { RendererProvider, useFocusVisible, type GriffelRenderer } from '@fluentui/react-components';
import { Header } from '#renderer/parts/header.tsx';
import { Notices } from '#renderer/parts/notices.tsx';
import { Rail } from '#renderer/parts/rail.tsx';
import { ScreenBoundary } from '#renderer/parts/screen-boundary.tsx';
import { Inbox } from '#renderer/screens/inbox.tsx';
import { letHeldKeysPressNothing } from '#renderer/state/held-keys.ts';
import { createSpoken, SpokenProvider, type Spoken } from '#renderer/state/language.tsx';
import { keepLook } from '#renderer/state/last-look.ts';
import { listenForOpened } from '#renderer/state/opened-files.ts';
import { tellFailure } from '#renderer/state/notices.ts';
import { go, useRoute, type Route, type Screen } from '#renderer/state/route.ts';
import { onFall, station, type Answer } from '#renderer/state/station.ts';
import { applyTheme } from '#renderer/state/theme.ts';
import { restOfFiguresMs, useAnswer } from '#renderer/state/use-answer.ts';
import css from './app.module.css';

const Review = lazy(async () => ({ default: (await import('#renderer/screens/review.tsx')).Review }));
const Sign = lazy(async () => ({ default: (await import('#renderer/screens/sign.tsx')).Sign }));
const Drafts = lazy(async () => ({ default: (await import('#renderer/screens/drafts.tsx')).Drafts }));
const Draft = lazy(async () => ({ default: (await import('#renderer/screens/draft.tsx')).Draft }));
const Outbox = lazy(async () => ({ default: (await import('#renderer/screens/outbox.tsx')).Outbox }));
const Certificate = lazy(async () => ({ default: (await import('#renderer/screens/certificate.tsx')).Certificate }));
const Incoming = lazy(async () => ({ default: (await import('#renderer/screens/incoming.tsx')).Incoming }));
const Report = lazy(async () => ({ default: (await import('#renderer/screens/report.tsx')).Report }));
const Monitor = lazy(async () => ({ default: (await import('#renderer/screens/monitor.tsx')).Monitor }));
const AllCertificates = lazy(async () => ({ default: (await import('#renderer/screens/all-certificates.tsx')).AllCertificates }));
const Contingency = lazy(async () => ({ default: (await import('#renderer/screens/contingency.tsx')).Contingency }));
const Officials = lazy(async () => ({ default: (await import('#renderer/screens/officials.tsx')).Officials }));
const Tokens = lazy(async () => ({ default: (await import('#renderer/screens/tokens.tsx')).Tokens }));
const About = lazy(async () => ({ default: (await import('#renderer/screens/about.tsx')).About }));
const Settings = lazy(async () => ({ default: (await import('#renderer/screens/settings.tsx')).Settings }));

export type AppProps = {
  readonly renderer: GriffelRenderer;
  readonly spoken: Spoken;
  readonly settings: Promise<Answer<'settings'> | null>;
};

/** One element: what is learned around the list does not draw it anew. */
const inbox = <Inbox />;

export function App({ renderer, spoken: firstSpoken, settings: firstSettings }: AppProps): ReactNode {
  const [spoken, setSpoken] = useState(firstSpoken);
  const [settings, setSettings] = useState<Answer<'settings'> | null>(null);
  const route = useRoute();

  const changeSettings = useCallback((next: Answer<'settings'>) => {
    applyTheme(next.theme);
    document.documentElement.lang = next.language;
    setSpoken((before) => (before.language === next.language ? before : createSpoken(next.language)));
    setSettings(next);
    keepLook(next);
  }, []);
  useEffect(() => {
    void firstSettings.then((first) => first && changeSettings(first));
  }, [firstSettings, changeSettings]);
  useEffect(() => listenForSectionKeys(), []);
  useEffect(() => letHeldKeysPressNothing(), []);
  useEffect(() => listenForOpened(), []);
  useEffect(() => onFall(({ isGivenUp }) => tellFailure({ code: isGivenUp ? 'stationGone' : 'stationFell' })), []);

  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <SpokenProvider value={spoken}>
        <div className={css['app']} ref={useFocusVisible<HTMLDivElement>({ targetDocument: document })}>
          <a className={css['skip']} href="#content" onClick={skipToContent}>
            {spoken.t.skip}
          </a>
          <Surroundings screen={route.screen} officialName={settings?.officialName ?? ''}>
            <main className={css['main']} id="content" tabIndex={-1}>
              <Notices />
              <ScreenBoundary key={route.screen}>
                <Suspense fallback={<p className={css['loading']}>{spoken.t.loading}</p>}>
                  <Current route={route} settings={settings} changeSettings={changeSettings} />
                </Suspense>
              </ScreenBoundary>
            </main>
          </Surroundings>
        </div>
      </SpokenProvider>
    </RendererProvider>
  );
}

type SurroundingsProps = { readonly screen: Screen; readonly officialName: string; readonly children: ReactNode };

/** What stands around every screen. News of the line or the token draws this anew, and not the screen inside. */
function Surroundings({ screen, officialName, children }: SurroundingsProps): ReactNode {
  const status = useAnswer('status', () => station.status({}), ['statusChanged', 'changed'], { restMs: restOfFiguresMs }).value;
  const tokens = useAnswer('tokens', () => station.tokens({}), ['tokensChanged']).value;
  const contingency = useAnswer('contingency', () => station.contingency({}), ['statusChanged'], { restMs: restOfFiguresMs }).value;
  return (
    <>
      <Header status={status} contingency={contingency} tokens={tokens} officialName={officialName} />
      <Rail screen={screen} counts={status?.counts ?? null} />
      {children}
    </>
  );
}

type CurrentProps = {
  readonly route: Route;
  readonly settings: Answer<'settings'> | null;
  changeSettings(settings: Answer<'settings'>): void;
};

function Current({ route, settings, changeSettings }: CurrentProps): ReactNode {
  switch (route.screen) {
    case 'inbox':
      return route.show === undefined ? inbox : <Inbox show={route.show} />;
    case 'review':
      return <Review id={route.id} />;
    case 'sign':
      return <Sign />;
    case 'drafts':
      return <Drafts />;
    case 'draft':
      return <Draft key={route.id} id={route.id} />;
    case 'outbox':
      return <Outbox />;
    case 'certificate':
      return <Certificate key={route.id} id={route.id} />;
    case 'incoming':
      return <Incoming />;
    case 'report':
      return <Report key={route.id} id={route.id} />;
    case 'monitor':
      return <Monitor />;
    case 'all':
      return <AllCertificates only={route.only} />;
    case 'contingency':
      return <Contingency />;
    case 'officials':
      return <Officials />;
    case 'tokens':
      return <Tokens />;
    case 'about':
      return <About />;
    case 'settings':
      return <Settings settings={settings} changed={changeSettings} />;
  }
}

const sections: readonly Extract<Screen, 'inbox' | 'outbox' | 'incoming' | 'monitor' | 'settings'>[] = [
  'inbox',
  'outbox',
  'incoming',
  'monitor',
  'settings',
];

/** Ctrl+1 to Ctrl+5: the sections in the order of the rail. */
function listenForSectionKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const section = event.ctrlKey && !event.altKey && !event.shiftKey ? sections[Number(event.key) - 1] : undefined;
    if (section === undefined) return;
    event.preventDefault();
    go({ screen: section });
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

/** The fragment is the route, so the skip link moves the focus itself. */
function skipToContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main [data-autofocus], main h1')?.focus();
}
