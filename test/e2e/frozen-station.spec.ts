import { expect, test } from '@playwright/test';
import { startElectron } from '#test/e2e/launch.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';

test('a station that stands still keeps nobody from ending the program', async () => {
  const world = await openPracticeWorld('frozen', { work: [] });
  const app = await startElectron(world.practice, [root]);
  const { pid: group = 0 } = app.process(); // Playwright gives it a group of its own
  let isGone = false;
  try {
    await app.firstWindow();
    const station = await app.evaluate(
      ({ app: electron }) =>
        electron.getAppMetrics().find(({ name, serviceName }) => `${name} ${serviceName}`.includes('rubrica-station'))?.pid ?? 0,
    );
    expect(station).toBeGreaterThan(1);
    process.kill(station, 'SIGSTOP');
    const gone = app.waitForEvent('close', { timeout: 30_000 });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await gone;
    isGone = true;
  } finally {
    if (!isGone) process.kill(-group, 'SIGKILL');
    await world.remove();
  }
});
