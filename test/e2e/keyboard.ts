import { expect, type Page } from '@playwright/test';

/** Goes with Tab until `isThere` holds for the element with the focus: what cannot be reached so is not reached at all. */
async function tabUntil(page: Page, isThere: (element: string) => boolean, what: string): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (isThere(await focused(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab reaches ${what}`);
}

/** What has the focus, in one line: `#id` and its words. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return `#${element?.id ?? ''} ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`;
  });
}

/** Presses the button or link whose words begin so. */
export async function pressButton(page: Page, words: string): Promise<void> {
  await tabUntil(page, (element) => element.replace(/^#\S* /, '').startsWith(words), words);
  // one that has just come waits a moment, so that no press meant for something else meets it
  await expect(page.locator(':focus')).toBeEnabled();
  await page.keyboard.press('Enter');
}

/** Fills fields in the order in which they stand, by Tab and letters alone; moments are typed as the desk's language writes them. */
export async function typeFields(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    await tabUntil(page, (element) => element.startsWith(`#${id} `), id);
    await typeValue(page, id, value);
  }
}

async function typeValue(page: Page, id: string, value: string): Promise<void> {
  const kind = await page.evaluate(() => document.activeElement?.getAttribute('type') ?? document.activeElement?.localName ?? '');
  if (kind === 'datetime-local') {
    const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(value) ?? [];
    await page.keyboard.type(`${day}${month}${year}`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(`${hour}${minute}`);
    await expect(page.locator(`[id="${id}"]`)).toHaveValue(value);
    return;
  }
  if (kind === 'select') {
    await page.keyboard.type(value);
    return;
  }
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
}

/** Opens the row of a list that says these words: to the list by Tab, to the row by arrow. */
export async function openRow(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('row').filter({ hasText: words }).first()).toBeVisible();
  for (let i = 0; i < 60 && !(await isInGrid(page)); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  for (let i = 0; i < 50 && !(await activeRow(page)).includes(words); i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

function isInGrid(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.getAttribute('role') === 'grid');
}

function activeRow(page: Page): Promise<string> {
  return page.evaluate(
    () => document.querySelector(`#${document.activeElement?.getAttribute('aria-activedescendant') ?? 'none'}`)?.textContent ?? '',
  );
}
