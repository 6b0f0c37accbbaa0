import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matrix, steps, type Cell } from '#test/faults/matrix.ts';

const folder = join(import.meta.dirname, '..');
const cells: readonly (readonly [string, Cell])[] = Object.entries(matrix).flatMap(([fault, row]) =>
  steps.map((step) => [`${fault} × ${step}`, row[step]] as const),
);

describe('the fault matrix', () => {
  it('has every fault and every step the product promises to survive', () => {
    expect(Object.keys(matrix)).toHaveLength(17);
    expect(cells).toHaveLength(17 * 11);
  });

  it('names for each cell a test that exists, or why there can be none', () => {
    const missing = cells.flatMap(([where, cell]) => {
      if ('none' in cell) return cell.none.length > 20 ? [] : [`${where}: no reason`];
      const text = readFileSync(join(folder, cell.file), 'utf8');
      return text.includes(cell.name) ? [] : [`${where}: ${cell.file} has no test “${cell.name}”`];
    });
    expect(missing).toEqual([]);
    const covered = cells.filter(([, cell]) => 'file' in cell).length;
    process.stderr.write(`fault matrix: ${covered} cells covered, ${cells.length - covered} without meaning\n`);
  });
});
