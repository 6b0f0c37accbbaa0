import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Assembled } from '#main/assemble-station.ts';
import { openHeadless } from '#main/cli/headless-station.ts';
import { unconfigured } from '#main/read-config.ts';
import { systemClock } from '#main/system-clock.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let folder: string;
let opened: Assembled | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-rebuilt-'));
});
afterEach(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Assembled> {
  await opened?.close();
  const log = { write: () => undefined, report: () => ({ code: 'unexpected', incident: 'x' }) as const };
  const startProcess = () => () => Promise.reject(new Error('no module was to be started'));
  const config = unconfigured({ dataFolder: folder, schemaFolder: resolve(import.meta.dirname, '../../schemas'), version: '0' });
  const station = openHeadless({ startProcess, log, clock: systemClock }, config);
  if (!station.ok) throw new Error(station.failure.code);
  opened = station.value;
  return station.value;
}

it('is told, with where it is written what was lost, at every start until a person has seen it', async () => {
  await open();
  await opened?.close();
  opened = null;
  writeFileSync(join(folder, 'station.db'), Buffer.alloc(300_000, 7));
  const { handlers } = (await open()).station;
  const [notice] = (await expectValue(handlers.notices({}))).notices;
  expect(notice).toMatchObject({ topic: 'storeSalvaged', isSettledByPerson: true });
  expect(notice?.sentence.es).toMatch(/No todo se pudo leer: compare con la ventanilla antes de firmar\..*statement\.txt\.$/);
  const place = / (\/\S+statement\.txt)/.exec(notice?.sentence.es ?? '')?.[1] ?? '';
  expect(readFileSync(place, 'utf8')).toContain('Del archivo dañado no se pudo leer nada');
  const again = (await open()).station;
  expect(await expectValue(again.handlers.status({}))).toMatchObject({ toRead: 1 });
  await expectValue(again.handlers.settleNotice({ id: notice?.id ?? '' }));
  expect(await expectValue((await open()).station.handlers.status({}))).toMatchObject({ toRead: 0 });
});
