import { test } from '@playwright/test';
import { startElectron, stationProcess } from '#test/e2e/launch.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';

test('a station that stands still keeps nobody from ending the program', async () => {
  const world = await openPracticeWorld('frozen', { work: [] });
  const app = await startElectron(world.practice, [root]);
  const { pid: group = 0 } = app.process(); // Playwright gives it a group of its own
  let isGone = false;
  try {
    await app.firstWindow();
    process.kill(await stationProcess(app), 'SIGSTOP');
    const gone = app.waitForEvent('close', { timeout: 30_000 });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await gone;
    isGone = true;
  } finally {
    if (!isGone) process.kill(-group, 'SIGKILL');
    await world.remove();
  }
});
