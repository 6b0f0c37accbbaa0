/** A station of its own process, for the test that kills it: says which token process it started. */
import { startStation } from '#test/adapters/token/station.ts';

const [path = '', settings = ''] = process.argv.slice(2);
const station = startStation({ modules: [{ path }], environment: { SOFTHSM2_CONF: settings } });
const tell = setInterval(() => {
  const [pid] = station.pids;
  if (pid === undefined) return;
  clearInterval(tell);
  process.send?.(pid);
}, 5);
