import type { DocumentType, OfficialIdentity } from '#core/documents/document-type.ts';
import type { PackWords } from '#core/documents/pack-words.ts';
import type { VersionChoices } from '#core/documents/version-choice.ts';
import type { DeliveryPolicy } from '#core/delivery.ts';
import type { NoticeRole } from '#core/notice-roles.ts';
import type { NoticeFacts } from '#core/text/notice-facts.ts';
import type { BreakerPolicy } from '#core/line.ts';
import type { Result } from '#core/failure.ts';
import type { Language, Words } from '#core/finding.ts';
import type { KeyFile, KeyFileKind } from '#contract/key-sources-api.ts';
import type { TokenProblem } from '#core/token-problem.ts';
import type { PolicyReport } from '#contract/policy.ts';
import type { Courier } from '#main/ports/courier.ts';
import type { ContingencyDesk, Gateway, OfficialsDesk } from '#main/ports/gateway.ts';
import type { Mail } from '#main/ports/mail.ts';
import type { Store } from '#main/ports/store.ts';
import type { SupportDesk } from '#main/ports/support.ts';
import type { Clock, Log, PinPrompt, Unexpected } from '#main/ports/system.ts';
import type { Tables } from '#main/ports/tables.ts';
import type { Tokens } from '#main/ports/token.ts';
import type { Trust } from '#main/ports/trust.ts';
import type { XmlDocuments, XmlSigning, XmlVerification } from '#main/ports/xml.ts';
import type { Announce } from '#main/station/announce.ts';
import type { LineKeeper } from '#main/station/line-keeper.ts';
import type { CountryWatch } from '#main/station/watch-countries.ts';

/** Everything a station is made of. The composition root chooses the adapters; the use cases know only these types. */
export type StationParts = {
  readonly version: string;
  readonly isPractice: boolean;
  readonly store: Store;
  readonly xml: { readonly documents: XmlDocuments; readonly signing: XmlSigning; readonly verification: XmlVerification };
  readonly tokens: Tokens;
  /** what is wrong with the machine's readers and tokens; absent where nobody looks */
  readonly diagnose?: () => Promise<readonly TokenProblem[]>;
  /** whom to call about a locked token */
  readonly tokenIssuerContact?: string | undefined;
  readonly trust: Trust;
  /** A connection for these settings, or null where none can be made of them. Called at start and when they change. */
  readonly openGateway: (settings: GatewaySettings) => Promise<StationGateway | null>;
  /** files for a stick; null where the station has no certificate of its own to sign them with */
  readonly courier: Courier | null;
  /** the modules and key files a person added or took away, besides those of the policy */
  readonly useSources: (added: AddedSources) => Promise<void>;
  readonly mail: Mail | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly pinPrompt: PinPrompt;
  readonly secrets: Secrets;
  readonly tables: Tables;
  /** a word on the desktop of the person at work */
  readonly desktop: { notify(notice: { title: string; body: string; certificateId: string | null }): void };
  readonly unexpected: Unexpected;
  readonly documentTypes: readonly DocumentType[];
  readonly schemas: SchemaInfo;
  /** in [0, 1): for jitter */
  readonly chance: () => number;
  readonly identity: StationIdentity;
  readonly defaults: StationDefaults;
  /** what the administrator's policy holds; absent where a configuration file stands in its place */
  readonly effectivePolicy?: PolicyReport | undefined;
  readonly support: SupportDesk;
  /** the store was rebuilt just now: what its notice says, with the place where it is written what was saved */
  readonly salvaged?: { readonly at: string; readonly facts: NoticeFacts } | undefined;
  readonly policy: StationPolicy;
};

/** What a person added besides what policy and machine bring. */
export type AddedSources = { readonly modules: readonly string[]; readonly keyFiles: readonly KeyFile[] };

/**
 * Which schema judges a document, with its hash: shown at review and written down with the signature. And what the pack it is of calls
 * things, where it is of one.
 */
export type SchemaInfo = {
  describe(schema: string): {
    readonly name: string;
    readonly hash: string;
    readonly pack: {
      readonly id: string;
      readonly version: string;
      readonly title: Words;
      readonly isProvisional: boolean;
      readonly isInstalled: boolean;
      readonly source: string;
      readonly date: string;
    } | null;
  };
  words(schema: string): PackWords | null;
  readonly packs: readonly { readonly id: string; readonly version: string; readonly hash: string; readonly isInstalled: boolean }[];
};

export type Secrets = {
  protect(plain: string): Promise<Result<string>>;
  reveal(sealed: string): Promise<Result<string>>;
};

/** Who this station is to the interoperability platform, and whom it signs for. */
export type StationIdentity = {
  readonly station: string;
  readonly country: string | null;
  /** what the official's part of a certificate of origin says; null where nothing is set */
  readonly official: Omit<OfficialIdentity, 'name'> | null;
};

/** A gateway may lack the counters for outages; then the station does without them. */
export type StationGateway = Gateway & Partial<ContingencyDesk & OfficialsDesk>;

export type GatewaySettings = {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly transport: 'rest' | 'soap';
};

export type StationDefaults = {
  readonly language: 'es' | 'en';
  readonly officialName: string;
  readonly gateway: GatewaySettings | null;
  /** keys in files that the policy lets a person add */
  readonly keyFilesAllowed: readonly KeyFileKind[];
  readonly urgentHours?: number;
  readonly documentVersions?: VersionChoices;
  /** settings the administrator's policy holds fast */
  readonly locked: readonly string[];
};

export type StationPolicy = {
  readonly delivery: DeliveryPolicy;
  readonly breaker: BreakerPolicy;
  readonly leaseMs: number;
  /** messages on their way at once while the line is up */
  readonly width: number;
  readonly pollMs: number;
  /** signatures the token is given ahead, so that it is never idle */
  readonly signaturesAhead: number;
  /** a paused batch keeps the token's session no longer than this */
  readonly pausedSessionMs: number;
  /** an undecided incoming document is judged again after this */
  readonly judgeAgainMs: number;
  /** answer incoming documents as soon as they are judged */
  readonly acknowledgesByItself: boolean;
  /** what was handed over and not acknowledged for this long is told */
  readonly acknowledgeWithinMs: number;
  /** the outage that allows a contingency to be declared */
  readonly contingencyAfterMs: number;
  /** how many numbers of each document to hold ready for a contingency; 0: none */
  readonly numbersHeld: number;
  /** what one courier's file holds at most, its bytes counted before it is sealed; a single larger document goes alone: schemas/courier.md */
  readonly courier: { readonly documents: number; readonly bytes: number };
  /** more open notices than this of one topic become one digest */
  readonly digestAfter: number;
  /** who is written to */
  readonly addresses: readonly {
    readonly country: string | null;
    readonly role: NoticeRole;
    readonly address: string;
    readonly language: 'es' | 'en';
  }[];
};

/** What the use cases work with: the parts and what lives as long as the station does. */
export type Station = StationParts & {
  readonly announce: Announce;
  readonly line: LineKeeper;
  /** the connection of the moment; null while none is set */
  readonly gateway: () => StationGateway | null;
  /** the official's name for journal and signature, `station` while nobody gave one */
  readonly by: () => string;
  readonly language: () => Language;
  /** something was just handed over: news of it is asked for soon, then less and less often */
  readonly activity: { sinceMs(): number; happened(): void };
  /** news of what we sent was read to its end since the line came back: what did not come, nobody sent */
  readonly news: { isComplete(): boolean; read(): void };
  readonly wake: { deliver(): void; sync(): void; judge(): void; mail(): void; outage(): void; age(): void };
  /** what the gateway's answers say of single countries */
  readonly countries: CountryWatch;
};

export function now(station: { readonly clock: Clock }): string {
  return station.clock.now().toISOString();
}
