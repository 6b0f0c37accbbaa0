import type { Failure } from '#core/failure.ts';
import type { Clock, Log, Unexpected } from '#main/ports/system.ts';
import { systemClock } from '#main/system-clock.ts';

type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: { readonly code: string } };

/** The value of a result that must be there; the failure's code otherwise. */
export async function expectValue<T>(reply: Reply<T> | Promise<Reply<T>>): Promise<T> {
  const got = await reply;
  if (!got.ok) throw new Error(JSON.stringify(got.failure));
  return got.value;
}

export const realClock: Clock = systemClock;

/** Keeps what was written, and tells a test's output of what must not happen. */
export function quietLog(): Log & Unexpected & { readonly lines: { level: string; event: string; details: unknown }[] } {
  const lines: { level: string; event: string; details: unknown }[] = [];
  return {
    lines,
    write: (level, event, details) => void lines.push({ level, event, details }),
    report: (error, doing): Failure => {
      process.stderr.write(`unexpected while ${doing}: ${error instanceof Error ? error.stack : String(error)}\n`);
      return { code: 'unexpected', incident: doing };
    },
  };
}
