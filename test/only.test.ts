import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onlyOf } from '#scripts/only.ts';

const scripts = resolve(import.meta.dirname, '../scripts');
const names = ['signing', 'enqueue', 'store'] as const;

describe('what is asked of npm run bench and npm test', () => {
  it('is everything where nothing is typed, and what --only names, in the order of the house', () => {
    expect(onlyOf([], names)).toEqual(names);
    expect(onlyOf(['--only', 'store,signing'], names)).toEqual(['signing', 'store']);
  });

  it.each([
    ['bench.ts', ['enqueue'], 'Not understood: “enqueue”. What is: --only NAME,NAME of'],
    ['bench.ts', ['--only', 'enqueu,store'], 'Not understood: “enqueu”.'],
    ['bench.ts', ['--only'], 'Not understood: “”.'],
    ['bench.ts', ['--only', 'store', 'enqueue'], 'Not understood: “enqueue”.'],
    ['bench.ts', ['--onyl', 'store'], 'Not understood: “--onyl”, “store”.'],
    ['test.ts', ['unit'], 'of check, unit, build, screens, e2e.'],
  ])('%s %j: what is not understood is told with the names there are, and nothing is run', (script, words, sentence) => {
    const ended = spawnSync(process.execPath, [join(scripts, script), ...words], { encoding: 'utf8' });
    expect(ended).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(sentence) });
    if (script === 'bench.ts') expect(ended.stderr).toMatch(/ of drain, enqueue, .*, window\.$/m);
  });
});
