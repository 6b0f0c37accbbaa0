import type { GriffelRenderer } from '@fluentui/react-components';

/**
 * Fluent's styling under `style-src 'self'`. Griffel's own renderer makes <style> elements, which the policy blocks;
 * constructed sheets are plain CSSOM and need no exception. Rules go into the layer `fluent`, below our own files.
 */
export function createSheetRenderer(target: Document): GriffelRenderer {
  const sheets: { readonly key: string; readonly order: readonly [number, string, number]; readonly sheet: CSSStyleSheet }[] = [];

  function sheetFor(bucket: string, metadata: Readonly<Record<string, unknown>>): CSSStyleSheet {
    const condition = String(metadata['m'] ?? metadata['x'] ?? '');
    const priority = Number(metadata['p'] ?? 0);
    const key = `${bucket} ${condition} ${priority}`;
    const known = sheets.find((one) => one.key === key);
    if (known) return known.sheet;
    const sheet = bucket === 'm' ? new CSSStyleSheet({ media: condition }) : new CSSStyleSheet();
    sheets.push({ key, order: [bucketOrder.indexOf(bucket), condition, priority], sheet });
    sheets.sort((a, b) => a.order[0] - b.order[0] || compare(a.order[1], b.order[1]) || a.order[2] - b.order[2]);
    const others = target.adoptedStyleSheets.filter((one) => !sheets.some((ours) => ours.sheet === one));
    target.adoptedStyleSheets = [...others, ...sheets.map((one) => one.sheet)];
    return sheet;
  }

  const renderer: GriffelRenderer = {
    id: 'sheets',
    insertionCache: {},
    stylesheets: {},
    compareMediaQueries: compare,
    compareContainerQueries: compare,
    insertCSSRules(cssRules) {
      for (const [bucket, entries] of Object.entries(cssRules)) {
        for (const entry of entries ?? []) {
          const [rule, metadata] = Array.isArray(entry) ? entry : [entry, {}];
          if (renderer.insertionCache[rule]) continue;
          renderer.insertionCache[rule] = bucket as keyof typeof cssRules;
          const sheet = sheetFor(bucket, metadata);
          sheet.insertRule(`@layer fluent{${rule}}`, sheet.cssRules.length);
        }
      }
    },
  };
  return renderer;
}

/** Griffel's buckets in the order of the cascade: reset, plain, link, visited, focus, hover, active, at-rules, media. */
const bucketOrder = 'rdlvwfihasktmcx';

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
