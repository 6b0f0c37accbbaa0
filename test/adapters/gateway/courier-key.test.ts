import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { courierKeyFile } from '#main/gateway/courier-key.ts';

let folder: string;
const told: string[] = [];
const log = { write: (_: string, event: string) => void told.push(event) };
beforeEach(() => {
  told.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'rubrica-courier-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the key that files on a stick are sealed to', () => {
  it('is made once, for its owner alone, and nothing else is left beside it', () => {
    const file = join(folder, 'courier.key.pem');
    const made = courierKeyFile(file, log);
    expect(courierKeyFile(file, log).equals(made)).toBe(true);
    expect(readdirSync(folder)).toEqual(['courier.key.pem']);
    expect(told).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', '-----BEGIN PRIVATE KEY-----\nMIGH'])(
    'is made anew where a power cut left half of it (%j), which is put aside and told to the log',
    (half) => {
      const file = join(folder, 'courier.key.pem');
      writeFileSync(file, half);
      const made = courierKeyFile(file, log);
      expect(made.asymmetricKeyType).toBe('ec');
      expect(courierKeyFile(file, log).equals(made)).toBe(true);
      expect(readdirSync(folder).toSorted()).toEqual(['courier.key.pem', expect.stringMatching(/^courier\.key\.pem\.unreadable-/)]);
      expect(told).toEqual(['courier.keyReplaced']);
    },
  );
});
