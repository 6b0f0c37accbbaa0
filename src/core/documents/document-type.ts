import type { Finding, Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * A document type is one folder here plus one line in `types.ts`, plus its schema profile in `schemas/`.
 * Nothing elsewhere names a type.
 */
export type DocumentType = {
  /** stable, kebab-case, the folder's name */
  readonly id: string;
  readonly name: Words;
  readonly versions: readonly DocumentVersion[];
  /** The version a country takes where nobody chose another; absent where the destination does not decide the version. */
  usualVersion?(destination: string | null): DocumentVersion;
  /** The version this root is written in, or null when it is not of this type. */
  recognise(root: XmlElement): DocumentVersion | null;
  /** What a document of this kind calls a version that none of `versions` is; null for what is of another kind. */
  otherVersion?(root: XmlElement): string | null;
  summarise(root: XmlElement): DocumentSummary;
  view(root: XmlElement): DocumentView;
  rules(root: XmlElement): readonly Finding[];
  /** What must stand in a document that is right as it is before an official may sign it: an exporter's signature. */
  readyToSign?(root: XmlElement): readonly Finding[];
  /** Where the official's signature goes and what it covers. */
  signaturePlan(version: DocumentVersion): SignaturePlan;
  /** Where parts are signed each by itself: which, and what may stand beside them. */
  readonly signedParts?: SignedParts;
  /** Who signs it where one practises; its samples are in `schemas/samples/`. */
  readonly practisedBy: PracticeRole;
  /** Field descriptions that generate the drafting form. */
  readonly form: FormDescription;
  /** A new document from a draft's values, elements in the schema's order. UTF-8, no BOM. */
  compose(draft: DraftValues, version: DocumentVersion): string;
  /**
   * What the official adds before signing: entity and certification. Splices text: bytes that somebody has signed are
   * never re-serialised. `at` is the moment as the official's own clock shows it, with its offset. Absent where nothing is added.
   */
  complete?(xml: string, official: OfficialIdentity, at: string): string;
  /** What `complete` adds stands in it. */
  isCompleted?(root: XmlElement): boolean;
  /** A draft that says what this document says, to start another from it. Only what the form has fields for. */
  draftFrom?(root: XmlElement): DraftValues;
  /** A draft of the document that replaces this one: the same but for its number, and it names what it replaces. */
  replacementFrom?(root: XmlElement): DraftValues;
  /** The same document with its status withdrawn and no signature: what is signed and sent to withdraw it. */
  withdrawn?(xml: string): string;
  /** The same document in another of its versions, for a new one made from it. */
  inVersion?(xml: string, version: DocumentVersion): string;
  /** The answer of the country of destination as a document of the type's own exchange, for transports that carry one. */
  acknowledge?(root: XmlElement, facts: AcknowledgementFacts): string;
  /** Documents of this type's exchange that are read and judged here, and never signed. */
  readonly messages?: readonly MessageType[];
};

/** What can be said of any document that is read: the rest of a type is about writing and signing. */
export type ReadableType = Pick<DocumentType, 'id' | 'name' | 'versions' | 'recognise' | 'summarise' | 'view' | 'rules'>;

/** Another country's answer to a certificate. */
export type MessageType = ReadableType & { answer(root: XmlElement): AnswerToCertificate };

/** A type of document, or a message of its exchange, as far as a list names it. */
export type NamedType = { readonly id: string; readonly name: Words; readonly messages?: readonly NamedType[] };

export type AnswerToCertificate = {
  readonly at: string;
  readonly certificates: readonly { readonly number: string; readonly typeCode: string }[];
  /** `told`: neither taken nor turned down, as while it waits there */
  readonly outcome: 'accepted' | 'rejected' | 'told';
  readonly reasons: readonly string[];
};

export type AcknowledgementFacts = { readonly at: string; readonly isAccepted: boolean; readonly reasons: readonly string[] };

export type DocumentVersion = {
  /** `13B`, `17A`, `1.8.2` */
  readonly id: string;
  readonly label: Words;
  readonly namespace: string;
  /** path of the entry XSD below `schemas/`, and of the pack it belongs to */
  readonly schema: string;
};

export type SignaturePlan =
  /** ds:Signature as last child of the root, Reference URI="" */
  | { readonly kind: 'enveloped' }
  /** ds:Signature as next sibling of the element with this Id, Reference URI="#id" */
  | { readonly kind: 'sibling'; readonly id: string };

export type SignedParts = {
  readonly parts: readonly {
    readonly id: string;
    readonly words: Words;
    /** names from the root: the schema fixes the Id to the element of that place */
    readonly path: string;
    /** older ones may carry rsa-sha1: not good, but not forged */
    readonly mayBeLegacy: boolean;
  }[];
  /** paths of what no signature covers, or none yet */
  readonly beside: readonly string[];
};

/** An inspector of the plant protection organization, or a certifying official of the ministry. */
export type PracticeRole = 'inspector' | 'certifier';

export type DocumentSummary = {
  readonly number: string;
  /** UNCL 1001 code */
  readonly typeCode: string;
  /** issued, withdrawn, ... as the document says */
  readonly statusCode: string | null;
  readonly issuerCountry: string | null;
  readonly destinationCountry: string | null;
  readonly issuingBody: string | null;
  readonly exporter: string | null;
  readonly importer: string | null;
  readonly goods: string | null;
  readonly issuedAt: string | null;
  /** number of the document this one replaces */
  readonly replaces: string | null;
};

/** What a person reads, in the order of the paper model. Built from the tree alone. */
export type DocumentView = {
  readonly title: Words;
  readonly sections: readonly ViewSection[];
  /** Elements and attributes nobody explained; never dropped. */
  readonly notUnderstood: readonly NotUnderstood[];
};

export type ViewSection = {
  readonly id: string;
  readonly title: Words;
  readonly fields: readonly ViewField[];
  readonly table?: ViewTable;
  /** share of the paper's width, for the layout: a whole row or half of it */
  readonly width: 'whole' | 'half';
};

export type ViewField = {
  readonly id: string;
  readonly label: Words;
  readonly value: string;
  /** words for a coded value, e.g. KGM → kilogram */
  readonly meaning?: Words;
  readonly path: string;
  readonly line: number;
};

export type ViewTable = {
  readonly columns: readonly { readonly id: string; readonly label: Words; readonly align?: 'start' | 'end' }[];
  readonly rows: readonly ViewRow[];
};

export type ViewRow = {
  readonly path: string;
  readonly line: number;
  readonly cells: readonly { readonly value: string; readonly meaning?: Words; readonly path: string }[];
  /** what does not fit in columns: treatments, notes of this line */
  readonly more: readonly ViewField[];
};

export type NotUnderstood = { readonly path: string; readonly line: number; readonly name: string; readonly value: string };

/** A draft's values by field path: `consignor.name`, `lines[2].netWeight`. */
export type DraftValues = Readonly<Record<string, string>>;

export type FormDescription = {
  readonly groups: readonly FormGroup[];
  /**
   * The field that takes a number the gateway granted for a contingency, and the choice that says which document it is: a range
   * is held ready for each. Absent where the issuing body makes the number itself.
   */
  readonly grantedNumber?: { readonly field: string; readonly kind: string };
};

export type FormGroup = {
  readonly id: string;
  readonly title: Words;
  readonly repeats: { readonly min: number; readonly max: number } | null;
  /** Each row is of one row of another group, whose number, from 1, stands in this field; it goes where that one goes. */
  readonly belongsTo?: { readonly group: string; readonly field: string };
  readonly fields: readonly FormField[];
};

export type FormField = {
  readonly id: string;
  readonly label: Words;
  readonly help?: Words;
  readonly kind: 'text' | 'longText' | 'number' | 'date' | 'code' | 'choice' | 'yesNo';
  readonly codeList?: string;
  readonly choices?: readonly { readonly code: string; readonly words: Words }[];
  readonly required: boolean;
  readonly maxLength?: number;
  readonly decimals?: number;
  /** what the value must look like, and how that is told: "seis cifras" */
  readonly pattern?: { readonly regex: string; readonly words: Words };
  readonly defaultValue?: string;
  /** each document's own: taken over neither from a template nor from an earlier document */
  readonly isOwn?: true;
  /** the part of a text that is each document's own, as a regular expression: what it says it replaces */
  readonly ownPart?: string;
  /** shown and asked only when another field has one of these values; `.name` is a field of the same row */
  readonly dependsOn?: { readonly field: string; readonly values: readonly string[] | 'any' };
};

export type OfficialIdentity = {
  readonly name: string;
  readonly country: string;
  readonly entityId: string;
  readonly entityName: string;
  readonly entityAddress: string;
  readonly entityCity?: string;
  readonly entityUrl?: string;
};
