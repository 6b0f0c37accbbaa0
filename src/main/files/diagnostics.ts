import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSecrets } from '#main/files/log-redaction.ts';
import { type ZipPart, zipFile } from '#main/files/zip-file.ts';

export type DiagnosticsOrder = {
  readonly logFolder: string;
  /** by file name: `versions`, `policy`, `doctor`, `store`... */
  readonly facts: Readonly<Record<string, unknown>>;
  /** the newest part of each log file goes along */
  readonly logBytes?: number;
};

/**
 * What support needs and nothing else: facts and logs, each passed through the net against secrets once more, no
 * documents, no keys. The manifest lists each file with its hash, so that a person can look before sending it.
 */
export function diagnosticsBundle(order: DiagnosticsOrder): Uint8Array {
  const facts = Object.entries(order.facts).map(([name, value]) => jsonPart(`${name}.json`, withoutSecrets(value)));
  const parts = [...facts, ...logParts(order.logFolder, order.logBytes ?? 2_000_000)];
  const manifest = parts.map(({ name, bytes }) => ({
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  return zipFile([jsonPart('manifest.json', manifest), ...parts]);
}

function logParts(folder: string, limit: number): ZipPart[] {
  return logNames(folder).map((name) => {
    const lines = readFileSync(join(folder, name)).subarray(-limit).toString('utf8').split('\n');
    // the first one is cut where the file is longer than what goes along
    const text = lines.map(cleanLine).filter((line) => line !== null);
    return { name: `logs/${name}`, bytes: new TextEncoder().encode(`${text.join('\n')}\n`) };
  });
}

function logNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .sort();
  } catch {
    // no log was ever written: the bundle says so by having none
    return [];
  }
}

/** A line that is none of ours stays out: nobody knows what is in it. */
function cleanLine(line: string): string | null {
  try {
    return JSON.stringify(withoutSecrets(JSON.parse(line)));
  } catch {
    return null;
  }
}

function jsonPart(name: string, value: unknown): ZipPart {
  return { name, bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) };
}
