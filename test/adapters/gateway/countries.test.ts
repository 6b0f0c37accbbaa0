import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExchange, outgoing, sha256, type Exchange } from '#test/fakes/exchange.ts';

let exchange: Exchange;
beforeAll(async () => {
  exchange = await openExchange();
  // from now on somebody in Mexico answers for Mexico
  await exchange.gateway.admin.addUser({ ...exchange.users.mx, receives: true });
});
afterAll(() => exchange.close());

describe('two countries at one gateway', () => {
  it('carry a document there and its whole story back', async () => {
    const chile = exchange.rest();
    const mexico = exchange.rest({ as: exchange.users.mx });
    const message = outgoing('CL-77');
    expect(await chile.deliver(message)).toMatchObject({ kind: 'accepted' });
    expect(await chile.events(null)).toMatchObject({ value: { events: [] } });

    const arrived = await mexico.inbound(null);
    expect(arrived).toMatchObject({ ok: true, value: { documents: [{ header: message.header, bytes: message.bytes }] } });
    const id = arrived.ok ? (arrived.value.documents[0]?.id ?? '') : '';
    const at = new Date().toISOString();
    await mexico.answer({ id, kind: 'receivedCorrectly', at, text: null, faults: [] });
    await mexico.answer({ id, kind: 'used', at, text: 'Puerto de Manzanillo', faults: [] });
    await mexico.answer({ id, kind: 'used', at, text: 'Puerto de Manzanillo', faults: [] });
    await mexico.answer({ id, kind: 'replacementAsked', at, text: 'Peso equivocado', faults: [{ code: 'PESO', message: 'kg' }] });

    const told = await chile.events(null);
    expect(told.ok && told.value.events.map(({ kind, source, text, sha256: hash }) => [kind, source, text, hash])).toEqual([
      ['receivedCorrectly', 'MX', null, message.sha256],
      ['used', 'MX', 'Puerto de Manzanillo', message.sha256],
      ['replacementAsked', 'MX', 'Peso equivocado', message.sha256],
    ]);
  });

  it('are told when somebody refuses what had been acknowledged as correct', async () => {
    const chile = exchange.rest();
    const mexico = exchange.rest({ as: exchange.users.mx });
    const message = outgoing('CL-81');
    await chile.deliver(message);
    const arrived = await mexico.inbound(null);
    const id = (arrived.ok && arrived.value.documents.find(({ header }) => header.documentId === 'CL-81')?.id) || '';
    const at = new Date().toISOString();
    await mexico.answer({ id, kind: 'receivedCorrectly', at, text: null, faults: [] });
    await mexico.answer({ id, kind: 'refused', at, text: 'Especie sin permiso', faults: [] });
    const told = await chile.events(null);
    const ofIt = told.ok ? told.value.events.filter(({ sha256: hash }) => hash === message.sha256) : [];
    expect(ofIt.map(({ kind, text }) => [kind, text])).toEqual([
      ['receivedCorrectly', null],
      ['rejected', 'Especie sin permiso'],
    ]);
    expect(await chile.status(message)).toMatchObject({ kind: 'known' });
  });

  it('see nothing of each other’s mail, and cannot answer for each other', async () => {
    const chile = exchange.rest();
    const mexico = exchange.rest({ as: exchange.users.mx });
    const inbound = await mexico.inbound(null);
    const id = inbound.ok ? (inbound.value.documents[0]?.id ?? '') : '';
    expect(await chile.inbound(null)).toMatchObject({ value: { documents: [] } });
    expect(await chile.answer({ id, kind: 'used', at: new Date().toISOString(), text: null, faults: [] })).toMatchObject({ ok: false });
    expect(await mexico.events(null)).toMatchObject({ value: { events: [] } });
    const message = outgoing('CL-78');
    await chile.deliver(message);
    expect(await mexico.status(message)).toEqual({ kind: 'unknownThere' });
  });

  it('cannot send in each other’s name', async () => {
    const mexico = exchange.rest({ as: exchange.users.mx });
    expect(await mexico.deliver(outgoing('CL-79'))).toMatchObject({
      kind: 'refused',
      faults: [{ code: 'CAB', message: 'PaisdeRemitente: MX' }],
    });
  });

  it('leave notices for each other', async () => {
    const notice = { id: randomUUID(), country: 'MX', subject: 'Intermitencia', text: 'Desde las 10:00' };
    const chile = exchange.rest();
    await chile.notify(notice);
    await chile.notify(notice);
    const told = await exchange.rest({ as: exchange.users.mx }).notices(null);
    expect(told).toMatchObject({
      ok: true,
      value: { notices: [{ id: notice.id, from: 'CL', subject: 'Intermitencia', text: notice.text }] },
    });
    expect(await chile.notices(null)).toMatchObject({ value: { notices: [] } });
  });
});

describe('a gateway that ends and starts again', () => {
  it('still knows every delivery, event and answer', async () => {
    const chile = exchange.rest();
    const message = outgoing('CL-80', undefined, { receiverCountry: 'PE', receiver: 'VUCEPE' });
    const accepted = await chile.deliver(message);
    const before = await chile.events(null);
    await exchange.restart();
    expect(await chile.status(message)).toMatchObject({ kind: 'known', receiptId: accepted.kind === 'accepted' ? accepted.receiptId : '' });
    expect(await chile.deliver(message)).toEqual(accepted);
    expect(await chile.events(null)).toEqual(before);
  });
});

describe('who may speak', () => {
  it('is told whom the gateway takes it for', async () => {
    expect(await exchange.rest().identity()).toMatchObject({
      ok: true,
      value: { user: 'estacion-cl', country: 'CL', participant: 'ESTCL01' },
    });
    expect(await exchange.rest({ as: exchange.users.mx }).identity()).toMatchObject({
      ok: true,
      value: { country: 'MX', participant: null },
    });
  });

  it('is bound to a client certificate where the user names one', async () => {
    const wrong = { name: 'atada', country: 'CL', password: 'x' } as const;
    await exchange.gateway.admin.addUser({ ...wrong, certificateSha256: exchange.pki.tlsClients.PE.fingerprint });
    expect(await exchange.rest({ as: wrong }).time()).toEqual({ ok: false, failure: { code: 'gatewayRefusedUs', status: 403 } });
    await exchange.gateway.admin.addUser({ ...wrong, certificateSha256: exchange.pki.tlsClients.CL.fingerprint });
    expect(await exchange.rest({ as: wrong }).time()).toMatchObject({ ok: true });
  });

  it('must come with a certificate of this gateway’s authority', async () => {
    const { tlsServer } = exchange.pki;
    const foreign = { ca: exchange.pki.root.certificatePem, cert: tlsServer.certificatePem, key: tlsServer.privateKeyPem };
    expect(await exchange.rest({ tls: foreign }).time()).toEqual({ ok: false, failure: { code: 'gatewayRefusedUs', status: 403 } });
  });
});

describe('the directory at the gateway', () => {
  it('is a replica and what follows it, or what follows a sequence', async () => {
    const { admin } = exchange.gateway;
    const file = (name: string) => new TextEncoder().encode(`<${name}/>`);
    admin.addOfficialsFile({ sequence: 1, kind: 'replica', bytes: file('r1') });
    admin.addOfficialsFile({ sequence: 2, kind: 'delta', bytes: file('d2') });
    admin.addOfficialsFile({ sequence: 3, kind: 'replica', bytes: file('r3') });
    admin.addOfficialsFile({ sequence: 4, kind: 'delta', bytes: file('d4') });
    const gateway = exchange.rest();
    expect(await gateway.officials(0)).toEqual({ ok: true, value: { files: [file('r3'), file('d4')] } });
    expect(await gateway.officials(1)).toEqual({ ok: true, value: { files: [file('d2'), file('r3'), file('d4')] } });
    expect(await gateway.officials(4)).toEqual({ ok: true, value: { files: [] } });
  });

  it('brings the revocation lists as they are', async () => {
    exchange.gateway.admin.setCrls(exchange.pki.crls);
    const told = await exchange.rest().crls();
    expect(told.ok && told.value.crls.map(sha256)).toEqual(exchange.pki.crls.map(sha256));
  });

  it('answers the on-line check with each code of ALADI', async () => {
    const official = exchange.pki.officials.find(({ country, role }) => country === 'CL' && role === 'inspector');
    if (!official) throw new Error('no practice inspector');
    const gateway = exchange.rest();
    const now = new Date().toISOString();
    const entry = {
      fingerprint: official.identity.fingerprint,
      country: 'CL',
      entityId: 'SAG',
      entityName: 'Servicio de práctica',
      name: 'Inspector de práctica',
      enabledFrom: '2020-01-01T00:00:00Z',
    };
    const ask = async (question: { at?: string; country?: string; entityId?: string; certificate?: Uint8Array } = {}) => {
      const told = await gateway.checkOfficial({
        at: now,
        country: 'CL',
        entityId: 'SAG',
        certificate: official.identity.certificate,
        ...question,
      });
      return told.ok ? told.value.code : told.failure.code;
    };
    expect(await ask()).toBe('04');
    const { setOfficial } = exchange.gateway.admin;
    setOfficial(entry);
    expect(await ask()).toBe('00');
    expect(await ask({ certificate: new TextEncoder().encode('x') })).toBe('01');
    expect(await ask({ at: '2001-01-01T00:00:00Z' })).toBe('02');
    expect(await ask({ country: 'PE' })).toBe('06');
    expect(await ask({ entityId: 'XXX' })).toBe('07');
    expect(await ask({ at: 'hoy' })).toBe('97');
    setOfficial({ ...entry, isEnabled: false });
    expect(await ask()).toBe('05');
    setOfficial({ ...entry, isOfficial: false });
    expect(await ask()).toBe('08');
    setOfficial({ ...entry, revokedAt: now });
    expect(await ask()).toBe('03');
    expect(await ask({ at: new Date(Date.now() - 86_400_000).toISOString() })).toBe('00');
  });
});
