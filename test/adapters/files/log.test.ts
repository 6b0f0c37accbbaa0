import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileLog, type LogOptions } from '#main/files/log.ts';

let folder: string;
const logs: FileLog[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-log-'));
});
afterEach(() => {
  for (const log of logs.splice(0)) log.close();
  rmSync(folder, { recursive: true, force: true });
});
const clock = { now: () => new Date('2026-03-02T14:00:00Z'), monotonicMs: () => 0, sinceBootMs: () => 0 };
function open(over: Partial<LogOptions> = {}): FileLog {
  const log = new FileLog({ folder, name: 'station', clock, ...over });
  logs.push(log);
  return log;
}
const lines = (log: FileLog): Record<string, unknown>[] =>
  readFileSync(log.path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('is one JSON object a line, for its owner alone', () => {
    const log = open();
    log.write('info', 'started', { version: '1.0.0' });
    log.write('debug', 'too fine');
    expect(lines(log)).toEqual([
      {
        at: '2026-03-02T14:00:00.000Z',
        level: 'info',
        process: 'station',
        pid: process.pid,
        event: 'started',
        details: { version: '1.0.0' },
      },
    ]);
    expect(statSync(log.path).mode & 0o777).toBe(0o600);
  });

  it('has a line behind each incident number that a person is told', () => {
    const log = open();
    const failure = log.report(new RangeError('out of range'), 'openReview');
    expect(failure.code).toBe('unexpected');
    const incident = failure.code === 'unexpected' ? failure.incident : '';
    expect(incident).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(lines(log)[0]).toMatchObject({
      event: 'unexpected',
      details: { incident, doing: 'openReview', error: { name: 'RangeError', message: 'out of range' } },
    });
  });

  it('keeps as many files as it was told and loses nothing in between', () => {
    const log = open({ largestBytes: 1000, keep: 3 });
    for (let n = 0; n < 100; n += 1) log.write('info', `event ${n}`);
    expect(readdirSync(folder).sort()).toEqual(['station.1.log', 'station.2.log', 'station.3.log', 'station.log']);
    const newest = ['station.3.log', 'station.2.log', 'station.1.log', 'station.log'].flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { event: string }).event),
    );
    expect(newest).toEqual(newest.map((_, index) => `event ${100 - newest.length + index}`));
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1000);
  });

  it('does not stop the work when it cannot be written, and tells later what is missing', () => {
    const blocked = join(folder, 'logs');
    writeFileSync(blocked, 'a file where the folder should be');
    const log = open({ folder: blocked });
    log.write('info', 'one');
    log.write('info', 'two');
    rmSync(blocked);
    log.write('info', 'three');
    expect(lines(log)).toMatchObject([{ event: 'three', lost: 2 }]);
  });
});

describe('secrets planted everywhere', () => {
  const pin = '48151623';
  const secret = 'c0rrect-horse';
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END PRIVATE KEY-----';

  it('do not get into the file', () => {
    const log = open({ level: 'debug' });
    const cause = Object.assign(new Error(`C_Login failed, PIN ${pin}`), { pin, request: { password: secret } });
    log.write('info', `PIN: ${pin}`, { pin, userPin: pin, PIN: new TextEncoder().encode(pin) });
    log.write('info', 'settings', {
      gateway: { url: `https://officer:${secret}@gateway.example/`, user: 'officer', gatewayPassword: secret },
    });
    log.write('warn', 'answer', {
      headers: { authorization: `Basic ${Buffer.from(`officer:${secret}`).toString('base64')}`, 'set-cookie': secret },
    });
    log.write('warn', 'text', {
      text: `Authorization: Bearer ${secret}-token-part`,
      note: `password=${secret}; la contraseña es ${secret}`,
      pem: key,
    });
    log.write('error', 'nested', { a: [{ b: { passphrase: secret } }], map: new Map([['clave', secret]]), bytes: Buffer.from(secret) });
    log.report(new Error(`outer "pin":"${pin}"`, { cause }), 'sign');
    log.write('info', 'sealed', { sealed: secret, plain: secret, privateKey: key });
    const text = readFileSync(log.path, 'utf8');
    expect(text).not.toContain(pin);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('MIIEvQIBADANBg');
    expect(text).not.toContain(Buffer.from(`officer:${secret}`).toString('base64'));
    expect(lines(log)).toHaveLength(7);
  });

  it('do not take the useful words with them', () => {
    const log = open();
    log.write('info', 'token', {
      label: 'SAG',
      pin: { state: 'ok' },
      hasPassword: true,
      shipping: 'Valparaíso',
      digest: `sha256:${'a'.repeat(64)}`,
      code: 'pinWrong',
    });
    expect(lines(log)[0]?.['details']).toMatchObject({
      label: 'SAG',
      hasPassword: true,
      shipping: 'Valparaíso',
      digest: `sha256:${'a'.repeat(64)}`,
      code: 'pinWrong',
    });
  });
});
