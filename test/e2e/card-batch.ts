/** A batch on a card in the virtual reader, as an official comes to it: each certificate seen and approved, all of them chosen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Practice, PracticeOptions } from '#main/practice/environment.ts';
import { openScModule } from '#test/card/card-service.ts';
import { createPivCard, type PivCard } from '#test/card/piv-card.ts';
import { root } from '#test/practice-world.ts';
import { approveByKeys } from '#test/decide.ts';

/** The product's own sample under as many numbers as are wanted. */
export function workOf(numbers: readonly string[]): NonNullable<PracticeOptions['work']> {
  const sample = readFileSync(join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml'), 'utf8');
  return numbers.map((number) => ({
    name: `${number}.xml`,
    bytes: new TextEncoder().encode(sample.replaceAll('PRACTICA-CL-2026-000101', number)),
  }));
}

export const cardToken = (): NonNullable<PracticeOptions['token']> => ({ module: openScModule(), environment: {} });

/** The inspector's key on a card. */
export function cardOf({ pki }: Practice): PivCard {
  const inspector = pki.officials.find(({ country, role }) => country === 'CL' && role === 'inspector');
  if (inspector === undefined) throw new Error('the practice has no inspector');
  const { privateKeyPem, certificate } = inspector.identity;
  return createPivCard({ holder: 0x21, authentication: { privateKey: privateKeyPem, certificate } });
}

/** Each is opened and seen before it is approved; after one comes the next. */
export async function approveAll(page: Page, numbers: readonly string[]): Promise<void> {
  await page.getByText(numbers[0] ?? '').dblclick();
  for (const number of numbers) {
    await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
    await approveByKeys(page);
  }
  await expect(page.getByRole('button', { name: 'Aprobar' })).toHaveCount(0);
}

export async function startSigning(page: Page, button: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByText('Listos para firmar').click();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('button', { name: `${button} con` }).click();
}
