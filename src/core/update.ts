/**
 * Whether this station takes the version an update order offers. The order was opened before: one of the keys this
 * station trusts signed it. Everything that decides is in the order or held here; the server has no say.
 */
import { compareVersions } from '#core/versions.ts';

/** How the program was installed, and so what can replace it. */
export type InstallForm = 'appimage' | 'deb' | 'rpm' | 'nsis' | 'msi' | 'mac';

export type OrderedFile = {
  readonly platform: 'linux' | 'win32' | 'darwin';
  readonly arch: 'x64' | 'arm64';
  readonly form: InstallForm;
  readonly name: string;
  readonly size: number;
  /** of the whole file, base64 */
  readonly sha512: string;
};

export type UpdateOrder = {
  readonly product: string;
  readonly version: string;
  /** also its place in time: a station never goes back to an order issued before one it took */
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** versions below it are no longer supported: they do not wait for their turn */
  readonly minimumVersion: string | null;
  /** exactly these go to `version` even where that is a step back: the only downgrade there is */
  readonly withdrawn: readonly string[];
  /** the groups take it at once, of all others so many in a hundred; 0 stops it for everybody else */
  readonly staging: { readonly percentage: number; readonly groups: readonly string[] };
  readonly files: readonly OrderedFile[];
};

/** What a station is when it decides. */
export type UpdatingStation = {
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  /** null: not installed in a way that can be updated from within */
  readonly form: InstallForm | null;
  readonly group: string | null;
  readonly stationId: string;
  readonly now: Date;
  /** when the newest order this station took was issued */
  readonly lastIssuedAt: string | null;
};

/** Why an order, or the file it names, is not used. */
export type UpdateRefusal =
  // opening it
  | 'notAnOrder'
  | 'unsigned'
  | 'unknownKey'
  | 'badSignature'
  | 'noKeys'
  // deciding on it
  | 'otherProduct'
  | 'expired'
  | 'issuedInFuture'
  | 'olderThanSeen'
  // its file
  | 'fileDiffers';

export type UpdateDecision =
  | { readonly kind: 'refused'; readonly reason: UpdateRefusal }
  | { readonly kind: 'nothing'; readonly reason: 'current' | 'older' | 'notYourTurn' }
  | {
      readonly kind: 'offered';
      readonly version: string;
      /** null: there is nothing for a station installed like this one; a person of IT has to do it */
      readonly file: OrderedFile | null;
      readonly isRequired: boolean;
      readonly isDowngrade: boolean;
    };

/** Clocks of offices differ; an order from farther ahead than this comes from a wrong clock, here or there. */
const clockToleranceMs = 24 * 3_600_000;

export function decideUpdate(order: UpdateOrder, station: UpdatingStation): UpdateDecision {
  const now = station.now.getTime();
  const issued = Date.parse(order.issuedAt);
  if (order.product !== station.product) return { kind: 'refused', reason: 'otherProduct' };
  if (issued > now + clockToleranceMs) return { kind: 'refused', reason: 'issuedInFuture' };
  // A mirror kept at its last good order would hide the next one for ever (a freeze); the end of its time ends that.
  if (Date.parse(order.expiresAt) <= now) return { kind: 'refused', reason: 'expired' };
  if (station.lastIssuedAt !== null && issued < Date.parse(station.lastIssuedAt)) return { kind: 'refused', reason: 'olderThanSeen' };

  const difference = compareVersions(order.version, station.version);
  if (difference === 0) return { kind: 'nothing', reason: 'current' };
  const isWithdrawn = order.withdrawn.includes(station.version);
  if (difference < 0 && !isWithdrawn) return { kind: 'nothing', reason: 'older' };
  const isTooOld = order.minimumVersion !== null && compareVersions(station.version, order.minimumVersion) < 0;
  const isRequired = isWithdrawn || isTooOld;
  if (!isTheirTurn(order, station, isRequired)) return { kind: 'nothing', reason: 'notYourTurn' };
  const file = order.files.find(
    ({ platform, arch, form }) => platform === station.platform && arch === station.arch && form === station.form,
  );
  return { kind: 'offered', version: order.version, file: file ?? null, isRequired, isDowngrade: difference < 0 };
}

function isTheirTurn({ staging, version }: UpdateOrder, { group, stationId }: UpdatingStation, isRequired: boolean): boolean {
  if (group !== null && staging.groups.includes(group)) return true;
  if (staging.percentage === 0) return false;
  return isRequired || placeOf(stationId, version) < staging.percentage;
}

/**
 * Where a station stands in the queue for a version, from 0 to 100: always the same for the same two, so that a higher
 * percentage only adds stations; another version has another order, so that the same offices are not always the first.
 */
export function placeOf(stationId: string, version: string): number {
  // FNV-1a, then the finishing steps of MurmurHash3: even where the texts differ in one character only.
  let hash = 0x811c9dc5;
  for (const char of `${stationId} ${version}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 100;
}

/**
 * No version is exchanged while an official may still sign: a PIN is asked, the token works, or the batch is paused in
 * between. One with nothing left only puts itself away, which leaving waits for; one that halted is gone on with later.
 */
export function isInTheMiddle({
  state,
  items,
}: {
  readonly state: string;
  readonly items: readonly { readonly state: string }[];
}): boolean {
  return state === 'askingPin' || (state !== 'halted' && items.some((item) => item.state === 'waiting' || item.state === 'signing'));
}
