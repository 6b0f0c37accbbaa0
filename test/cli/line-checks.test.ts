import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationConfig } from '#contract/station-config.ts';
import { lineChecks, mailCheck } from '#main/cli/line-checks.ts';
import { sharedPki } from '#test/fakes/exchange.ts';
import { openMailServer, type MailServer } from '#test/fakes/mail-server.ts';
import { benchStation } from '#test/fakes/station-on-fakes.ts';

let folder: string;
let server: MailServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-line-checks-'));
  const pki = await sharedPki();
  writeFileSync(join(folder, 'ca.pem'), pki.root.certificatePem);
  server = await openMailServer(pki);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function configured(more: Partial<NonNullable<StationConfig['mail']>>): StationConfig {
  const mail = { host: 'localhost', port: server.port, security: 'starttls', user: 'avisos', password: 'clave ñ', from: 'a@b.example' };
  return { mail: { ...mail, caFile: join(folder, 'ca.pem'), ...more } } as StationConfig;
}

describe('the preflight', () => {
  it('goes to the mail server as far as it takes us, and sends nothing', async () => {
    expect(await mailCheck(configured({}))).toEqual({
      what: 'mail',
      state: 'good',
      words: { es: 'localhost responde', en: 'localhost answers' },
    });
    expect(server.received).toEqual([]);
    const wrong = await mailCheck(configured({ password: 'otra' }));
    expect([wrong.state, wrong.words.es, wrong.mendForIt?.en]).toEqual([
      'error',
      expect.stringContaining('535'),
      expect.stringMatching(/password/),
    ]);
    expect(await mailCheck(configured({ caFile: join(folder, 'none.pem') }))).toMatchObject({ state: 'error' });
    expect(await mailCheck({ mail: null } as StationConfig)).toMatchObject({ state: 'notSet' });
  });

  it('names the countries that do not answer, since when, beside a gateway that does', async () => {
    const bench = benchStation();
    const beganAt = '2026-03-02T14:00:00.000Z';
    const notice = { id: 'n', topic: 'countryUnreachable', subject: 'PE', country: 'PE', detail: { beganAt }, at: beganAt, messages: [] };
    bench.store.notices.raise(notice);
    try {
      const checks = await lineChecks(bench.station);
      expect(checks.map(({ what, state, words }) => [what, state, words.es])).toEqual([
        ['gateway', 'good', 'responde'],
        ['country', 'warning', expect.stringMatching(/^Perú no responde a la ventanilla desde el 2026-03-02 14:00 UTC\.$/)],
        ['clock', 'good', expect.any(String)],
      ]);
    } finally {
      await bench.stop();
    }
  });

  it('does not say of a gateway that is only ever busy that it answers, nor that none is set', async () => {
    const bench = benchStation();
    bench.gateway.isBusy = true;
    try {
      const [gateway] = await lineChecks(bench.station);
      expect(gateway).toMatchObject({ what: 'gateway', state: 'warning', words: { es: 'contesta, pero solo que está ocupada' } });
    } finally {
      await bench.stop();
    }
  });

  it.each([
    [300, 'good', 'El reloj coincide con el de la ventanilla.'],
    [-40_000, 'good', 'El reloj va 40 s atrasado respecto de la ventanilla.'],
    [12 * 60_000, 'error', 'El reloj va 12 min adelantado respecto de la ventanilla.'],
  ] as const)('holds the clock against the gateway’s: %i ms off is %s', async (differenceMs, state, es) => {
    const bench = benchStation();
    bench.gateway.differenceMs = differenceMs;
    try {
      const checks = await lineChecks(bench.station);
      expect(checks.find(({ what }) => what === 'clock')).toMatchObject({ state, words: { es } });
    } finally {
      await bench.stop();
    }
  });
});
