/** The same in words, in the folder with the damaged file; beside it stands statement.json for programs. */
export const statementFile = 'statement.txt';

/** What a salvage saved and what it did not: for the person, the journal and whoever looks into it later. */
export type SalvageStatement = {
  readonly at: string;
  readonly reason: string;
  /** the folder with the damaged file, as it was found */
  readonly aside: string;
  /** the copy it was rebuilt on; null when there was none that could be read */
  readonly backup: string | null;
  readonly tables: readonly { readonly name: string; readonly saved: number; readonly lost: number }[];
  readonly journal: { readonly entries: number; readonly lastAt: string | null; readonly isComplete: boolean; readonly beyondGap: number };
  /** certificates whose row was made again from the journal */
  readonly rebuilt: readonly string[];
  /** certificates the journal tells of and that could not be made again */
  readonly lost: readonly string[];
  /** certificates whose bytes, as received or as signed, are gone */
  readonly bytesMissing: readonly string[];
  /** were waiting to be sent, or so the copy says: the gateway is asked first */
  readonly toAsk: readonly string[];
  /** were not signed yet, or so the copy says: compare with the gateway before signing them */
  readonly mayHaveBeenSigned: readonly string[];
  /** the number of each certificate named above, as far as the store or the journal knows it */
  readonly numbers: Readonly<Record<string, string>>;
};
