import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Log } from '#main/ports/system.ts';

/**
 * Made once: files on their way are sealed to it. Whoever loses it loses no document, each still waits where it was sealed;
 * so one that cannot be read is put aside, and another is made. The log says so: what was sealed to the old one
 * meanwhile cannot be opened here.
 */
export function courierKeyFile(file: string, log: Pick<Log, 'write'>): KeyObject {
  if (existsSync(file)) {
    const kept = keyIn(file);
    if (kept !== null) return kept;
    const aside = `${file}.unreadable-${randomUUID()}`;
    renameSync(file, aside);
    log.write('error', 'courier.keyReplaced', { aside: basename(aside) });
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  keepWhole(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return privateKey;
}

function keyIn(file: string): KeyObject | null {
  const pem = readFileSync(file, 'utf8');
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** On the disk before it has its name: a power cut leaves the whole key or none. */
function keepWhole(file: string, content: string | Buffer): void {
  const beside = `${file}.${randomUUID()}`;
  const handle = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
}
