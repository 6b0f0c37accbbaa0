import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app.tsx';
import { prepareFirstRows } from '#renderer/state/first-rows.ts';
import { createSpoken } from '#renderer/state/language.tsx';
import { lastLook } from '#renderer/state/last-look.ts';
import { routeOf } from '#renderer/state/route.ts';
import { createSheetRenderer } from '#renderer/state/sheets.ts';
import { station } from '#renderer/state/station.ts';
import { applyTheme } from '#renderer/state/theme.ts';

/**
 * Two questions before the first picture: the person's language and theme, and the rows it shows. Where the window was
 * opened before, its frame is drawn meanwhile as it looked then.
 */
async function start(root: HTMLElement): Promise<void> {
  const settings = station.settings({}).then((reply) => (reply.ok ? reply.value : null));
  const rows = routeOf(location.hash).screen === 'inbox' ? prepareFirstRows() : null;
  const look = lastLook();
  if (look === null) await Promise.all([settings, rows]);
  const { language, theme } = look ?? (await settings) ?? { language: 'es', theme: 'system' };
  applyTheme(theme);
  document.documentElement.lang = language;
  createRoot(root).render(<App renderer={createSheetRenderer(document)} spoken={createSpoken(language)} settings={settings} />);
}

const root = document.getElementById('root');
if (root) void start(root);
