import { done } from '#core/failure.ts';
import type { Json } from '#main/ports/store.ts';
import type { SettingStore } from '#main/ports/store-registers.ts';
import { canonicalJson, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { writeLine } from '#main/store/journal-chain.ts';

export function settingStore(connection: Connection): SettingStore {
  return {
    all: () =>
      connection.read(() => {
        const rows = connection.all<{ key: string; value: string }>('SELECT key, value FROM setting ORDER BY key');
        return done(Object.fromEntries(rows.map((row) => [row.key, parseJson<Json>(row.value)])));
      }),
    get: (key) =>
      connection.read(() => {
        const row = connection.first<{ value: string }>('SELECT value FROM setting WHERE key = ?', key);
        return done(row ? parseJson<Json>(row.value) : null);
      }),
    set: ({ values, at, by }) =>
      connection.write(() => {
        const changed = Object.entries(values).filter(
          ([key, value]) =>
            connection.run(
              `INSERT INTO setting (key, value) VALUES (?, ?)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
              key,
              canonicalJson(value),
            ).changes === 1,
        );
        if (changed.length > 0)
          writeLine(connection, { at, kind: 'settingsChanged', subject: null, by, detail: { keys: changed.map(([key]) => key) } });
        return done(null);
      }),
  };
}
