import { gunzipSync } from 'node:zlib';
import { createDispatcher } from '#main/gateway/dispatcher.ts';
import { failureOfError, type LineError } from '#main/gateway/line-error.ts';

export type LineOptions = {
  /** `https://host:port`, a path before /v1 allowed */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** of the program, for whoever reads the gateway's log */
  readonly version?: string;
  readonly tls: {
    /** PEM of the CAs that may vouch for the gateway; absent: the system's */
    readonly ca?: string | readonly string[];
    /** PEM of our client certificate with its chain, and its key */
    readonly cert?: string;
    readonly key?: string;
    readonly passphrase?: string;
  };
  /** `http://host:port` or `http://user:password@host:port` as the system's proxy resolution says; null: direct */
  readonly proxy?: string | null;
  readonly deadlines?: { readonly connectMs?: number; readonly answerMs?: number };
  /** gzip what we send: always, never, or while the line is poor (the usual); answers may come compressed unless never */
  readonly compress?: boolean | 'whenPoor';
};

export type LineRequest = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
};

export type LineAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly contentType: string;
      readonly retryAfter: string | null;
      readonly body: Uint8Array;
      /** monotonic milliseconds from the first byte out to the last byte in */
      readonly tookMs: number;
    }
  | ({ readonly kind: 'failed' } & LineError);

export type Line = {
  ask(request: LineRequest): Promise<LineAnswer>;
  /** should a body be compressed before it is sent now? */
  shouldCompress(): boolean;
  close(): Promise<void>;
};

const mostAnswerBytes = 64 * 1024 * 1024;
/** A line slower than this is as good as none: 2 KB a second, on top of the plain deadline. */
const slowestBytesPerMs = 2;
/** An exchange that takes longer says that the line is poor; compressing costs a fraction of a millisecond. */
const poorMs = 700;

/** HTTPS with our client certificate, through a proxy where there is one; every request ends by its deadline. */
export function openLine(options: LineOptions): Line {
  const { connectMs = 10_000, answerMs = 30_000 } = options.deadlines ?? {};
  const { compress = 'whenPoor' } = options;
  let isPoor = false;
  const base = new URL(options.url);
  const prefix = base.pathname.replace(/\/+$/, '');
  const { dispatcher, tlsErrorSince, isFromConnecting } = createDispatcher(options, connectMs);
  const basic = Buffer.from(`${options.user}:${options.password}`, 'utf8').toString('base64');
  const common = {
    authorization: `Basic ${basic}`,
    'user-agent': options.version === undefined ? 'Rubrica' : `Rubrica/${options.version}`,
    ...(compress === false ? {} : { 'accept-encoding': 'gzip' }),
  };

  async function askOnce({ method, path, headers, body }: LineRequest): Promise<LineAnswer> {
    const size = typeof body === 'string' ? Buffer.byteLength(body) : (body?.byteLength ?? 0);
    const startedAt = performance.now();
    const deadline = new AbortController();
    const timer = setTimeout(
      () => deadline.abort(new DOMException('no answer in time', 'TimeoutError')),
      connectMs + answerMs + Math.ceil(size / slowestBytesPerMs),
    );
    try {
      const answer = await dispatcher.request({
        origin: base.origin,
        path: prefix + path,
        method,
        headers: { ...common, ...headers },
        body: body ?? null,
        signal: deadline.signal,
      });
      // while the answer keeps coming, however slowly, there is hope
      const raw = await readWhole(answer.body, () => timer.refresh());
      const tookMs = performance.now() - startedAt;
      isPoor = tookMs > poorMs;
      return {
        kind: 'answer',
        status: answer.statusCode,
        contentType: fieldOf(answer.headers, 'content-type') ?? '',
        retryAfter: fieldOf(answer.headers, 'retry-after'),
        body: fieldOf(answer.headers, 'content-encoding') === 'gzip' ? gunzipSync(raw, { maxOutputLength: mostAnswerBytes }) : raw,
        tookMs,
      };
    } catch (error) {
      isPoor = true;
      const told = isOtherSideClosed(error) ? (tlsErrorSince(startedAt) ?? error) : error;
      return { kind: 'failed', ...failureOfError(told, isFromConnecting(error)) };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async ask(request) {
      const first = await askOnce(request);
      // a kept connection the other side closed meanwhile: asking again changes nothing there
      return request.method === 'GET' && first.kind === 'failed' && first.isConnectionLost ? askOnce(request) : first;
    },
    shouldCompress: () => compress === true || (compress === 'whenPoor' && isPoor),
    close: () => dispatcher.destroy(),
  };
}

/** undici's word for a line that ended; the TLS alert that ended it is told by the socket alone. */
function isOtherSideClosed(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'UND_ERR_SOCKET';
}

async function readWhole(body: AsyncIterable<Buffer>, onChunk: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    onChunk();
    if (size > mostAnswerBytes) throw new RangeError('answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function fieldOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
