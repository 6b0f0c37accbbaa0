import { z } from 'zod/mini';
import { courierStation, type CourierStation } from '#contract/courier.ts';
import { done, type Result } from '#core/failure.ts';
import type { CourierCard, CourierKey, CourierSigner } from '#main/ports/courier.ts';
import { now, type Station, type StationGateway } from '#main/station/station-parts.ts';

/** Another station of our institution: one to which a courier's file can be sealed, and which may bring us one. */
export type Sister = CourierKey & CourierSigner & { readonly name: string };

/** As the gateway told them while there was a line; a card that its certificate does not vouch for is left out. */
export function sisters(station: Station): Result<readonly Sister[]> {
  const kept = station.store.settings.get('courierStations');
  if (!kept.ok) return kept;
  const parsed = z.array(courierStation).safeParse(kept.value ?? []);
  if (!parsed.success || station.courier === null) return done([]);
  const { courier } = station;
  return done(
    parsed.data.flatMap((told) => {
      const read = courier.readCard(cardOf(told));
      return read ? [{ ...read, name: told.name }] : [];
    }),
  );
}

/** Our card to the gateway, and from it our sisters' cards. A gateway without this counter has no sisters to tell. */
export async function meetSisters(station: Station, gateway: StationGateway): Promise<Result<null>> {
  if (station.courier === null || !gateway.tellCard || !gateway.courierStations) return done(null);
  const given = await gateway.tellCard(station.courier.card);
  if (!given.ok) return given.failure.code === 'gatewayIsSomethingElse' ? done(null) : given;
  const told = await gateway.courierStations();
  if (!told.ok) return told;
  const at = now(station);
  return station.store.together(() => {
    const values = { courierStations: told.value.stations.map((each) => ({ ...each })) };
    const kept = station.store.settings.set({ values, at, by: 'station' });
    return kept.ok ? station.store.setCursor(toldAt, at) : kept;
  });
}

/** A cursor, not a setting: the journal need not tell each time that nothing changed. */
const toldAt = 'courierStationsAt';

/** When the gateway last told which sisters there are; null when it never did. */
export function sistersToldAt(station: Station): Result<string | null> {
  return station.store.cursor(toldAt);
}

function cardOf({ certificate, publicKey, signature }: CourierStation): CourierCard {
  const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
  return { certificate: bytes(certificate), publicKey: bytes(publicKey), signature: bytes(signature) };
}
