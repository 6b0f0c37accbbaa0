import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { origin } from '#core/documents/origin/type.ts';
import { bytesToSign } from '#main/station/read-document.ts';
import { localDay, localInstant } from '#main/station/local-time.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('the time of this desk', () => {
  it.each([
    // Chile's clock goes back on 4 April 2026 and forward on 6 September; the others' never moves
    ['America/Santiago', '2026-04-05T02:59:59.000Z', '2026-04-04T23:59:59.000-03:00'],
    ['America/Santiago', '2026-04-05T03:00:00.000Z', '2026-04-04T23:00:00.000-04:00'],
    ['America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-06T01:00:00.000-03:00'],
    ['America/Lima', '2028-03-01T04:59:59.250Z', '2028-02-29T23:59:59.250-05:00'],
    ['America/Mexico_City', '2027-01-01T05:30:00.000Z', '2026-12-31T23:30:00.000-06:00'],
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31T23:59:59.999Z'],
  ])('in %s writes %s as %s, the same moment', (place, moment, written) => {
    process.env['TZ'] = place;
    const at = new Date(moment);
    expect(localInstant(at)).toBe(written);
    expect(Date.parse(localInstant(at))).toBe(at.getTime());
    expect(localDay(at)).toBe(written.slice(0, 10));
  });

  it('is the one a certificate of origin is certified at', () => {
    process.env['TZ'] = 'America/Santiago';
    const bytes = readFileSync(new URL('../../schemas/samples/origin/pe-cl-uvas-a38.xml', import.meta.url));
    const official = {
      name: 'Oficial de Ensayo',
      country: 'CL',
      entityId: 'C01',
      entityName: 'Entidad de Ensayo',
      entityAddress: 'Calle de Ensayo 1',
    };
    const signed = new TextDecoder().decode(bytesToSign(origin, bytes, official, new Date('2027-01-01T01:10:11.123Z')));
    expect(signed).toContain('<CertificateDate>2026-12-31T22:10:11-03:00</CertificateDate>');
    expect(signed).toMatch(/<CertificateID>CLC01A3826/);
  });
});
