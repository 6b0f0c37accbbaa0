import { atMost, type Measure, type Measurement } from '../measure.ts';
import { seeded, simulateReturn } from '../simulations/national-outage.ts';

const stations = 5_000;
const queued = 200;

/** Simulated: no sockets, the product's own decisions. Gateways of five sizes, from one that needs an hour and a half to one that hardly notices. */
export const outage: Measure = {
  id: 'outage',
  title: `${stations} stations come back after a national outage with ${queued} certificates queued each (simulated)`,
  run: () => Promise.resolve([200, 500, 1_000, 2_000, 5_000].flatMap(measured)),
};

function measured(perSecond: number): readonly Measurement[] {
  const options = { stations, queued, width: 6, perSecond, waitsMs: 2_000, retryAfterMs: 5_000 };
  const drained = simulateReturn(options, seeded(1));
  const late = drained.seconds / drained.idealSeconds;
  return [
    {
      what: `peak load to mean, a gateway of ${perSecond}/s`,
      figures: `${drained.peak} to ${drained.mean.toFixed(0)} requests a second, ${drained.refusals} told to wait`,
      ...atMost(drained.peak / drained.mean, 2),
    },
    {
      what: `time to drain to the ideal, a gateway of ${perSecond}/s`,
      figures: `${drained.seconds.toFixed(0)} s of ${drained.idealSeconds.toFixed(0)} s (${late.toFixed(2)} times)`,
      ratio: null,
      goal: '',
      isMet: null,
    },
  ];
}
