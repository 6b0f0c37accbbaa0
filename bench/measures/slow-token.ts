import type { Practice } from '#main/practice/environment.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { makeOddModule, type OddModule } from '#test/adapters/token/odd-module.ts';
import { approveMany, signAll } from '../batch.ts';
import { atLeast, type Measure, type Measurement } from '../measure.ts';
import { signRaw } from '../raw-token.ts';
import { openBenchStation } from '../station.ts';

/** A card's pace. Forty tell as much as five hundred would in two and a half minutes. */
const latencyMs = 300;
const count = 40;
const bareCount = 10;
const sessions = 4;

/** A token that takes its time is never idle while work waits; an HSM that signs side by side is given enough for it. */
export const slowToken: Measure = {
  id: 'slow-token',
  title: `${count} certificates on a PKCS#11 token that takes ${latencyMs} ms for each signature, and on one with ${sessions} sessions`,
  run: async () => {
    const bare = await onSlowToken(1, (module, practice) =>
      Promise.resolve(signRaw({ module: module.module, environment: module.environment, pin: practice.pin }, bareCount, 1)),
    );
    const one = await batch(1);
    const side = await batch(sessions);
    const figures = (rate: number): string => `${rate.toFixed(2)}/s`;
    const results: Measurement[] = [
      { what: 'raw C_Sign', figures: figures(bare), ratio: null, goal: '', isMet: null },
      { what: 'batch, against raw C_Sign', figures: figures(one), ...atLeast(one / bare, 0.98) },
      {
        what: `batch with ${sessions} sessions of an HSM, against as many times raw C_Sign`,
        figures: `${figures(side)}, ${(side / one).toFixed(2)} times one session`,
        ratio: side / (sessions * bare),
        goal: 'told',
        isMet: null,
      },
    ];
    return results;
  },
};

const batch = (width: number): Promise<number> =>
  onSlowToken(width, async (_module, _practice, bench) => {
    const ids = await approveMany(bench, `SLOW-${width}`, count);
    return (count * 1000) / (await signAll(bench, ids));
  });

type Bench = Awaited<ReturnType<typeof openBenchStation>>;

async function onSlowToken(width: number, use: (module: OddModule, practice: Practice, bench: Bench) => Promise<number>): Promise<number> {
  const made: OddModule[] = [];
  const configure = ({ folder, config }: Practice): StationConfig => {
    const [real] = config.modules;
    if (real === undefined) throw new Error('the practice has no token');
    const module = makeOddModule(
      folder,
      { module: real.path, environment: { SOFTHSM2_CONF: config.tokenEnvironment['SOFTHSM2_CONF'] ?? '' } },
      { ODD_SIGN_MS: String(latencyMs) },
    );
    made.push(module);
    return {
      ...config,
      tokenEnvironment: { ...module.environment },
      modules: width === 1 ? [{ path: module.module }] : [],
      ...(width === 1 ? {} : { hsm: { path: module.module, partitions: [], sessions: width } }),
    };
  };
  const bench = await openBenchStation({ configure });
  try {
    await bench.practice.gateway.close();
    const [module] = made;
    if (module === undefined) throw new Error('no module was made');
    return await use(module, bench.practice, bench);
  } finally {
    await bench.close();
  }
}
