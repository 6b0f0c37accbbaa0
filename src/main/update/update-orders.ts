import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod/mini';
import { instant } from '#contract/shapes.ts';
import type { OrderedFile } from '#core/update.ts';
import { pinnedUpdateKeys } from '#core/update-keys.ts';
import type { UpdateMemory, UpdateOrders } from '#main/ports/update.ts';
import { openOrder } from '#main/update/open-order.ts';

/** Opens orders with these keys, or with those pinned in the program where there are none, and remembers, in the data folder, what this station saw last. */
export function openUpdateOrders(dataFolder: string, keys: readonly string[]): UpdateOrders {
  const file = memoryFile(dataFolder);
  return {
    open: (bytes) => openOrder(bytes, keys.length === 0 ? pinnedUpdateKeys : keys),
    isAsOrdered,
    memory: () => recall(file),
    remember: (change) => keep(file, { ...recall(file), ...change }),
  };
}

const memoryShape = z.object({ stationId: z.uuid(), lastIssuedAt: z.nullable(instant), installing: z.nullable(z.string()) });

function memoryFile(dataFolder: string): string {
  return join(dataFolder, 'updates', 'memory.json');
}

/** Without the file, or with one that cannot be read, the station begins anew: what expires still does. */
function recall(file: string): UpdateMemory {
  try {
    return memoryShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    const fresh: UpdateMemory = { stationId: randomUUID(), lastIssuedAt: null, installing: null };
    keep(file, fresh);
    return fresh;
  }
}

function keep(file: string, memory: UpdateMemory): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(memory), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function isAsOrdered(path: string, { size, sha512 }: OrderedFile): Promise<boolean> {
  try {
    if (statSync(path).size !== size) return false;
    const hash = createHash('sha512');
    await pipeline(createReadStream(path), hash);
    return hash.digest('base64') === sha512;
  } catch {
    return false; // a file that cannot be read is not the one that was ordered
  }
}
