import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StationConfig } from '#contract/station-config.ts';
import { createSupportDesk } from '#main/support-desk.ts';
import { filesInZip } from '#test/fakes/files-in-zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubrica-desk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the report for support', () => {
  it('says on what system, in what time zone and for what architecture the station runs, and nothing that names the machine', () => {
    const desk = createSupportDesk({ dataFolder: folder, schemaFolder: join(folder, 'schemas') } as StationConfig, [], '3.0.0');
    const machine = filesInZip(desk.bundle({}))['machine.json'] ?? '';
    expect(JSON.parse(machine)).toMatchObject({
      architecture: process.arch,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      utcOffsetMinutes: 0 - new Date().getTimezoneOffset(),
    });
    expect(JSON.parse(machine)).toHaveProperty('release');
    for (const name of [hostname(), userInfo().homedir]) expect(machine).not.toContain(JSON.stringify(name));
  });
});
