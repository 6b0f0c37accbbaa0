import { expect, it } from 'vitest';
import { takeTurns } from '#main/token/process/take-turns.ts';

it('one that is to be alone waits for those before it, not for those asked for after it, which wait for it', async () => {
  const turns = takeTurns();
  const told: string[] = [];
  const gates = new Map<string, () => void>();
  const act = (name: string) => async (): Promise<void> => {
    told.push(`${name} begins`);
    await new Promise<void>((resolve) => gates.set(name, resolve));
    told.push(`${name} ends`);
  };
  const begun = (name: string) => expect.poll(() => gates.has(name)).toBe(true);
  const all = [
    turns.sideBySide(act('a')),
    turns.sideBySide(act('b')),
    turns.alone(act('list')),
    turns.sideBySide(act('c')),
    turns.sideBySide(act('d')),
  ];
  for (const name of ['b', 'a', 'list', 'd', 'c']) {
    await begun(name);
    gates.get(name)?.();
  }
  await Promise.all(all);
  expect(told).toEqual([
    'a begins',
    'b begins',
    'b ends',
    'a ends',
    'list begins',
    'list ends',
    'c begins',
    'd begins',
    'd ends',
    'c ends',
  ]);
});
