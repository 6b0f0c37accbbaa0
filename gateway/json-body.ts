import type { IncomingMessage } from 'node:http';
import type { z } from 'zod/mini';
import { issueWords } from '#contract/issue-words.ts';
import { problemAnswer, readBody, type Answer } from '#gateway/http.ts';

export type JsonBody<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

export async function readJson<Shape extends z.ZodMiniType>(request: IncomingMessage, shape: Shape): Promise<JsonBody<z.output<Shape>>> {
  const body = await readBody(request, 256 * 1024);
  if (!body.ok) return body;
  let value: unknown;
  try {
    value = JSON.parse(body.bytes.toString('utf8'));
  } catch (error) {
    return { ok: false, answer: problemAnswer(400, 'bad-request', { title: `not JSON: ${String(error)}` }) };
  }
  const parsed = shape.safeParse(value, issueWords);
  if (parsed.success) return { ok: true, value: parsed.data };
  const title = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return { ok: false, answer: problemAnswer(422, 'body-invalid', { title }) };
}
