import { describe, expect, it } from 'vitest';
import { issueCrl, serialOf, type RawExtension } from '#main/practice/issue.ts';
import { octets } from '#main/trust/x509/der-write.ts';
import {
  deltaOf,
  directory,
  distributionPoints,
  entryIssuer,
  invalidSince,
  issuingPoint,
  name,
  uri,
} from '#test/fixtures/trust/extensions.ts';
import { authority, day, from, judge, list, now, person, revoked, root, verdict } from '#test/fixtures/trust/hierarchy.ts';

/** The ground of NIST PKITS sections 4.4, 4.14 and 4.15, with lists of our own. */
const anchor = await root();
const ca = await authority('CA', anchor);
const ana = await person('Ana', ca);
const rootList = await list(anchor);
const world = { anchors: [anchor], authorities: [ca] };
const caName = name(['2.5.4.10', 'Test'], ['2.5.4.3', 'CA']);
const given = (...crls: readonly Uint8Array[]): typeof world & { crls: readonly Uint8Array[] } => ({ ...world, crls: [rootList, ...crls] });

describe('a list of revoked certificates (PKITS 4.4)', () => {
  it('never takes silence for good: without a list the question stays open', async () => {
    expect(await verdict(ana, given())).toBe('undecided revocation-unknown');
    expect(await verdict(ana, { ...world, crls: [await list(ca)] })).toBe('undecided revocation-unknown');
  });

  it('says revoked of a listed person and of everybody below a listed authority', async () => {
    const judged = await judge(ana, given(await list(ca, { revoked: [revoked(ana, -3)] })));
    expect(judged).toMatchObject({ verdict: 'invalid', reasons: ['revoked'], revokedAt: from(-3).toISOString() });
    const crls = [await list(anchor, { revoked: [revoked(ca, -3)] }), await list(ca)];
    expect(await verdict(ana, { ...world, crls })).toBe('invalid revoked');
  });

  it('keeps a signature made before the revocation, unless the key was lost before that', async () => {
    const later = await list(ca, { thisUpdate: from(-1), revoked: [revoked(ana, -3)] });
    expect(await verdict(ana, { ...given(later), at: from(-4), crls: [await list(anchor, { thisUpdate: from(-10) }), later] })).toBe(
      'valid',
    );
    const lost = { ...revoked(ana, -3), extensions: [invalidSince(from(-6))] };
    const told = await list(ca, { revoked: [lost] });
    expect(await verdict(ana, { ...given(told), at: from(-4) })).toBe('invalid revoked');
  });

  it('leaves an expired certificate open when only a later list is silent about it, as authorities drop expired ones', async () => {
    const past = await person('Ana', ca, { notAfter: from(-5) });
    const silent = await list(ca, { thisUpdate: from(-1) });
    expect(await verdict(past, { ...given(silent), at: from(-6) })).toBe('undecided revocation-unknown');
    const complete: RawExtension = {
      oid: '2.5.29.60',
      critical: false,
      value: Buffer.concat([Buffer.of(0x18, 15), Buffer.from('20200101000000Z')]),
    };
    expect(await verdict(past, { ...given(await list(ca, { extensions: [complete] })), at: from(-6) })).toBe('valid');
    const ofThen = await list(ca, { thisUpdate: from(-7), nextUpdate: from(-5.5) });
    expect(await verdict(past, { ...given(ofThen), at: from(-6) })).toBe('valid');
  });

  it.each([
    ['is signed with another key', async () => list(await authority('CA', anchor)), 'undecided revocation-unknown'],
    ['is another authority’s', async () => list(ca, { issuerName: 'O=Test, CN=Other' }), 'undecided revocation-unknown'],
    ['ran out', async () => list(ca, { thisUpdate: from(-9), nextUpdate: from(-1) }), 'undecided revocation-stale'],
    ['comes from the future', async () => list(ca, { thisUpdate: from(2), nextUpdate: from(9) }), 'undecided revocation-unknown'],
    ['is signed with SHA-1', async () => list(ca, { hash: 'SHA-1' }), 'undecided revocation-unknown'],
    [
      'has a critical extension nobody knows',
      async () => list(ca, { extensions: [{ oid: '1.3.6.1.4.1.99999.2', critical: true, value: octets(Uint8Array.of(1)) }] }),
      'undecided unsupported-critical-extension',
    ],
    ['has no number', async () => list(ca, { number: undefined }), 'undecided revocation-unknown'],
  ])('does not believe a list that %s', async (_what, make, expected) => {
    expect(await verdict(ana, given(await make()))).toBe(expected);
  });

  it('believes a stale list and one with unknown extensions when they name the certificate', async () => {
    const stale = await list(ca, { thisUpdate: from(-9), nextUpdate: from(-1), revoked: [revoked(ana, -10)] });
    expect(await verdict(ana, given(stale))).toBe('invalid revoked');
    const strange = { ...revoked(ana, -3), extensions: [{ oid: '1.3.6.1.4.1.99999.2', critical: true, value: octets(Uint8Array.of(1)) }] };
    expect(await verdict(ana, given(await list(ca, { revoked: [strange] })))).toBe('invalid revoked');
  });

  it('takes a good list though a forged one stands beside it', async () => {
    const forged = await list(await authority('CA', anchor), { revoked: [revoked(ana, -3)] });
    expect(await verdict(ana, given(forged, await list(ca)))).toBe('valid');
  });

  it('asks for the right to sign lists, and accepts a key of its own for it', async () => {
    const mute = await authority('Mute', anchor, { keyUsage: ['keyCertSign'] });
    const leaf = await person('Ana', mute);
    const worldOfMute = { anchors: [anchor], authorities: [mute] };
    expect(await verdict(leaf, worldOfMute)).toBe('undecided revocation-unknown');
    const lister = await authority('Mute', anchor, { keyUsage: ['cRLSign'], ca: undefined });
    const crls = [rootList, await list(lister)];
    expect(await verdict(leaf, { ...worldOfMute, authorities: [mute, lister], crls })).toBe('valid');
    const withdrawn = [await list(anchor, { revoked: [revoked(lister, -2)] }), await list(lister)];
    expect(await verdict(leaf, { ...worldOfMute, authorities: [mute, lister], crls: withdrawn })).toBe('undecided revocation-unknown');
  });

  it('reads long and negative serial numbers for what they are', async () => {
    const long = await person('Ana', ca, { serial: '7f0102030405060708090a0b0c0d0e0f1011121314'.slice(0, 40) });
    const crl = await list(ca, { revoked: [{ serial: serialOf(long), at: from(-2), reason: 1 }] });
    expect(await verdict(long, given(crl))).toBe('invalid revoked');
    const close = await person('Ana', ca, { serial: '7f0102030405060708090a0b0c0d0e0f10111213' });
    expect(
      await verdict(close, given(await list(ca, { revoked: [{ serial: '7f0102030405060708090a0b0c0d0e0f10111214', at: from(-2) }] }))),
    ).toBe('valid');
  });

  it('finds the one among many entries, with and without extensions, and tells them apart', async () => {
    const others = Array.from({ length: 300 }, (_, index) => ({
      serial: `41${(index + 4096).toString(16)}`,
      at: from(-2),
      ...(index % 3 === 0 ? {} : { reason: (index % 5) + 1 }),
    }));
    const own = { serial: serialOf(ana), at: from(-3) };
    const held = { ...own, reason: 6 };
    const between = (entry: typeof own): Parameters<typeof list>[1] => ({
      revoked: [...others.slice(0, 150), entry, ...others.slice(150)],
    });
    expect(await verdict(ana, given(await list(ca, { revoked: others })))).toBe('valid');
    expect(await verdict(ana, given(await list(ca, between(own))))).toBe('invalid revoked');
    const lifted = await list(ca, { number: 11, revoked: others });
    expect(await verdict(ana, given(await list(ca, { ...between(held), thisUpdate: from(-2), number: 9 }), lifted))).toBe('valid');
    expect(await verdict(ana, given(await list(ca, { ...between(own), thisUpdate: from(-2), number: 9 }), lifted))).toBe('invalid revoked');
  });

  it('counts a hold while it lasts, and not once a later list has lifted it', async () => {
    const held = await list(ca, { thisUpdate: from(-4), nextUpdate: from(3), revoked: [revoked(ana, -5, 6)], number: 8 });
    const lifted = await list(ca, { number: 9 });
    expect(await verdict(ana, given(held))).toBe('invalid revoked');
    expect(await verdict(ana, given(held, lifted))).toBe('valid');
    expect(
      await verdict(ana, { ...given(held, lifted), at: from(-2), crls: [await list(anchor, { thisUpdate: from(-9) }), held, lifted] }),
    ).toBe('invalid revoked');
  });
});

describe('a hold that was lifted', () => {
  const hold = { revoked: [revoked(ana, -5, 6)] };

  it('says nothing of today: when the list that lifted it runs out, so does the answer', async () => {
    const held = await list(ca, { thisUpdate: from(-5), nextUpdate: from(-4), number: 8, ...hold });
    const lifted = await list(ca, { thisUpdate: from(-4), nextUpdate: from(-1), number: 9 });
    expect(await verdict(ana, given(lifted))).toBe('undecided revocation-stale');
    expect(await verdict(ana, given(held, lifted))).toBe('undecided revocation-stale');
  });

  it('is lifted by a list that speaks of holds, not by one of other reasons', async () => {
    const ofHolds = issuingPoint({ reasons: [6] });
    const ofOthers = issuingPoint({ reasons: [1, 2, 3, 4, 5, 7, 8] });
    const held = await list(ca, { thisUpdate: from(-4), number: 8, ...hold, extensions: [ofHolds] });
    const others = await list(ca, { number: 9, extensions: [ofOthers] });
    expect(await verdict(ana, given(held, others))).toBe('invalid revoked');
    const lifted = await list(ca, { number: 9, extensions: [ofHolds] });
    expect(await verdict(ana, given(held, others, lifted))).toBe('valid');
  });

  it('was in force until the delta that takes it away, and only a delta can', async () => {
    const full = await list(ca, { thisUpdate: from(-4), number: 10, ...hold });
    const delta = await list(ca, { number: 11, revoked: [revoked(ana, -1, 8)], extensions: [deltaOf(10)] });
    const rootOfThen = await list(anchor, { thisUpdate: from(-9) });
    expect(await verdict(ana, given(full, delta))).toBe('valid');
    expect(await verdict(ana, { ...world, crls: [rootOfThen, full, delta], at: from(-3) })).toBe('invalid revoked');
    const odd = await list(ca, { revoked: [revoked(ana, -1, 8)] });
    expect(await verdict(ana, given(odd))).toBe('invalid revoked');
  });
});

describe('lists of a part (PKITS 4.14)', () => {
  it.each([
    ['users', { users: true }, 'valid'],
    ['authorities', { authorities: true }, 'undecided revocation-unknown'],
    ['attribute certificates', { attributes: true }, 'undecided revocation-unknown'],
  ])('a list of %s only', async (_what, scope, expected) => {
    expect(await verdict(ana, given(await list(ca, { extensions: [issuingPoint(scope)] })))).toBe(expected);
  });

  it('wants the list of the certificate’s own distribution point', async () => {
    const here = [uri('http://127.0.0.1/here.crl')];
    const leaf = await person('Ana', ca, { extensions: [distributionPoints({ names: here })] });
    expect(await verdict(leaf, given(await list(ca, { extensions: [issuingPoint({ names: here })] })))).toBe('valid');
    const there = await list(ca, { extensions: [issuingPoint({ names: [uri('http://127.0.0.1/there.crl')] })] });
    expect(await verdict(leaf, given(there))).toBe('undecided revocation-unknown');
    expect(await verdict(ana, given(there))).toBe('undecided revocation-unknown');
  });

  it('needs every reason covered before it says good', async () => {
    const some = await list(ca, { extensions: [issuingPoint({ reasons: [1, 2] })] });
    const rest = await list(ca, { extensions: [issuingPoint({ reasons: [3, 4, 5, 6, 7, 8] })] });
    expect(await verdict(ana, given(some))).toBe('undecided revocation-unknown');
    expect(await verdict(ana, given(some, rest))).toBe('valid');
    const listed = await list(ca, { extensions: [issuingPoint({ reasons: [3, 4, 5, 6, 7, 8] })], revoked: [revoked(ana, -2, 4)] });
    expect(await verdict(ana, given(some, listed))).toBe('invalid revoked');
    // revoked for one of its reasons later, it may have been revoked for another before
    const rootOfThen = await list(anchor, { thisUpdate: from(-9) });
    expect(await verdict(ana, { ...world, crls: [rootOfThen, listed], at: from(-3) })).toBe('undecided revocation-unknown');
    expect(await verdict(ana, { ...world, crls: [rootOfThen, listed, some], at: from(-3) })).toBe('valid');
  });

  it('follows an indirect list to the issuer it was entrusted to, and only there', async () => {
    const lister = await authority('Lister', anchor, { keyUsage: ['cRLSign'], ca: undefined });
    const listerName = name(['2.5.4.10', 'Test'], ['2.5.4.3', 'Lister']);
    const leaf = await person('Ana', ca, { extensions: [distributionPoints({ issuer: listerName })] });
    const indirect = issuingPoint({ indirect: true });
    const make = (entries: Parameters<typeof issueCrl>[0]['revoked'], extensions = [indirect]): Promise<Uint8Array> =>
      list(lister, { extensions, revoked: entries ?? [] });
    const all = (crl: Uint8Array): Parameters<typeof verdict>[1] => ({
      anchors: [anchor],
      authorities: [ca, lister],
      crls: [rootList, crl],
    });
    expect(await verdict(leaf, all(await make([])))).toBe('valid');
    expect(await verdict(leaf, all(await make([{ ...revoked(leaf, -2), extensions: [entryIssuer(caName)] }])))).toBe('invalid revoked');
    // the same serial of another authority
    expect(await verdict(leaf, all(await make([revoked(leaf, -2)])))).toBe('valid');
    expect(await verdict(leaf, all(await make([], [])))).toBe('undecided revocation-unknown');
    expect(await verdict(ana, all(await make([])))).toBe('undecided revocation-unknown');
  });

  it('matches the issuer’s own name as a distribution point', async () => {
    const own = await list(ca, { extensions: [issuingPoint({ names: [directory(caName)] })] });
    expect(await verdict(ana, given(own))).toBe('valid');
  });
});

describe('deltas (PKITS 4.15)', () => {
  const delta = (base: number, number: number, more: Parameters<typeof list>[1] = {}): Promise<Uint8Array> =>
    list(ca, { number, ...more, extensions: [deltaOf(base)] });

  it('is nothing without the list it is built on', async () => {
    expect(await verdict(ana, given(await delta(10, 11)))).toBe('undecided revocation-unknown');
  });

  it('adds and removes entries', async () => {
    const full = await list(ca, { number: 10 });
    expect(await verdict(ana, given(full, await delta(10, 11, { revoked: [revoked(ana, -1)] })))).toBe('invalid revoked');
    const held = await list(ca, { number: 10, revoked: [revoked(ana, -5, 6)] });
    expect(await verdict(ana, given(held, await delta(10, 11, { revoked: [revoked(ana, -1, 8)] })))).toBe('valid');
  });

  it('names both lists as what the verdict stands on, and keeps a signature made before the delta’s revocation', async () => {
    const full = await list(ca, { thisUpdate: from(-6), number: 10 });
    const later = await delta(10, 11, { revoked: [revoked(ana, -2)] });
    const judged = await judge(ana, {
      ...given(full, later),
      crls: [await list(anchor, { thisUpdate: from(-9) }), full, later],
      at: from(-3),
    });
    expect(judged.verdict).toBe('valid');
    expect(judged.evidence.filter(({ kind }) => kind === 'crl')).toHaveLength(3);
    expect(await verdict(ana, given(full, later))).toBe('invalid revoked');
  });

  it('keeps a list fresh that ran out, but never joins what does not fit together', async () => {
    const old = await list(ca, { number: 10, thisUpdate: from(-9), nextUpdate: from(-2) });
    expect(await verdict(ana, given(old, await delta(10, 11)))).toBe('valid');
    expect(await verdict(ana, given(old, await delta(11, 12)))).toBe('undecided revocation-stale');
    const full = await list(ca, { number: 10 });
    const foreign = await list(await authority('CA', anchor), { number: 11, extensions: [deltaOf(10)], revoked: [revoked(ana, -1)] });
    expect(await verdict(ana, given(full, foreign))).toBe('valid');
  });
});

describe('the age of evidence', () => {
  it('is held against today as well as against the moment judged: what was made later may speak of it, what nobody can have made yet may not', async () => {
    const later = await list(ca, { thisUpdate: from(-1), nextUpdate: from(5) });
    expect(await verdict(ana, { ...given(later), at: from(-3) })).toBe('valid');
    const tomorrow = await list(ca, { thisUpdate: from(1), nextUpdate: from(5) });
    expect(await verdict(ana, { ...given(tomorrow), at: from(-3) })).toBe('undecided revocation-unknown');
    expect(await verdict(ana, given(tomorrow))).toBe('undecided revocation-unknown');
  });

  it('gives the clocks of two machines some minutes, and no more', async () => {
    const ahead = (minutes: number) => list(ca, { thisUpdate: new Date(now.getTime() + minutes * 60_000), nextUpdate: from(5) });
    expect(await verdict(ana, given(await ahead(1)))).toBe('valid');
    expect(await verdict(ana, given(await ahead(60)))).toBe('undecided revocation-unknown');
  });

  it('cannot be told of a list without a number (RFC 5280 section 5.2.3): it leaves the question open, and still revokes', async () => {
    const order = { issuer: ca, thisUpdate: from(-1), nextUpdate: from(5), extensions: [] };
    const bare = await issueCrl(order);
    expect(await verdict(ana, given(bare))).toBe('undecided revocation-unknown');
    const naming = await issueCrl({ ...order, revoked: [revoked(ana, -2)] });
    expect(await verdict(ana, given(naming))).toBe('invalid revoked');
  });

  it('gives a list without nextUpdate a day', async () => {
    const fresh = await issueCrl({ issuer: ca, thisUpdate: new Date(now.getTime() - day / 2), number: 1 });
    const aged = await issueCrl({ issuer: ca, thisUpdate: from(-2), number: 1 });
    expect(await verdict(ana, given(fresh))).toBe('valid');
    expect(await verdict(ana, given(aged))).toBe('undecided revocation-stale');
  });
});
