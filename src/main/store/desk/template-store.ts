import type { DraftValues } from '#core/documents/document-type.ts';
import { done, failed } from '#core/failure.ts';
import type { Template, TemplateStore } from '#main/ports/store-desk.ts';
import { jsonText, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { writeLine } from '#main/store/journal-chain.ts';

type TemplateRow = Omit<Template, 'values'> & { readonly template_values: string };

function templateOf(row: TemplateRow): Template {
  return { id: row.id, name: row.name, type: row.type, version: row.version, values: parseJson<DraftValues>(row.template_values) };
}

export function templateStore(connection: Connection): TemplateStore {
  return {
    save: (template) =>
      connection.write(() => {
        connection.run(
          `INSERT INTO template (id, name, type, version, template_values) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, version = excluded.version,
             template_values = excluded.template_values`,
          template.id,
          template.name,
          template.type,
          template.version,
          jsonText(template.values),
        );
        writeLine(connection, {
          at: template.at,
          kind: 'templateSaved',
          subject: template.id,
          by: template.by,
          detail: { name: template.name },
        });
        return done(null);
      }),
    get: (id) =>
      connection.read(() => {
        const row = connection.first<TemplateRow>('SELECT * FROM template WHERE id = ?', id);
        return row ? done(templateOf(row)) : failed({ code: 'templateNotFound', id });
      }),
    list: (type) =>
      connection.read(() => {
        const rows = connection.all<TemplateRow>('SELECT * FROM template ORDER BY name');
        return done(rows.filter((row) => type === undefined || row.type === type).map(templateOf));
      }),
    remove: ({ id, at, by }) =>
      connection.write(() => {
        const { changes } = connection.run('DELETE FROM template WHERE id = ?', id);
        if (changes === 0) return failed({ code: 'templateNotFound', id });
        writeLine(connection, { at, kind: 'templateRemoved', subject: id, by });
        return done(null);
      }),
  };
}
