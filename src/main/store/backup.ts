import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Result, done, failed } from '#core/failure.ts';
import { checkStore } from '#main/store/check.ts';
import { type Connection, openConnection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { makePrivate } from '#main/store/private-file.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';
import type { Backups } from '#main/store/store.ts';

const named = /^store-\d{8}T\d{9}Z\.db$/;

/** An online copy while work goes on. Under its final name only when it was read through and found whole. */
export async function backUp(
  connection: Connection,
  backups: Backups,
  at: string,
): Promise<Result<{ readonly path: string; readonly bytes: number }>> {
  const path = join(backups.folder, `store-${ownTime(at).replaceAll(/[-:.]/g, '')}.db`);
  const unfinished = `${path}.unfinished`;
  try {
    mkdirSync(backups.folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(backups.folder)) if (name.includes('.unfinished')) rmSync(join(backups.folder, name));
    makePrivate(unfinished);
    await connection.copyTo(unfinished);
    const problems = await checkCopy(unfinished, backups.nativeBinding);
    if (!problems.ok) return problems;
    if (problems.value.length > 0) return failed({ code: 'storeDamaged', detail: problems.value.join('; ') });
    renameSync(unfinished, path);
    for (const old of backupsIn(backups.folder).slice(backups.keep)) rmSync(old);
    return done({ path, bytes: statSync(path).size });
  } catch (error) {
    return failed(failureOf(error) ?? fileFailure(error, path));
  }
}

/** Newest first. */
export function backupsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => named.test(name))
      .sort()
      .reverse()
      .map((name) => join(folder, name));
  } catch {
    // no folder yet: no backups
    return [];
  }
}

/** When a copy was made, by its name. */
export function madeAt(path: string): string {
  const stamp = /store-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.db$/.exec(path);
  if (!stamp) throw new TypeError(`not a copy's name: ${path}`);
  const [, year, month, day, hour, minute, second, ms] = stamp;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
}

async function checkCopy(file: string, nativeBinding: string | undefined): Promise<Result<readonly string[]>> {
  const copy = openConnection({ file, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
  try {
    return await checkStore(copy);
  } finally {
    copy.close();
  }
}

function fileFailure(error: unknown, path: string): Parameters<typeof failed>[0] {
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOSPC') return { code: 'storeFull' };
    if (typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return { code: 'fileNotWritable', path };
  }
  throw error;
}
