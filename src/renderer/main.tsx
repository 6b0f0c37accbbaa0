import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app.tsx';
import { prepareFirstRows } from '#renderer/state/first-rows.ts';
import { createSpoken } from '#renderer/state/language.tsx';
import { routeOf } from '#renderer/state/route.ts';
import { createSheetRenderer } from '#renderer/state/sheets.ts';
import { station } from '#renderer/state/station.ts';
import { applyTheme } from '#renderer/state/theme.ts';

/** Two questions before the first picture: the person's language and theme, and the rows it shows. */
async function start(root: HTMLElement): Promise<void> {
  const [reply] = await Promise.all([station.settings({}), routeOf(location.hash).screen === 'inbox' ? prepareFirstRows() : null]);
  const settings = reply.ok ? reply.value : null;
  const language = settings?.language ?? 'es';
  applyTheme(settings?.theme ?? 'system');
  document.documentElement.lang = language;
  const spoken = createSpoken(language);
  createRoot(root).render(<App renderer={createSheetRenderer(document)} spoken={spoken} settings={settings} />);
}

const root = document.getElementById('root');
if (root) void start(root);
