import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembled } from '#main/assemble-station.ts';
import type { CommandContext, Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { readBytes } from '#main/cli/read-file.ts';
import { refusal } from '#main/cli/with-station.ts';

/** `rubrica queue export FILE`: everything that waits, sealed to the gateway, for a stick. It stays in the outbox too. */
export async function exportQueue({ station }: Assembled, file: string, context: CommandContext): Promise<Outcome> {
  const started = await station.start();
  if (!started.ok) return refusal(started.failure, context);
  const sealed = await station.handlers.exportCourier({});
  if (!sealed.ok) return refusal(sealed.failure, context);
  if (!write(file, sealed.value.bytes)) return refusal({ code: 'fileNotWritable', path: file }, context);
  const { count } = sealed.value;
  return {
    code: 0,
    json: { file, count },
    lines: [say({ es: `${count} mensajes sellados en ${file}`, en: `${count} messages sealed in ${file}` }, context.language)],
  };
}

/**
 * `rubrica queue import FILE`: another station's sealed file goes to the gateway over our line, and its receipts are
 * written beside it; receipts that came back are taken in.
 */
export async function importQueue({ station }: Assembled, file: string, context: CommandContext): Promise<Outcome> {
  const bytes = readBytes(file);
  if (!bytes.ok) return refusal(bytes.failure, context);
  const started = await station.start();
  if (!started.ok) return refusal(started.failure, context);
  const receipts = await station.handlers.importReceipts({ bytes: bytes.value });
  if (receipts.ok) {
    const { settled, unknown } = receipts.value;
    const words = {
      es: `Recibos: ${settled} de esta estación, ${unknown} de otras.`,
      en: `Receipts: ${settled} of this station, ${unknown} of others.`,
    };
    return { code: 0, json: { settled, unknown }, lines: [say(words, context.language)] };
  }
  const forwarded = await station.handlers.forwardCourier({ bytes: bytes.value });
  if (!forwarded.ok) return refusal(forwarded.failure, context);
  const { name, count, refused } = forwarded.value;
  const place = join(file, '..', name);
  if (!write(place, forwarded.value.bytes)) return refusal({ code: 'fileNotWritable', path: place }, context);
  const words = {
    es: `${count} mensajes entregados a la ventanilla, ${refused} rechazados. Recibos en ${place}`,
    en: `${count} messages handed to the gateway, ${refused} refused. Receipts in ${place}`,
  };
  return { code: refused === 0 ? 0 : 1, json: { count, refused, receipts: place }, lines: [say(words, context.language)] };
}

function write(file: string, bytes: Uint8Array): boolean {
  try {
    writeFileSync(file, bytes, { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}
