import { readFileSync, rmSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

/** What Chromium's own tracing wrote down, in all processes, while something was done. */
export async function traceOf(app: ElectronApplication, categories: readonly string[], doing: () => Promise<void>): Promise<string> {
  await app.evaluate(({ contentTracing }, included) => contentTracing.startRecording({ included_categories: [...included] }), categories);
  await doing();
  const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const trace = readFileSync(file, 'utf8');
  rmSync(file);
  return trace;
}
