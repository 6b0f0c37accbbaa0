/** `npm run bench`: what speed and memory are, as ratios against a limit or a peer in the same run. Words: the measures asked for. */
import type { Measure } from './measure.ts';
import { drain } from './measures/drain.ts';
import { enqueue } from './measures/enqueue.ts';
import { growth } from './measures/growth.ts';
import { slowToken } from './measures/slow-token.ts';
import { store } from './measures/store.ts';
import { outage } from './measures/outage.ts';
import { scroll } from './measures/scroll.ts';
import { signing } from './measures/signing.ts';
import { incoming } from './measures/incoming.ts';
import { stall } from './measures/stall.ts';
import { window } from './measures/window.ts';
import { verification } from './measures/verification.ts';

const measures: readonly Measure[] = [
  signing,
  slowToken,
  verification,
  incoming,
  growth,
  enqueue,
  store,
  drain,
  outage,
  stall,
  window,
  scroll,
];
const asked = process.argv.slice(2);

let missed = 0;
for (const measure of measures) {
  if (!asked.includes(measure.id)) continue;
  console.log(`\n${measure.id} · ${measure.title}`);
  for (const { what, figures, ratio, goal, isMet } of await measure.run()) {
    if (isMet === false) missed += 1;
    const verdict = isMet === null ? '      ' : isMet ? 'met   ' : 'missed';
    console.log(`  ${verdict} ${what}: ${figures}${ratio === null ? '' : ` · ratio ${ratio.toFixed(2)} (goal ${goal})`}`);
  }
}
console.log(missed === 0 ? '\nall goals met' : `\n${missed} goals missed`);
