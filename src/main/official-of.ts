import type { StationConfig } from '#contract/station-config.ts';
import type { OfficialIdentity } from '#core/documents/document-type.ts';

/** The entity's part of a certificate of origin; the official's own name is a setting. */
export function officialOf({ country, entity }: StationConfig): Omit<OfficialIdentity, 'name'> | null {
  if (country === null || entity === null) return null;
  const { id, name, address, city, url } = entity;
  return {
    country,
    entityId: id,
    entityName: name,
    entityAddress: address,
    ...(city ? { entityCity: city } : {}),
    ...(url ? { entityUrl: url } : {}),
  };
}
