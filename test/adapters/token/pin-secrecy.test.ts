import { writeFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, startStation, temporaryFolder } from '#test/adapters/token/station.ts';
import { testIdentity } from '#test/fixtures/token/identities.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const wrongPin = '730194';

describe('a PIN', () => {
  it('stands in no log line, no failure and no event, whether right, wrong, too long or of a key file', async () => {
    const { module, environment } = makeSoftHsm(folder.path, ['rsa2048']);
    const { fingerprint } = testIdentity('rsa2048');
    const station = startStation({ modules: [{ path: module }], environment });
    const told: unknown[] = [];
    station.tokens.onChange((overview) => told.push(overview));
    await station.tokens.refresh();
    const long = wrongPin.repeat(60);
    for (const pin of [wrongPin, long, softHsmPin]) {
      const opened = await station.tokens.open({ fingerprint, pin: pinOf(pin), confirmFinalTry: true });
      if (!opened.ok) told.push(opened);
      else {
        told.push(await opened.value.sign(Buffer.from('x'), 'ecdsa-sha256'));
        await opened.value.close();
      }
    }
    const { serial = '' } = station.tokens.overview().tokens[0] ?? {};
    told.push(await station.tokens.changePin({ serial, module, oldPin: pinOf(wrongPin), newPin: pinOf(softHsmPin) }));
    await station.tokens.refresh();
    told.push(station.tokens.overview());
    await station.close();
    const everything = [...station.logLines, JSON.stringify(told)].join('\n');
    expect(station.logLines.length).toBeGreaterThan(2);
    for (const secret of [softHsmPin, wrongPin]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
      expect(everything).not.toContain([...Buffer.from(secret)].join(','));
    }
  });

  it('is not on the command line, in the environment or in the report of a token process', async () => {
    const { module, environment } = makeSoftHsm(join(folder.path, 'open'), ['rsa2048']);
    const station = startStation({ modules: [{ path: module }], environment });
    await station.tokens.refresh();
    const { fingerprint } = testIdentity('rsa2048');
    const opened = await station.tokens.open({ fingerprint, pin: pinOf(softHsmPin), confirmFinalTry: false });
    expect(opened.ok).toBe(true);
    const process = `/proc/${station.pids[0]}`;
    if (existsSync(process)) {
      for (const file of ['cmdline', 'environ']) expect(readFileSync(join(process, file), 'latin1')).not.toContain(softHsmPin);
    }
    await station.close();
  });

  it('does not reach the log when a module itself prints what it does', async () => {
    // A module in its vendor's debug mode writes what it sends to the card to standard error.
    const chatter = join(folder.path, 'chatter.ts');
    writeFileSync(chatter, `process.stderr.write('Outgoing APDU: 00 20 00 80 ${wrongPin}\\n'); setTimeout(() => process.exit(1), 50);`);
    const { forkTokenProcess } = await import('#main/token/fork-token-process.ts');
    const lines: string[] = [];
    const start = forkTokenProcess(chatter, { write: (...line) => void lines.push(JSON.stringify(line)) });
    const started = await start({ kind: 'pkcs12', file: '' });
    await new Promise<void>((resolve) => started.wire.onClose(resolve));
    expect(lines.join('\n')).not.toContain(wrongPin);
  });
});
