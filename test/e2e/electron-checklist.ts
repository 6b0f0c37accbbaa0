import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse } from 'yaml';
import { logOf, openedOutside, windowsOf, type HardenedApp, type WindowFacts } from '#test/e2e/hardening-app.ts';
import { pinWindow } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';
import { contentSecurityPolicy } from '#test/screens/serve-window.ts';

type Fetched = { readonly status: number; readonly policy: string | null };

function fetchInApp({ app }: HardenedApp, addresses: readonly string[]): Promise<Fetched[]> {
  return app.evaluate(async ({ session }, urls) => {
    const fetched: { status: number; policy: string | null }[] = [];
    for (const url of urls) {
      const answer = await session.defaultSession.fetch(url).catch(() => null);
      fetched.push({ status: answer?.status ?? 0, policy: answer?.headers.get('content-security-policy') ?? null });
    }
    return fetched;
  }, addresses as string[]);
}

/** What the page's own content security policy reports while something forbidden is tried. */
function violationsWhen({ page }: HardenedApp, what: 'inline' | 'image' | 'frame' | 'fetch' | 'style'): Promise<string[]> {
  return page.evaluate(async (kind) => {
    const seen: string[] = [];
    const reported = new Promise<void>((resolve) => {
      addEventListener('securitypolicyviolation', (event) => {
        seen.push(event.effectiveDirective);
        resolve();
      });
      setTimeout(resolve, 3_000);
    });
    const add = (name: string, values: Readonly<Record<string, string>>): void => {
      document.body.append(Object.assign(document.createElement(name), values));
    };
    if (kind === 'inline') add('script', { textContent: 'globalThis.bent = true' });
    if (kind === 'image') add('img', { src: 'https://example.invalid/a.png' });
    if (kind === 'frame') add('iframe', { src: 'https://example.invalid/' });
    if (kind === 'style') add('link', { rel: 'stylesheet', href: 'https://example.invalid/a.css' });
    if (kind === 'fetch') await fetch('https://example.invalid/').catch(() => null);
    await reported;
    return seen;
  }, what);
}

async function everyWindow({ app }: HardenedApp, holds: (window: WindowFacts) => void): Promise<void> {
  const windows = await windowsOf(app);
  expect(windows.map(({ url }) => url.replace('app://rubrica', '').replace(/[?#].*/, '')).sort()).toEqual(['/index.html', '/pin.html']);
  for (const window of windows) holds(window);
}

const wants = (values: Readonly<Record<string, unknown>>) => (running: HardenedApp) =>
  everyWindow(running, ({ url, preferences }) => {
    for (const [name, value] of Object.entries(values)) expect(preferences[name] || false, `${name} of ${url}`).toEqual(value);
  });

/** Electron's security checklist, in its order: each point and what holds it, asked of the running app. */
export const checklist: readonly (readonly [string, (running: HardenedApp) => Promise<void>])[] = [
  [
    '1 only our own content is loaded',
    async (running) => {
      expect(running.requested.length).toBeGreaterThan(3);
      expect(running.requested.filter((url) => !url.startsWith('app://rubrica/') && !url.startsWith('data:image/'))).toEqual([]);
    },
  ],
  ['2 no Node in any page', wants({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })],
  ['3 context isolation', wants({ contextIsolation: true })],
  ['4 sandbox', wants({ sandbox: true })],
  [
    '5 permissions are refused',
    async (running) => {
      const asked = await running.page.evaluate(async () => {
        const states = await Promise.all(
          ['geolocation', 'notifications', 'camera', 'microphone', 'midi'].map(async (name) => {
            const status = await navigator.permissions.query({ name: name as PermissionName });
            return status.state;
          }),
        );
        const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
          () => 'granted',
          () => 'refused',
        );
        return [...states, await Notification.requestPermission(), camera];
      });
      expect(asked).toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'denied', 'refused']);
    },
  ],
  ['6 web security stays on', wants({ webSecurity: true })],
  [
    '7 a content security policy, exact, and its violations reported',
    async (running) => {
      const pages = await fetchInApp(running, ['app://rubrica/index.html', 'app://rubrica/pin.html']);
      expect(pages).toEqual([
        { status: 200, policy: contentSecurityPolicy },
        { status: 200, policy: contentSecurityPolicy },
      ]);
      expect(await violationsWhen(running, 'inline')).toEqual(['script-src-elem']);
      expect(await violationsWhen(running, 'image')).toEqual(['img-src']);
      expect(await violationsWhen(running, 'frame')).toEqual(['frame-src']);
      expect(await violationsWhen(running, 'style')).toEqual(['style-src-elem']);
      expect(await violationsWhen(running, 'fetch')).toEqual(['connect-src']);
      expect(await running.page.evaluate(() => 'bent' in globalThis)).toBe(false);
    },
  ],
  ['8 no insecure content', wants({ allowRunningInsecureContent: false })],
  ['9 no experimental features', wants({ experimentalFeatures: false })],
  ['10 no Blink features switched on', wants({ enableBlinkFeatures: false })],
  ['11 no webview, so none with pop-ups', wants({ webviewTag: false })],
  [
    '12 a webview is never attached',
    async (running) => {
      const attached = await running.page.evaluate(() => {
        const view = document.createElement('webview');
        view.setAttribute('src', 'https://example.invalid/');
        document.body.append(view);
        const isWebview = 'loadURL' in view;
        view.remove();
        return isWebview;
      });
      expect(attached).toBe(false);
      const refused = await running.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => {
          let isPrevented = false;
          webContents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) }, {}, {});
          return isPrevented;
        }),
      );
      expect(refused).toEqual([true, true]);
    },
  ],
  [
    '13 navigation is refused',
    async (running) => {
      for (const url of ['https://example.invalid/elsewhere', 'file:///etc/passwd', 'data:text/html,<b>x</b>']) {
        await running.page.evaluate((address) => {
          const link = Object.assign(document.createElement('a'), { href: address });
          document.body.append(link);
          link.click();
          link.remove();
        }, url);
      }
      await expect.poll(() => logOf(running.practice)).toContain('shell.navigationRefused');
      expect(running.page.url()).toMatch(/^app:\/\/rubrica\/index\.html/);
      // the driver waits for the navigations it saw begin; a page loaded anew has none
      await running.page.reload();
    },
  ],
  [
    '14 no new windows',
    async (running) => {
      const opened = await running.page.evaluate(() =>
        ['https://example.invalid/', 'app://rubrica/index.html', 'about:blank', 'file:///etc/passwd'].map((url) => open(url) === null),
      );
      expect(opened).toEqual([true, true, true, true]);
      expect(await windowsOf(running.app)).toHaveLength(2);
      expect(logOf(running.practice)).toContain('shell.windowRefused');
    },
  ],
  [
    '15 openExternal is never reached',
    async (running) => {
      const built = join(root, 'out');
      const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => /^(main|preload).*\.c?js$/.test(name));
      expect(files.length).toBeGreaterThan(4);
      // nothing of ours or of a library's has the system open something, or asks PowerShell (scripts/packaging/left-out.ts)
      const uses = files.flatMap((name) => readFileSync(join(built, name), 'utf8').match(/openExternal|openPath|powershell/gi) ?? []);
      expect(uses).toEqual([]);
      expect(await openedOutside(running)).toEqual([]);
    },
  ],
  [
    '16 the Electron of package.json, or the stand-in that says it is one',
    async (running) => {
      const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        devDependencies: { electron: string };
      };
      const version = await running.app.evaluate(() => process.versions.electron ?? '');
      const isStandIn = version !== devDependencies.electron;
      process.stdout.write(`hardening: Electron ${version}${isStandIn ? `, standing in for ${devDependencies.electron}` : ''}\n`);
      if (isStandIn) expect(process.env['RUBRICA_ELECTRON']).toContain(`electron-${version}-`);
    },
  ],
  [
    '17 a call from any frame but the window’s own is refused',
    async (running) => {
      const answers = await running.app.evaluate(
        async ({ BrowserWindow }, preloads) => {
          const heard: unknown[] = [];
          for (const each of preloads) {
            const foreign = new BrowserWindow({ show: false, webPreferences: { preload: each, sandbox: true, contextIsolation: true } });
            await foreign.loadURL('app://rubrica/index.html');
            heard.push(
              await foreign.webContents.executeJavaScript(
                "globalThis.rubrica ? Promise.all([rubrica.call('status', {}), rubrica.chooseFiles(), rubrica.savePdf('a'), rubrica.saveFile('a', new Uint8Array(1)), rubrica.addKeySource('module'), rubrica.takeOpened(), rubrica.updates('restart')])" +
                  ' : Promise.all([rubricaPin.request(), rubricaPin.give(new Uint8Array([49, 50, 51, 52]), true), rubricaPin.cancel()])',
              ),
            );
            foreign.destroy();
          }
          return heard;
        },
        [join(root, 'out/preload/index.cjs'), join(root, 'out/preload/pin.cjs')],
      );
      const refused = { ok: false, failure: { code: 'badRequest' } };
      expect(answers).toEqual([
        [refused, [], refused, refused, refused, [], refused],
        [null, undefined, undefined],
      ]);
      expect(await windowsOf(running.app)).toHaveLength(2);
    },
  ],
  [
    '18 our own scheme, confined to its folder; file: is refused',
    async (running) => {
      const outside = [
        'app://rubrica/../main/index.js',
        'app://rubrica/..%2fmain%2findex.js',
        'app://rubrica/%2e%2e/%2e%2e/package.json',
        'app://rubrica/..%5cmain%5cindex.js',
        'app://rubrica/assets/..%2f..%2fpreload/index.cjs',
        'app://rubrica/%2fetc%2fhosts.html',
        'app://rubrica/index.html%00.js',
        'app://rubrica/%E0%A4%A.html',
        'app://rubrica/',
        'app://elsewhere/index.html',
      ];
      for (const [i, { status }] of (await fetchInApp(running, outside)).entries()) expect([0, 404], outside[i]).toContain(status);
      const drawn = await running.page.evaluate(
        () =>
          new Promise((resolve) => {
            const image = Object.assign(new Image(), { onload: () => resolve('drawn'), onerror: () => resolve('refused') });
            image.src = 'file:///usr/share/pixmaps/debian-logo.png';
          }),
      );
      expect(drawn).toBe('refused');
    },
  ],
  [
    '19 the fuses are chosen (packaged.spec reads them from the binary)',
    async () => {
      const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as { electronFuses: unknown };
      expect(electronFuses).toEqual({
        runAsNode: false,
        enableCookieEncryption: true,
        enableNodeOptionsEnvironmentVariable: false,
        enableNodeCliInspectArguments: false,
        enableEmbeddedAsarIntegrityValidation: true,
        onlyLoadAppFromAsar: true,
        loadBrowserProcessSpecificV8Snapshot: false,
        grantFileProtocolExtraPrivileges: false,
      });
    },
  ],
  [
    '20 a page sees our bridge and nothing of Electron',
    async (running) => {
      const pin = await pinWindow(running.app);
      for (const [page, name, keys] of [
        [running.page, 'rubrica', ['addKeySource', 'call', 'chooseFiles', 'on', 'saveFile', 'savePdf', 'takeOpened', 'updates']],
        [pin, 'rubricaPin', ['cancel', 'give', 'request']],
      ] as const) {
        const seen = await page.evaluate((bridge) => {
          const own = globalThis as unknown as Record<string, object>;
          const blank = document.body.appendChild(document.createElement('iframe'));
          const usual = new Set(Object.getOwnPropertyNames(blank.contentWindow));
          blank.remove();
          return {
            keys: Object.keys(own[bridge] ?? {}).sort(),
            ours: Object.getOwnPropertyNames(globalThis).filter(
              (key) => !usual.has(key) && /rubrica|electron|ipc|node|require|process|module|Buffer/i.test(key),
            ),
          };
        }, name);
        expect(seen).toEqual({ keys, ours: [name] });
      }
    },
  ],
];
