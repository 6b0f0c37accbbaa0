import { describe, expect, it } from 'vitest';
import { holderOf, organisationOf } from '#renderer/state/holder-of.ts';

describe('the subject of a certificate', () => {
  it.each([
    ['CN=Ana Rojas,O=Servicio Agrícola,C=CL', 'Ana Rojas', 'Servicio Agrícola'],
    ['C=CL, O=Servicio Agrícola\\, Región Central, CN=Rojas\\, Ana', 'Rojas, Ana', 'Servicio Agrícola, Región Central'],
    ['serialNumber=1-9+CN=Ana Rojas,OU=Puerto,O=Servicio Agrícola', 'Ana Rojas', 'Servicio Agrícola'],
    ['OU=Sin nombre,C=CL', 'OU=Sin nombre,C=CL', null],
  ])('%s names its holder and the organisation', (subject, holder, organisation) => {
    expect([holderOf(subject), organisationOf(subject)]).toEqual([holder, organisation]);
  });
});
