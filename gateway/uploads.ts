import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Context, type Handler, ownerOf } from '#gateway/context.ts';
import { json, problemAnswer, type Answer } from '#gateway/http.ts';

/**
 * Resumable upload for bad lines, addressed by the document's own hash: a station that was restarted needs to remember
 * nothing. What arrived before a cut is kept; the next PATCH goes on from there.
 */
export const getUpload: Handler = async (context, { participant, places }) => {
  const sha256 = places['sha256'] ?? '';
  return json(200, { sha256, ...(await progressOf(fileOf(context, ownerOf(participant), sha256))) });
};

export const patchUpload: Handler = async (context, { http, participant, places }) => {
  const owner = ownerOf(participant);
  const sha256 = places['sha256'] ?? '';
  if (!/^[0-9a-f]{64}$/.test(sha256)) return problemAnswer(400, 'bad-request', { title: 'the path names the sha256 of the document' });
  const offset = numberOf(http.headers['upload-offset']);
  const size = numberOf(http.headers['upload-length']);
  if (offset === null || size === null || size === 0)
    return problemAnswer(400, 'bad-request', { title: 'Upload-Offset and Upload-Length are needed' });
  if (size > context.limits.documentBytes)
    return problemAnswer(413, 'too-large', { title: `more than ${context.limits.documentBytes} bytes` });
  const file = fileOf(context, owner, sha256);
  return context.uploadTurns(file, http, () => appendPart(file, http, { sha256, offset, size }));
};

type Part = { readonly sha256: string; readonly offset: number; readonly size: number };

async function appendPart(file: string, http: IncomingMessage, { sha256, offset, size }: Part): Promise<Answer> {
  const before = await progressOf(file);
  if (before.offset !== offset || (before.size !== null && before.size !== size)) return conflict(before);

  await mkdir(path.dirname(file), { recursive: true });
  if (before.size === null) await writeSize(file, size);
  // where nothing counts as here, bytes that lie there all the same lost the size they belonged to
  const part = await open(file, offset === 0 ? 'w' : 'a');
  try {
    let end = offset;
    for await (const chunk of http.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (end + chunk.length > size)
        return problemAnswer(413, 'too-large', { title: 'more bytes than Upload-Length' }, { connection: 'close' });
      await part.appendFile(chunk);
      end += chunk.length;
    }
    await part.sync();
  } finally {
    await part.close();
  }
  const after = await progressOf(file);
  if (!after.complete) return json(200, { sha256, ...after });
  const digest = digestOf(await readFile(file));
  if (digest === sha256) return json(200, { sha256, ...after });
  await remove(file);
  return problemAnswer(422, 'upload-damaged', { title: 'the bytes received do not have this hash; begin again', sha256: digest });
}

/** The whole document for the request `http`, or null while something is missing: also where the disk did not keep what came. */
export async function takeUpload(context: Context, owner: string, sha256: string, http: IncomingMessage): Promise<Buffer | null> {
  const file = fileOf(context, owner, sha256);
  const { complete } = await progressOf(file);
  const bytes = complete ? await readFile(file) : null;
  if (bytes === null || digestOf(bytes) === sha256) return bytes;
  await removeUpload(context, owner, sha256, http);
  return null;
}

/** Its delivery was taken, by the request `http`. */
export function removeUpload(context: Context, owner: string, sha256: string, http: IncomingMessage): Promise<void> {
  const file = fileOf(context, owner, sha256);
  return context.uploadTurns(file, http, () => remove(file));
}

/** Longer than any outage: whoever has not gone on by then has sent it another way, or begins again. */
const keptMs = 60 * 24 * 3_600_000;

/** At the start: what nobody went on with for so long is cleared away. */
export async function clearAbandoned(folder: string, now: Date): Promise<void> {
  const place = path.join(folder, 'uploads');
  for (const name of existsSync(place) ? await readdir(place) : []) {
    const file = path.join(place, path.basename(name, '.size'));
    // the size is written once, at the beginning: the bytes say when something came last
    const last = await stat(file).catch(() => stat(path.join(place, name)).catch(() => null));
    if (last !== null && now.getTime() - last.mtimeMs > keptMs) await remove(file);
  }
}

async function remove(file: string): Promise<void> {
  await rm(file, { force: true });
  await rm(`${file}.size`, { force: true });
}

type Progress = { readonly offset: number; readonly size: number | null; readonly complete: boolean };

async function progressOf(file: string): Promise<Progress> {
  try {
    // empty while it is being written, or where that was cut short
    const size = Number(await readFile(`${file}.size`, 'utf8')) || null;
    const offset = (await stat(file)).size;
    return { offset, size, complete: offset === size };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { offset: 0, size: null, complete: false };
    throw error;
  }
}

async function writeSize(file: string, size: number): Promise<void> {
  const handle = await open(`${file}.size`, 'w');
  await handle.writeFile(String(size));
  await handle.close();
}

function conflict(progress: Progress): Answer {
  return problemAnswer(409, 'upload-offset', { title: 'go on from another offset' }, { 'upload-offset': String(progress.offset) });
}

function fileOf({ folder }: Context, owner: string, sha256: string): string {
  const name = createHash('sha256').update(`${owner}\0${sha256}`).digest('hex');
  return path.join(folder, 'uploads', name);
}

function numberOf(field: string | string[] | undefined): number | null {
  return typeof field === 'string' && /^\d{1,15}$/.test(field) ? Number(field) : null;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
