import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnosticsBundle } from '#main/files/diagnostics.ts';
import { FileLog } from '#main/files/log.ts';
import { filesInZip } from '#test/fakes/files-in-zip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-diagnostics-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the diagnostics bundle', () => {
  it('leads from an incident number to its line, and lists what is in it', () => {
    const log = new FileLog({ folder, name: 'station', clock: { now: () => new Date(0), monotonicMs: () => 0, sinceBootMs: () => 0 } });
    const failure = log.report(new Error('boom'), 'sign');
    log.close();
    const files = filesInZip(diagnosticsBundle({ logFolder: folder, facts: { versions: { rubrica: '0.1.0' } } }));
    expect(failure.code === 'unexpected' && files['logs/station.log']?.includes(failure.incident)).toBe(true);
    expect(JSON.parse(files['versions.json'] ?? '')).toEqual({ rubrica: '0.1.0' });
    const manifest = JSON.parse(files['manifest.json'] ?? '') as { name: string; sha256: string }[];
    expect(manifest.map((entry) => entry.name)).toEqual(['versions.json', 'logs/station.log']);
    expect(manifest.every((entry) => /^[0-9a-f]{64}$/.test(entry.sha256))).toBe(true);
  });

  it('has none of the secrets planted in facts and logs, also where a log line is not ours', () => {
    const secret = 'hunter2-4815';
    writeFileSync(
      join(folder, 'old.log'),
      `{"at":"x","details":{"password":"${secret}"}}\nplain text with ${secret}\n{"event":"pin=${secret}"}\n`,
    );
    const files = filesInZip(
      diagnosticsBundle({
        logFolder: folder,
        facts: {
          policy: { gateway: { url: `https://u:${secret}@host/`, password: secret }, mail: { secret } },
          environment: new Map([['clave', secret]]),
        },
      }),
    );
    expect(Object.keys(files).sort()).toEqual(['environment.json', 'logs/old.log', 'manifest.json', 'policy.json']);
    expect(JSON.stringify(files)).not.toContain(secret);
  });

  it('takes the newest part of long logs, whole lines only, and does without logs', () => {
    writeFileSync(join(folder, 'a.log'), Array.from({ length: 1000 }, (_, n) => `{"event":"${n}"}`).join('\n'));
    const lines = (filesInZip(diagnosticsBundle({ logFolder: folder, facts: {}, logBytes: 100 }))['logs/a.log'] ?? '').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['994', '995', '996', '997', '998', '999']);
    expect(Object.keys(filesInZip(diagnosticsBundle({ logFolder: join(folder, 'none'), facts: {} })))).toEqual(['manifest.json']);
  });
});
