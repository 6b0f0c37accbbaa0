import { expect, test } from '#test/screens/window.ts';

for (const at of ['#/inbox', '#/outbox', '#/incoming', '#/all']) {
  test(`at 1024 by 700 every column of a list keeps its room, and the last one can be reached: ${at}`, async ({ open }) => {
    const { page } = await open({ at });
    await page.setViewportSize({ width: 1024, height: 700 });
    const heads = page.getByRole('columnheader');
    await expect(heads.first()).toBeVisible();
    for (const head of await heads.all()) expect((await head.boundingBox())?.width).toBeGreaterThan(36);
    await heads.last().scrollIntoViewIfNeeded();
    await expect(heads.last()).toBeInViewport({ ratio: 1 });
  });

  test(`at 200 % on a 1366 by 768 screen there are still rows to read: ${at}`, async ({ open }) => {
    const { page } = await open({ at });
    await page.setViewportSize({ width: 683, height: 384 });
    // three rows at a time
    await expect.poll(async () => (await page.getByTestId('scroller').boundingBox())?.height).toBeGreaterThan(156);
    await expect(page.getByRole('grid')).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    // from its first row on the list is seen whole, as high as it is
    const foot = async () => {
      const box = await page.getByRole('grid').boundingBox();
      return box ? box.y + box.height : Infinity;
    };
    await expect.poll(foot).toBeLessThanOrEqual(384);
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(new RegExp(`${at}$`));
  });
}

test('at 200 % the paper under review is as wide as the window lets it be, and the decision can be reached', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await page.setViewportSize({ width: 683, height: 384 });
  const paper = page.getByRole('region', { name: 'Certificado tal como se firmará' });
  expect((await paper.boundingBox())?.width).toBeGreaterThan(380);
  const approve = page.getByRole('button', { name: 'Aprobar y seguir' });
  await approve.scrollIntoViewIfNeeded();
  await expect(approve).toBeInViewport({ ratio: 1 });
});
