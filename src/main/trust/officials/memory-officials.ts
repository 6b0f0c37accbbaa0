import { done } from '#core/failure.ts';
import type { OfficialStore, Replica } from '#main/ports/store-registers.ts';
import type { Official } from '#main/ports/trust.ts';

/** A directory for one run of a command: the same rules of sequence as the store's. */
export function memoryOfficials(): OfficialStore {
  const replicas = new Map<string, Replica>();
  const rows = new Map<string, Official & { readonly directory: string }>();
  return {
    apply(file) {
      const held = replicas.get(file.authority)?.sequence;
      if (held === file.sequence) return done('repeated');
      if (held !== undefined && file.sequence < held) return done('rollback');
      if (!file.isFull && file.sequence !== (held ?? 0) + 1) return done('gap');
      if (file.isFull) for (const [key, row] of rows) if (row.directory === file.authority) rows.delete(key);
      for (const row of file.rows) {
        rows.set(`${file.authority}|${row.entityId}|${row.fingerprint}`, { ...row, directory: file.authority });
      }
      replicas.set(file.authority, {
        authority: file.authority,
        sequence: file.sequence,
        issuedAt: file.issuedAt,
        receivedAt: file.at,
        officials: [...rows.values()].filter((row) => row.directory === file.authority).length,
      });
      return done('applied');
    },
    byFingerprint: (fingerprint) => done([...rows.values()].filter((row) => row.fingerprint === fingerprint)),
    list({ search = '', offset = 0, limit = 100, country }) {
      const wanted = plain(search);
      const found = [...rows.values()].filter(
        (row) =>
          (country === undefined || row.country === country) &&
          plain(`${row.name} ${row.entityName} ${row.entityId} ${row.authority}`).includes(wanted),
      );
      return done({ rows: found.slice(offset, offset + limit), total: found.length });
    },
    replicas: () => done([...replicas.values()]),
  };
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
