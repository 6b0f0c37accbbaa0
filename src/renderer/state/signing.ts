/** What the person wants to sign and the batch that does it; kept while the window moves between screens. */
type Signing = { ids: readonly string[]; batchId: string | null };

const signing: Signing = { ids: [], batchId: null };

export function chooseToSign(ids: readonly string[]): void {
  signing.ids = ids;
  signing.batchId = null;
}

export function followBatch(batchId: string): void {
  signing.batchId = batchId;
}

export function signingNow(): Readonly<Signing> {
  return signing;
}
