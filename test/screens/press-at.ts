import type { Page } from '@playwright/test';

type Press = { readonly key: string; readonly altKey?: boolean } | { readonly button: string };

/**
 * A press in the very moment a title or a button of these words comes up: no time passes between, on whatever machine.
 * What this gives resolves once it was pressed.
 */
export async function pressAt(page: Page, words: string, press: Press): Promise<() => Promise<void>> {
  const watch = await page.evaluateHandle(
    ({ words: awaited, press: what }) => {
      const saying = (said: string, ...tags: string[]): HTMLElement | undefined =>
        [...document.querySelectorAll<HTMLElement>(tags.map((tag) => `main ${tag}`).join())].find(
          ({ textContent }) => textContent === said,
        );
      const pressed = new Promise<void>((done) => {
        const observer = new MutationObserver(() => {
          if (saying(awaited, 'h1', 'button') === undefined) return;
          observer.disconnect();
          if ('button' in what) saying(what.button, 'button')?.click();
          else dispatchEvent(new KeyboardEvent('keydown', { ...what, cancelable: true }));
          done();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      return { pressed };
    },
    { words, press },
  );
  return () => watch.evaluate(({ pressed }) => pressed);
}
