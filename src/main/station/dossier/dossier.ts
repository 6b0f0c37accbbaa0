/** All the evidence of one certificate, as the store hands it over. */
export type DossierInput = {
  readonly number: string;
  readonly type: string;
  readonly version: string;
  /** the moment to judge at: when it was signed or, for an incoming one, when it arrived */
  readonly signedAt: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  /** the signed bytes as they were sent or received */
  readonly document: Uint8Array;
  /** `sha256:<hex>` of the canonical bytes the signature covers */
  readonly digest: string;
  /** DER, the signer's first, the anchor last */
  readonly path: readonly Uint8Array[];
  /** certificates of the other signatures, the exporter's for one */
  readonly otherCertificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsp: readonly Uint8Array[];
  readonly directory: {
    /** the official's rows in the directory's own form, for people */
    readonly extract: string | null;
    /** replica and deltas as their authority signed them */
    readonly files: readonly Uint8Array[];
  };
  /** answers of the gateway, as they came */
  readonly receipts: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** lines of the journal about this certificate, one JSON object a line */
  readonly journal: string;
};

export type Manifest = {
  readonly format: 'rubrica-dossier';
  readonly formatVersion: 1;
  readonly number: string;
  readonly type: string;
  readonly version: string;
  readonly signedAt: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly digest: string;
  readonly entries: readonly ManifestEntry[];
  /** the chain's last hash, over everything said above too */
  readonly seal: string;
};

/** `chain` is sha256 over the chain so far, the name and the contents' hash: no file can be added, left out or moved. */
export type ManifestEntry = { readonly name: string; readonly sha256: string; readonly size: number; readonly chain: string };

export const manifestName = 'manifest.json';
