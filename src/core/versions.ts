/** Negative where `a` comes before `b`. Three numbers; one with a suffix (1.2.0-beta) comes before the one without. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const [at, part] of left.entries()) {
    const difference = part - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): readonly number[] {
  const [, major, minor, patch, suffix] = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0), suffix === undefined ? 0 : -1];
}
