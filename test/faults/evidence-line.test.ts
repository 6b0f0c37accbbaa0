import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvidenceFetch } from '#main/gateway/evidence-fetch.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import { authority, list, now, person, root } from '#test/fixtures/trust/hierarchy.ts';
import { countPoints } from '#test/faults/points.ts';

const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const points = isLong ? 400 : 20;
const hurryMs = 300;

/** A revocation list's server on a bad day; what it does next is set by the test. */
type Mood = (answer: ServerResponse, crl: Uint8Array) => void;
let mood: Mood;
let crl: Uint8Array;
const server = createServer((_, answer) => mood(answer, crl));
let url: string;

const anchor = await root();
const ca = await authority('CA', anchor);
const rootList = await list(anchor);
beforeAll(async () => {
  crl = await list(ca);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ca.crl`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const fetching = openEvidenceFetch(() => Promise.resolve(null));

/** A station's trust that has nothing but this line to ask about revocation; in the tests it waits less long. */
async function judge(): Promise<{ verdict: string; reasons: readonly string[] }> {
  const leaf = await person('Ana', ca, { crlUrls: [url] });
  const { judgeCertificate } = createTrust({
    anchors: [anchor.certificate],
    intermediates: [ca.certificate],
    crls: [rootList],
    fetch: (asked) => fetching({ ...asked, timeoutMs: hurryMs }),
    clock: { now: () => now },
  });
  return judgeCertificate(leaf.certificate, { at: now });
}

const undecided = { verdict: 'undecided', reasons: ['revocation-unknown'] };
const endless: Mood = (answer) => {
  for (let i = 0; i < 400; i += 1) answer.write(Buffer.alloc(100_000));
};
const well: Mood = (answer, bytes) => void answer.end(bytes);

describe('the line by which a verdict asks about revocation', () => {
  it(`cut at byte n leaves the verdict open, never valid, at ${points} points, and decides when it is whole`, async () => {
    for (let point = 0; point < points; point += 1) {
      mood = (answer, bytes) => {
        answer.setHeader('content-length', bytes.length);
        answer.write(bytes.slice(0, Math.floor((bytes.length * point) / points)), () => answer.destroy());
      };
      expect(await judge()).toMatchObject(undecided);
    }
    countPoints('a revocation list cut', points, `${crl.length} bytes`);
    mood = well;
    expect(await judge()).toMatchObject({ verdict: 'valid' });
  });

  it.each<[string, Mood]>([
    ['half-open', () => undefined],
    ['slow beyond its time', (answer, bytes) => void answer.write(bytes.slice(0, 10))],
    ['answered by some other machine', (answer) => void answer.end('<html><title>Wi-Fi</title></html>')],
    ['redirected', (answer) => void answer.writeHead(302, { location: url }).end()],
    ['with a bit turned over', (answer, bytes) => void answer.end(bytes.map((byte, i) => (i === bytes.length - 9 ? byte ^ 1 : byte)))],
    ['that never stops', endless],
  ])('%s leaves the verdict open within its time, and nobody waits longer', async (_name, next) => {
    mood = next;
    const startedAt = performance.now();
    expect(await judge()).toMatchObject(undecided);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    mood = well;
    expect(await judge()).toMatchObject({ verdict: 'valid' });
  });
});
