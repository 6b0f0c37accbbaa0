import { expect, it, vi } from 'vitest';
import { demoCommand } from '#main/cli/demo-command.ts';
import type { CommandContext } from '#main/cli/command.ts';

vi.mock('#main/practice/environment.ts', () => ({
  hasPracticeToken: () => false,
  openPractice: () => Promise.reject(new Error('nothing is made where nothing can be signed')),
}));

it('the demo says what to install where there is no software token, and is not our own fault then', async () => {
  const context = { args: { words: [], options: new Map() }, language: 'es', say: () => undefined } as unknown as CommandContext;
  const ended = await demoCommand({} as never).run(context);
  expect(ended).toMatchObject({ code: 4, json: { failure: { code: 'moduleMissing' } } });
  expect(ended.lines.join(' ')).toContain('apt-get install softhsm2');
});
