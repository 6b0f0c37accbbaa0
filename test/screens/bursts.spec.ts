import { expect, settled, test } from '#test/screens/window.ts';

test('of a burst of news the window makes one question, and one more a moment later', async ({ open }) => {
  const { page, station } = await open();
  await settled(page);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  const asked = (): number => station.calls.filter(({ name }) => name === 'status').length;
  const before = asked();

  station.emit('statusChanged', {});
  await expect.poll(asked).toBe(before + 1);
  for (let news = 0; news < 10; news += 1) station.emit('statusChanged', {});
  await page.evaluate(() => undefined);
  await page.clock.runFor(100);
  expect(asked()).toBe(before + 1);

  await expect
    .poll(async () => {
      await page.clock.runFor(200);
      return asked();
    })
    .toBe(before + 2);
});
