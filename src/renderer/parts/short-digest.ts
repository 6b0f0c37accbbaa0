/** A digest by its first and last eight figures, in groups a person can compare. */
export function shortDigest(digest: string): string {
  const hex = digest.replace(/^sha256:/, '');
  const ends = [hex.slice(0, 4), hex.slice(4, 8), '…', hex.slice(-8, -4), hex.slice(-4)];
  return ends.join(' ').toUpperCase();
}
