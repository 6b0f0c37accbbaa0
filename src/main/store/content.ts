import { hash } from 'node:crypto';
import type { Connection } from '#main/store/connection.ts';
import { damage } from '#main/store/sqlite-failure.ts';

export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** Keeps exact bytes once, whoever points at them; never changed, never taken away. */
export function keepContent(connection: Connection, bytes: Uint8Array): string {
  const sha256 = sha256Of(bytes);
  connection.run('INSERT INTO content (sha256, size, bytes) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING', sha256, bytes.length, bytes);
  return sha256;
}

/** The bytes as they were given. Bytes that no longer have their hash are damage, told as SQLite would tell it. */
export function contentOf(connection: Connection, sha256: string | null): Uint8Array | null {
  if (sha256 === null) return null;
  const row = connection.first<{ bytes: Uint8Array }>('SELECT bytes FROM content WHERE sha256 = ?', sha256);
  if (!row) return null;
  if (sha256Of(row.bytes) !== sha256) throw damage(`content ${sha256} no longer has its hash`);
  return plainBytes(row.bytes);
}

/** The driver gives Buffers; what leaves the store is what the ports say: bytes and nothing more. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
