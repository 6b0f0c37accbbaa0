/** One thing measured against something else in the same run. */
export type Measurement = {
  readonly what: string;
  /** figures with their units, for a person */
  readonly figures: string;
  readonly ratio: number | null;
  readonly goal: string;
  readonly isMet: boolean | null;
};

export type Measure = { readonly id: string; readonly title: string; run(): Promise<readonly Measurement[]> };

/** The median of `rounds` timings of `work`, in milliseconds. */
export async function medianMs(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

export function atLeast(ratio: number, goal: number): Pick<Measurement, 'ratio' | 'goal' | 'isMet'> {
  return { ratio, goal: `≥ ${goal}`, isMet: ratio >= goal };
}

export function atMost(ratio: number, goal: number): Pick<Measurement, 'ratio' | 'goal' | 'isMet'> {
  return { ratio, goal: `≤ ${goal}`, isMet: ratio <= goal };
}
