import { RendererProvider } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import type { WindowWithPin } from '#contract/window-api.ts';
import { PinPage } from '#renderer/screens/pin-page.tsx';
import { createSheetRenderer } from '#renderer/state/sheets.ts';
import { applyTheme } from '#renderer/state/theme.ts';
import { pinText } from '#renderer/text/pin.ts';

/** The PIN window: a process of its own, which the main window cannot look into. */
async function start(root: HTMLElement): Promise<void> {
  const api = (globalThis as unknown as WindowWithPin).rubricaPin;
  const request = await api.request();
  applyTheme(request.theme);
  const text = pinText[request.language];
  document.documentElement.lang = request.language;
  document.title = request.isPassword === true ? text.password : text.title;
  createRoot(root).render(
    <RendererProvider renderer={createSheetRenderer(document)} targetDocument={document}>
      <PinPage api={api} request={request} t={text} />
    </RendererProvider>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
