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

/**
 * Serves the files of `folder`, and only those. `protocol.handle` would do the same with the fetch of Node, whose first
 * use costs this thread 40 ms before the page has its first byte; here Electron itself reads the file, also from an asar.
 */
export function servePages(pages: Electron.Protocol, folder: string): void {
  pages.registerFileProtocol('app', (request, answer) => answer(responseOf(request.url, folder)));
}

function responseOf(address: string, folder: string): Electron.ProtocolResponse {
  try {
    const url = new URL(address);
    const path = normalize(join(folder, decodeURIComponent(url.pathname)));
    const type = types[extname(path)];
    // a NUL would end the path for the system that opens it, after another name than the one looked at here
    const isConfined = path.startsWith(folder + sep) && !path.includes('\0');
    if (`${url.protocol}//${url.host}` !== pageOrigin || !isConfined || type === undefined) return notFound;
    return {
      path,
      headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' },
    };
  } catch {
    return notFound;
  }
}

/** net::ERR_FILE_NOT_FOUND */
const notFound = { error: -6 };
