import { join, parse } from 'node:path';
import { done } from '#core/failure.ts';
import { writeWhole } from '#main/files/write-file.ts';
import type { Assembled } from '#main/assemble-station.ts';
import { valueOf } from '#main/cli/arguments.ts';
import type { CommandContext, Outcome } from '#main/cli/command.ts';
import { say } from '#main/cli/document-commands.ts';
import { readBytes } from '#main/cli/read-file.ts';
import { refusal } from '#main/cli/with-station.ts';

/** What the gateway tells while there is a line. */
const askedWithLine: ReadonlySet<string> = new Set(['courierNotReady', 'courierStationUnknown']);

/**
 * `rubrica queue export FILE [--to STATION]`: everything that waits, sealed to the gateway or to a sister station, for a
 * stick; where one file does not hold it, in FILE, FILE-2 and so on. It stays in the outbox too.
 */
export async function exportQueue({ station }: Assembled, file: string, context: CommandContext): Promise<Outcome> {
  const { language } = context;
  const to = valueOf(context.args, 'to') ?? null;
  let sealed = await station.handlers.exportCourier({ to });
  if (!sealed.ok && askedWithLine.has(sealed.failure.code)) {
    const started = await station.start();
    if (!started.ok) return refusal(started.failure, context);
    await station.syncOnce();
    sealed = await station.handlers.exportCourier({ to });
  }
  const files: { readonly file: string; readonly count: number }[] = [];
  for (;;) {
    if (!sealed.ok) {
      // what was left has gone over the line meanwhile
      if (files.length > 0 && sealed.failure.code === 'courierNothing') break;
      return refusal(sealed.failure, context);
    }
    const { bytes, count, left, last } = sealed.value;
    const path = files.length === 0 ? file : numbered(file, files.length + 1);
    const written = await writeWhole(path, bytes);
    if (!written.ok) return refusal(written.failure, context);
    files.push({ file: path, count });
    if (left === 0) break;
    sealed = await station.handlers.exportCourier({ to, after: last });
  }
  const recipient = say(
    to === null ? { es: 'la ventanilla', en: 'the gateway' } : { es: `la estación ${to}`, en: `station ${to}` },
    language,
  );
  const told = files.map(({ file: path, count }) =>
    say(
      {
        es: `${count === 1 ? '1 documento sellado' : `${count} documentos sellados`} en ${path} para ${recipient}.`,
        en: `${count === 1 ? '1 document' : `${count} documents`} sealed in ${path} to ${recipient}.`,
      },
      language,
    ),
  );
  const order = {
    es: 'No cabe todo en un archivo: llévelos todos; se importan en este orden.',
    en: 'One file does not hold everything: carry them all; they are imported in this order.',
  };
  const stay = { es: 'Todo sigue además en la cola.', en: 'Everything stays in the outbox as well.' };
  return {
    code: 0,
    json: { file, count: files.reduce((sum, one) => sum + one.count, 0), to, files },
    lines: [...told, ...(files.length === 1 ? [] : [say(order, language)]), say(stay, language)],
  };
}

/** `stick.courier` and `stick-2.courier`. */
function numbered(file: string, number: number): string {
  const { dir, name, ext } = parse(file);
  return join(dir, `${name}-${number}${ext}`);
}

/**
 * `rubrica queue import FILE`: documents another station sealed leave over our line, and their receipts are written
 * beside the file, to be carried back; receipts that came back are written down.
 */
export async function importQueue({ station }: Assembled, file: string, context: CommandContext): Promise<Outcome> {
  const bytes = readBytes(file);
  if (!bytes.ok) return refusal(bytes.failure, context);
  const started = await station.start();
  if (!started.ok) return refusal(started.failure, context);
  const brought = await station.handlers.importCourier({ bytes: bytes.value });
  if (!brought.ok) return refusal(brought.failure, context);
  const { language } = context;
  if (brought.value.kind === 'receipts') {
    const { settled, refused, unknown } = brought.value;
    const words = {
      es: `Recibos: ${settled} entregados, ${refused} rechazados, ${unknown} de otras estaciones.`,
      en: `Receipts: ${settled} handed over, ${refused} refused, ${unknown} of other stations.`,
    };
    return { code: refused === 0 ? 0 : 1, json: { ...brought.value }, lines: [say(words, language)] };
  }
  const { count, waiting, refused, receipts } = brought.value;
  const place = receipts === null ? null : join(file, '..', receipts.name);
  const written = receipts === null || place === null ? done(null) : await writeWhole(place, receipts.bytes);
  if (!written.ok) return refusal(written.failure, context);
  const words = {
    es: `${count} documentos: ${count - waiting - refused} entregados, ${refused} rechazados, ${waiting} esperan en la cola.`,
    en: `${count} documents: ${count - waiting - refused} handed over, ${refused} refused, ${waiting} wait in the outbox.`,
  };
  const next =
    waiting > 0
      ? {
          es: 'Importe el mismo archivo otra vez para tener los recibos que faltan.',
          en: 'Import the same file again for the receipts that are missing.',
        }
      : { es: `Recibos para llevar de vuelta: ${place ?? ''}`, en: `Receipts to carry back: ${place ?? ''}` };
  return {
    code: refused > 0 ? 1 : waiting > 0 ? 4 : 0,
    json: { kind: 'documents', count, waiting, refused, receipts: place },
    lines: [say(words, language), say(next, language)],
  };
}
