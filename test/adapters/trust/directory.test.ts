import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { composeDirectory } from '#core/officials/directory.ts';
import type { DirectoryFile, DirectoryRow } from '#core/officials/directory.ts';
import { done, failed } from '#core/failure.ts';
import type { OfficialCheckCode, OfficialsDesk } from '#main/ports/gateway.ts';
import type { Authority } from '#main/ports/trust.ts';
import type { Identity } from '#main/practice/issue.ts';
import { practiceDirectory } from '#main/practice/directory.ts';
import { confirmOnLine } from '#main/station/check-on-line.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import type { OpenTrust } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { officialOf } from '#main/trust/officials/take-directory.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { authority, day, from, list, now, person, root } from '#test/fixtures/trust/hierarchy.ts';

const anchor = await root();
const ca = await authority('CA', anchor);
const keeper = await person('Keeper', ca);
const ana = await person('Ana', ca);
const verification = createXmlVerification();
const schemaFolder = fileURLToPath(new URL('../../../schemas', import.meta.url));

const row = (identity: Identity, more: Partial<DirectoryRow> = {}): DirectoryRow => ({
  country: 'CL',
  authority: 'Autoridad competente',
  entityId: 'CL-1',
  entityName: 'Servicio Uno & Compañía',
  entityAliases: ['Servicio 1'],
  name: identity.name,
  certificate: Buffer.from(identity.certificate).toString('base64'),
  documentTypes: ['phytosanitary'],
  enabledFrom: from(-100).toISOString(),
  enabledUntil: null,
  isEnabled: true,
  status: 'active',
  revokedAt: null,
  ...more,
});
const file = (sequence: number, rows: readonly DirectoryRow[], more: Partial<DirectoryFile> = {}): Promise<Uint8Array> =>
  practiceDirectory(keeper, { isFull: true, sequence, issuedAt: from(-0.1).toISOString(), rows, ...more });

async function open(clock: Date = now): Promise<OpenTrust> {
  return createTrust({
    anchors: [anchor.certificate],
    intermediates: [ca.certificate],
    crls: [await list(anchor, { nextUpdate: from(30) }), await list(ca, { nextUpdate: from(30) })],
    officials: memoryOfficials(),
    directory: { authorities: [keeper.certificate], verification },
    clock: { now: () => clock },
  });
}

type Question = Parameters<OpenTrust['authority']>[0];
const question: Question = { certificate: ana.certificate, documentType: 'phytosanitary', country: 'CL', body: null, at: now };
const taken = (result: ReturnType<OpenTrust['keeping']['takeDirectory']>): unknown =>
  result.ok ? result.value : 'reason' in result.failure ? result.failure.reason : result.failure.code;

describe('the directory of officials', () => {
  it('is what its schema says, and both verifiers and xmlsec1 accept its signature', async () => {
    const bytes = await file(1, [row(ana, { enabledUntil: from(9).toISOString(), status: 'revoked', revokedAt: from(3).toISOString() })]);
    const documents = createXmlDocuments({ schemaFolder });
    expect(documents.validate(bytes, 'officials-directory/officials-directory.xsd').filter((one) => one.level === 'error')).toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-directory-'));
    writeFileSync(join(folder, 'officials.xml'), bytes);
    writeFileSync(join(folder, 'keeper.pem'), keeper.certificatePem);
    const run = (): string =>
      execFileSync('xmlsec1', ['--verify', '--pubkey-cert-pem', 'keeper.pem', 'officials.xml'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).not.toThrow();
    writeFileSync(
      join(folder, 'officials.xml'),
      readFileSync(join(folder, 'officials.xml'), 'utf8').replace('Servicio Uno', 'Servicio Dos'),
    );
    expect(run).toThrow();
    rmSync(folder, { recursive: true });
  });

  it('is taken in order: no rollback, no gap, no second time', async () => {
    const { keeping } = await open();
    expect(taken(keeping.takeDirectory(await file(2, [], { isFull: false })))).toBe('gap');
    expect(taken(keeping.takeDirectory(await file(5, [row(ana)])))).toBe('applied');
    expect(taken(keeping.takeDirectory(await file(5, [row(ana)])))).toBe('repeated');
    expect(taken(keeping.takeDirectory(await file(7, [], { isFull: false })))).toBe('gap');
    expect(taken(keeping.takeDirectory(await file(6, [], { isFull: false })))).toBe('applied');
    expect(taken(keeping.takeDirectory(await file(4, [row(ana)])))).toBe('rollback');
  });

  it('is refused unsigned, altered, from the future, and from anybody but its authority', async () => {
    const { keeping } = await open();
    const rows = [row(ana)];
    const unsigned = new TextEncoder().encode(composeDirectory({ isFull: true, sequence: 1, issuedAt: from(-1).toISOString(), rows }));
    expect(taken(keeping.takeDirectory(unsigned))).toBe('no-signature');
    const altered = new TextEncoder().encode(new TextDecoder().decode(await file(1, rows)).replace('phytosanitary', 'origin'));
    expect(taken(keeping.takeDirectory(altered))).toBe('digest-mismatch');
    const byAna = await practiceDirectory(ana, { isFull: true, sequence: 1, issuedAt: from(-1).toISOString(), rows });
    expect(taken(keeping.takeDirectory(byAna))).toBe('signer');
    expect(taken(keeping.takeDirectory(await file(1, rows, { issuedAt: from(2).toISOString() })))).toBe('not-yet-valid');
    expect(await (await open()).authority(question)).toMatchObject({ verdict: 'undecided', reasons: ['directory-absent'] });
  });

  it('is kept as it came in', async () => {
    const trust = memoryOfficials();
    const again = createTrust({
      anchors: [],
      officials: trust,
      directory: { authorities: [keeper.certificate], verification },
      clock: { now: () => now },
    });
    const rows = [row(ana, { entityName: 'Año <nuevo> & «viejo»' })];
    again.keeping.takeDirectory(await file(1, rows));
    const found = trust.list({ search: 'ano', offset: 0, limit: 10 });
    expect(found.ok && found.value.total).toBe(1);
    expect(found.ok && found.value.rows).toEqual(rows.map((each) => ({ ...officialOf(each), directory: 'CN=Keeper,O=Test,C=CL' })));
  });
});

describe('who may sign', () => {
  const ask = async (
    more: Partial<DirectoryRow> | null,
    asked: Partial<Question> = {},
    others: readonly DirectoryRow[] = [],
  ): Promise<string> => {
    const trust = await open();
    trust.keeping.takeDirectory(await file(1, [...(more ? [row(ana, more)] : []), ...others]));
    const answer = await trust.authority({ ...question, ...asked });
    return [answer.verdict, ...answer.reasons].join(' ');
  };

  it.each<[string, Partial<DirectoryRow> | null, Partial<Question>, string]>([
    ['stands in it for this type', {}, {}, 'valid'],
    ['stands in it for every type', { documentTypes: ['*'] }, { documentType: 'origin' }, 'valid'],
    ['is not in it', null, {}, 'invalid not-an-official'],
    ['is disabled', { isEnabled: false }, {}, 'invalid official-disabled'],
    ['is pending', { status: 'pending' }, {}, 'invalid official-disabled'],
    ['begins tomorrow', { enabledFrom: from(1).toISOString() }, {}, 'invalid official-disabled'],
    ['ended yesterday', { enabledUntil: from(-1).toISOString() }, {}, 'invalid official-disabled'],
    ['signs another type', {}, { documentType: 'origin' }, 'invalid official-not-for-this-document'],
    ['is of another country', { country: 'PE' }, {}, 'invalid official-not-for-this-document'],
    ['is named by an alias of the body', {}, { body: 'SERVICIO  1' }, 'valid'],
    ['belongs to a body spelt in a way nobody knows', {}, { body: 'Oficina regional' }, 'valid'],
    ['was revoked before', { status: 'revoked', revokedAt: from(-1).toISOString() }, {}, 'invalid official-disabled'],
    ['was revoked after signing, before receipt', { status: 'revoked', revokedAt: from(-1).toISOString() }, { at: from(-2) }, 'valid'],
  ])('an official who %s', async (_what, more, asked, expected) => {
    expect(await ask(more, asked)).toBe(expected);
  });

  it('refuses an official for a document of a body the directory knows as another one', async () => {
    const other = row(await person('Eva', ca), { entityId: 'CL-2', entityName: 'Servicio Dos' });
    expect(await ask({}, { body: 'servicio dos' }, [other])).toBe('invalid official-not-for-this-document');
  });

  it('counts the days of a directory that ran out, as the contingency allows', async () => {
    const issuedAt = from(-0.1);
    const later = new Date(issuedAt.getTime() + 3 * day);
    const trust = await open(later);
    trust.keeping.takeDirectory(await file(1, [row(ana)], { issuedAt: issuedAt.toISOString() }));
    expect(await trust.authority({ ...question, at: later })).toMatchObject({
      verdict: 'undecided',
      reasons: ['directory-stale'],
      offlineUntil: new Date(issuedAt.getTime() + 5 * day).toISOString(),
    });
    expect(await trust.authority({ ...question, at: issuedAt })).toMatchObject({ verdict: 'valid', offlineUntil: null });
  });
});

describe('the on-line check', () => {
  const stale = async (): Promise<{ readonly authority: Authority; readonly at: Date }> => {
    const at = from(3);
    const trust = await open(at);
    trust.keeping.takeDirectory(await file(1, [row(ana)]));
    return { authority: await trust.authority({ ...question, at }), at };
  };
  const answering = (code: OfficialCheckCode): OfficialsDesk => ({
    checkOfficial: async () => done({ code, message: '', entityName: null, scope: null, jurisdiction: null, officialName: null }),
  });

  it.each<[OfficialCheckCode, string]>([
    ['00', 'valid'],
    ['03', 'invalid revoked'],
    ['04', 'invalid not-an-official'],
    ['05', 'invalid official-disabled'],
    ['07', 'invalid official-not-for-this-document'],
    ['99', 'undecided directory-stale'],
  ])('answering %s makes of a stale directory: %s', async (code, expected) => {
    const { authority, at } = await stale();
    expect(authority).toMatchObject({ verdict: 'undecided', reasons: ['directory-stale'] });
    const confirmed = await confirmOnLine(authority, answering(code), at);
    expect([confirmed.verdict, ...confirmed.reasons].join(' ')).toBe(expected);
  });

  it('is not asked while the directory is fresh, and changes nothing without an answer', async () => {
    const { authority, at } = await stale();
    const silent: OfficialsDesk = { checkOfficial: async () => failed({ code: 'gatewayUnreachable', detail: '' }) };
    expect(await confirmOnLine(authority, silent, at)).toBe(authority);
    expect(await confirmOnLine(authority, null, at)).toBe(authority);
    const trust = await open();
    trust.keeping.takeDirectory(await file(1, [row(ana)]));
    const fresh = await trust.authority(question);
    expect(await confirmOnLine(fresh, answering('05'), now)).toBe(fresh);
  });
});
