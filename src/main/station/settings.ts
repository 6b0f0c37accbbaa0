import { z } from 'zod/mini';
import { agreedHours as agreedShape, documentVersions as versionsShape, type settings as settingsShape } from '#contract/first-screen.ts';
import { savedView, type WorkFilter } from '#contract/work-filter.ts';
import type { AgreedHours } from '#core/agreed-times.ts';
import type { VersionChoices } from '#core/documents/version-choice.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Language } from '#core/finding.ts';
import type { Json } from '#main/ports/store.ts';
import { now, type GatewaySettings, type Station, type StationParts } from '#main/station/station-parts.ts';

export type Settings = z.output<typeof settingsShape>;

type Change = {
  readonly [Key in 'language' | 'theme' | 'officialName' | 'gatewayUrl' | 'gatewayUser' | 'gatewayPassword' | 'transport']?:
    | string
    | undefined;
} & { readonly urgentHours?: number | undefined } & {
  readonly agreedHours?: AgreedHours | undefined;
  readonly documentVersions?: VersionChoices | undefined;
  readonly views?: readonly { readonly name: string; readonly filter: WorkFilter }[] | undefined;
};

export type SettingsParts = Pick<StationParts, 'store' | 'defaults'>;
type Parts = SettingsParts;
/** without the policy where only the connection is asked for */
type WithPolicy = Parts & Partial<Pick<StationParts, 'policy'>>;

function stored(parts: Parts): Readonly<Record<string, Json>> {
  const all = parts.store.settings.all();
  return all.ok ? all.value : {};
}

/** What a person set, unless the administrator's policy holds the value fast. */
export function valueOf<T extends Json>(parts: Parts, key: string, fallback: T, isRight: (value: Json) => value is T): T {
  if (parts.defaults.locked.includes(key)) return fallback;
  const value = stored(parts)[key];
  return value !== undefined && isRight(value) ? value : fallback;
}

const isText = (value: Json): value is string => typeof value === 'string';
const isNumber = (value: Json): value is number => typeof value === 'number';
const isObject = (value: Json): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isTexts = (value: Json): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

export function languageOf(parts: Parts): Language {
  return valueOf(parts, 'language', parts.defaults.language, isText) === 'en' ? 'en' : 'es';
}

export function officialNameOf(parts: Parts): string {
  return valueOf(parts, 'officialName', parts.defaults.officialName, isText);
}

export function urgentHours(parts: Parts): number {
  return valueOf(parts, 'urgentHours', parts.defaults.urgentHours ?? 24, isNumber);
}

/** As agreed with each country; what nobody set is the policy's time. */
export function agreedHours(parts: WithPolicy): AgreedHours {
  const kept = agreedShape.safeParse(valueOf(parts, 'agreedHours', {}, isObject));
  const usual: AgreedHours = parts.policy ? { '*': parts.policy.acknowledgeWithinMs / 3_600_000 } : {};
  return { ...usual, ...(kept.success ? kept.data : {}) };
}

/** Which version a document is written in, by type and destination. */
export function documentVersions(parts: Parts): VersionChoices {
  const kept = versionsShape.safeParse(valueOf(parts, 'documentVersions', { ...parts.defaults.documentVersions }, isObject));
  return kept.success ? kept.data : {};
}

function viewsOf(parts: Parts): Settings['views'] {
  const kept = z.array(savedView).safeParse(valueOf<Json>(parts, 'views', [], (value): value is Json => Array.isArray(value)));
  return kept.success ? kept.data : [];
}

export function showSettings(parts: WithPolicy): Settings {
  const theme = valueOf(parts, 'theme', 'system', isText);
  const gateway = parts.defaults.gateway;
  return {
    language: languageOf(parts),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    officialName: officialNameOf(parts),
    gateway: {
      url: valueOf(parts, 'gatewayUrl', gateway?.url ?? '', isText),
      user: valueOf(parts, 'gatewayUser', gateway?.user ?? '', isText),
      transport: valueOf(parts, 'transport', gateway?.transport ?? 'rest', isText) === 'soap' ? 'soap' : 'rest',
      hasPassword: sealedPassword(parts) !== '' || (gateway?.password ?? '') !== '',
      isPasswordSealed: !sealedPassword(parts).startsWith('plain:'),
    },
    keyFilesAllowed: [...parts.defaults.keyFilesAllowed],
    urgentHours: urgentHours(parts),
    agreedHours: { ...agreedHours(parts) },
    documentVersions: { ...documentVersions(parts) },
    views: viewsOf(parts),
    locked: [...parts.defaults.locked],
  };
}

function sealedPassword(parts: Parts): string {
  return valueOf(parts, 'gatewayPassword', '', isText);
}

/** What a connection is made of, the password opened; null while no address is set. */
export async function gatewaySettings(parts: StationParts): Promise<Result<GatewaySettings | null>> {
  const { gateway } = showSettings(parts);
  if (gateway.url === '') return done(null);
  const sealed = sealedPassword(parts);
  if (sealed === '') return done({ ...gateway, password: parts.defaults.gateway?.password ?? '' });
  const password = await parts.secrets.reveal(sealed);
  return password.ok ? done({ ...gateway, password: password.value }) : password;
}

const gatewayKeys = ['gatewayUrl', 'gatewayUser', 'gatewayPassword', 'transport'];

/** What has to be made anew after a change. */
export type Touched = { readonly isGatewayTouched: boolean };

/** Keeps what a person set. The journal tells the keys, never a value. */
export async function changeSettings(station: Station, change: Change): Promise<Result<Touched>> {
  const values: Record<string, Json> = {};
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue;
    if (station.defaults.locked.includes(key)) return failed({ code: 'notAllowedByPolicy', key });
    values[key] = value as Json;
  }
  if (change.gatewayPassword !== undefined) {
    const sealed = await station.secrets.protect(change.gatewayPassword);
    if (!sealed.ok) return sealed;
    values['gatewayPassword'] = sealed.value;
  }
  const kept = station.store.settings.set({ values, at: now(station), by: station.by() });
  if (!kept.ok) return kept;
  station.announce.statusChanged();
  return done({ isGatewayTouched: Object.keys(values).some((key) => gatewayKeys.includes(key)) });
}
