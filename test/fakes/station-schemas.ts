import { documentTypes } from '#core/documents/types.ts';

/** Every version judged by a schema of its own; the Alliance's is of a pack. */
export const schemaRows = documentTypes.flatMap((type) =>
  type.versions.map(({ label, schema }, index) => ({
    type: type.id,
    typeName: type.name,
    version: label,
    name: schema,
    hash: String(index).repeat(64),
    pack: schema.startsWith('packs/')
      ? {
          id: 'alliance',
          version: '0.2.0',
          title: label,
          isProvisional: true,
          isInstalled: false,
          source: 'ALADI',
          date: '2026-11-22',
        }
      : null,
  })),
);
