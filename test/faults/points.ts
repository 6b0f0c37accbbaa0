import { appendFileSync } from 'node:fs';

/** How many points a test failed a step at: told on the terminal, and to `npm run faults`, which adds them up. */
export function countPoints(what: string, points: number, of = ''): void {
  process.stderr.write(`${what}: ${points} points${of === '' ? '' : ` of ${of}`}\n`);
  const file = process.env['RUBRICA_FAULTS_COUNT'];
  if (file !== undefined) appendFileSync(file, `${points} ${what}\n`);
}
