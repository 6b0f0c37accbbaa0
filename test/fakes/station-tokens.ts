import type { z } from 'zod/mini';
import type { tokenOverview } from '#contract/station-shapes.ts';

type Overview = z.output<typeof tokenOverview>;
type Certificate = Overview['tokens'][number]['certificates'][number];

export const goodFingerprint = 'a1'.repeat(32);

function certificate(facts: Partial<Certificate>): Certificate {
  return {
    fingerprint: goodFingerprint,
    label: 'FIRMA',
    subject: 'Funcionaria de Práctica',
    issuer: 'AC emisora de práctica',
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2028-12-31T23:59:59Z',
    key: 'RSA 2048',
    isUsable: true,
    isPreferred: true,
    why: { es: 'Vigente, para firma y habilitada en el directorio.', en: 'In date, for signing and enabled in the directory.' },
    ...facts,
  };
}

export const noTokens: Overview = {
  tokens: [],
  modules: [
    {
      path: '/usr/lib/softhsm/libsofthsm2.so',
      name: 'SoftHSM',
      state: 'ready',
      failure: null,
      readersWithoutToken: ['Lector USB 1'],
      isAdded: false,
    },
  ],
};

/** A token with a good certificate, an expired one and one that is no official's. */
export const oneToken: Overview = {
  tokens: [
    {
      module: '/usr/lib/softhsm/libsofthsm2.so',
      slot: '0',
      reader: 'Lector USB 1',
      label: 'PRACTICA',
      serial: '8f3c2a1b90d44e57',
      manufacturer: 'SoftHSM project',
      model: 'SoftHSM v2',
      pin: { state: 'ok', minLength: 4, maxLength: 8, pad: false },
      isKeyFile: false,
      isHsm: false,
      contact: null,
      certificates: [
        certificate({}),
        certificate({
          fingerprint: 'b2'.repeat(32),
          label: 'FIRMA EC',
          key: 'EC P-256',
          isPreferred: false,
          why: { es: 'Vigente y habilitada; la otra vence más tarde.', en: 'In date and enabled; the other one lasts longer.' },
        }),
        certificate({
          fingerprint: 'c3'.repeat(32),
          label: 'ANTERIOR',
          notBefore: '2022-01-01T00:00:00Z',
          notAfter: '2025-12-31T23:59:59Z',
          isUsable: false,
          isPreferred: false,
          why: { es: 'Venció el 31 de diciembre de 2025.', en: 'It expired on 31 December 2025.' },
        }),
      ],
    },
  ],
  modules: [
    { path: '/usr/lib/softhsm/libsofthsm2.so', name: 'SoftHSM', state: 'ready', failure: null, readersWithoutToken: [], isAdded: false },
    {
      path: '/usr/lib/libeTPkcs11.so',
      name: 'SafeNet eToken',
      state: 'failed',
      failure: { code: 'moduleMissing', module: '/usr/lib/libeTPkcs11.so' },
      readersWithoutToken: [],
      isAdded: true,
    },
  ],
};
