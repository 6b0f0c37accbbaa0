import type { directoryCalls } from '#contract/directory-api.ts';
import type { Handlers } from '#contract/rpc.ts';
import type { trustCalls } from '#contract/trust-api.ts';
import { done } from '#core/failure.ts';
import { agoIso } from '#test/fakes/station-rows.ts';

const countries = ['CL', 'CO', 'MX', 'PE'] as const;

/** A directory of invented officials: one of each standing in each country. */
const officials = countries.flatMap((country, at) =>
  (['active', 'active', 'pending', 'revoked'] as const).map((status, index) => ({
    country,
    authority: `Autoridad de práctica ${country}`,
    entityId: `${country}${index}`,
    entityName: 'Servicio fitosanitario de práctica',
    name: `Funcionario de práctica ${country}-${index + 1}`,
    fingerprint: `${at}${index}`.repeat(32),
    documentTypes: index === 1 ? ['origin'] : ['phytosanitary'],
    enabledFrom: agoIso(9_000),
    enabledUntil: agoIso(-9_000),
    isEnabled: status === 'active',
    status,
    revokedAt: status === 'revoked' ? agoIso(200) : null,
  })),
);

export const fakeDirectory: Handlers<typeof directoryCalls> = {
  officials: ({ search = '', offset = 0, limit = 200 }) => {
    const found = officials.filter((official) => official.name.toLowerCase().includes(search.toLowerCase()));
    return done({ rows: found.slice(offset, offset + limit), total: found.length });
  },
  directoryReplicas: () =>
    done({
      replicas: [
        { authority: 'Directorio de práctica', sequence: 42, issuedAt: agoIso(30), receivedAt: agoIso(29), officials: officials.length },
      ],
    }),
};

export const fakeTrust: Handlers<typeof trustCalls> = {
  evidenceAges: () =>
    done({
      ages: [
        { kind: 'crl', freshUntil: agoIso(2), allowedUntil: agoIso(-70.5) },
        { kind: 'directory', freshUntil: agoIso(-18), allowedUntil: agoIso(-90) },
      ],
    }),
  dossier: ({ id }) => done({ name: `${id}.dossier.zip`, bytes: new TextEncoder().encode('PK') }),
  exportOfficials: ({ search = '' }) => {
    const found = officials.filter((official) => official.name.toLowerCase().includes(search.toLowerCase()));
    return done({ name: 'officials.xml', bytes: new TextEncoder().encode('<OfficialsDirectory/>'), total: found.length });
  },
};
