import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

/** Our pages come from one origin of our own; nothing is loaded from the network or by file://. */
export const pageOrigin = 'app://rubrica';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before the app is ready: a standard, secure scheme. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** Serves the files of `folder`, and only those. */
export function servePages(pages: Electron.Protocol, folder: string): void {
  pages.handle('app', async (request) => {
    try {
      const url = new URL(request.url);
      const path = normalize(join(folder, decodeURIComponent(url.pathname)));
      const type = types[extname(path)];
      if (`${url.protocol}//${url.host}` !== pageOrigin || !path.startsWith(folder + sep) || type === undefined) {
        return new Response(null, { status: 404 });
      }
      const body = await readFile(path);
      return new Response(new Uint8Array(body), {
        headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
