import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '#test/adapters/token/station.ts';
import { cardServiceMissing, cardServicePatienceMs, openScModule, takeCardService } from '#test/card/card-service.ts';
import { createPivCard } from '#test/card/piv-card.ts';
import { virtualReader } from '#test/card/virtual-reader.ts';
import { testIdentity } from '#test/fixtures/token/identities.ts';

const root = resolve(import.meta.dirname, '../..');
const rsa = testIdentity('rsa2048');

type Ended = { readonly code: number; readonly out: string };

/** Not waited for in one go: the card lives in this process. */
function rubrica(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((done) => {
    const options = { env: { ...process.env, ...environment } };
    execFile(process.execPath, [join(root, 'src/main/cli.ts'), ...words], options, (error, out) =>
      done({ code: error === null ? 0 : Number(error.code), out }),
    );
  });
}

describe.runIf(cardServiceMissing === null)('signing with a card from the command line', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const reader = virtualReader('first');
  const card = createPivCard({ holder: 0x21, authentication: rsa });
  let service: { release(): Promise<void> };

  beforeAll(async () => {
    service = await takeCardService();
    await reader.insert(card);
    writeFileSync(at('right'), '123456');
    writeFileSync(at('wrong'), '000000');
    writeFileSync(at('empty.json'), '{}');
    const listed = await rubrica(['tokens', '--module', openScModule(), '--json'], environment);
    label = JSON.parse(listed.out).tokens[0].label;
  }, cardServicePatienceMs);
  afterAll(async () => {
    await reader.remove();
    await service.release();
    folder.remove();
  });

  const environment = { RUBRICA_DATA: at('data'), RUBRICA_CONFIG: at('empty.json') };
  let label = '';
  const sign = async (pin: string): Promise<readonly unknown[]> => {
    const key = ['--module', openScModule(), '--token', label, '--cert', rsa.fingerprint];
    const words = ['sign', join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml'), ...key, '--pin-file', at(pin), '--out', at('out')];
    const ended = await rubrica([...words, '--json'], environment);
    return [ended.code, JSON.parse(ended.out).failure?.code];
  };

  it('spends one try on each wrong PIN, never the last one, and asks a locked card nothing', async () => {
    expect(await sign('right')).toEqual([0, undefined]);
    expect(await sign('wrong')).toEqual([1, 'pinWrong']);
    expect(await sign('wrong')).toEqual([1, 'pinWrong']);
    expect(await sign('right')).toEqual([1, 'finalTryNotConfirmed']);
    expect([card.triesLeft, card.signatures]).toEqual([1, 1]);
    // The last one is spent elsewhere.
    card.answer(Buffer.from([0x00, 0x20, 0x00, 0x80, 0x08, ...Buffer.from('000000'), 0xff, 0xff]));
    expect(card.triesLeft).toBe(0);
    expect(await sign('right')).toEqual([1, 'pinLocked']);
  }, 240_000);
});
