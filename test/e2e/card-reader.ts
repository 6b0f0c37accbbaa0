import { expect, test } from '@playwright/test';
import { cardServiceMissing, cardServicePatienceMs, takeCardService } from '#test/card/card-service.ts';
import { virtualReader } from '#test/card/virtual-reader.ts';

/** The machine's card service for the tests of a file, and its virtual reader, empty again after each of them. */
export function cardReader(): ReturnType<typeof virtualReader> {
  const reader = virtualReader('first');
  let service: { release(): Promise<void> } | null = null;
  test.beforeAll(async () => {
    expect(cardServiceMissing, 'npm test installs what the card service needs').toBeNull();
    test.setTimeout(cardServicePatienceMs); // another test may have the card service
    service = await takeCardService();
  });
  test.afterEach(() => reader.remove());
  test.afterAll(() => service?.release());
  return reader;
}
