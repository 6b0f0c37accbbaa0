import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { origin } from '#core/documents/origin/type.ts';
import { cod180, cod182, cod200, type CodVersion } from '#core/documents/origin/versions.ts';
import { aladiDraws } from '#test/conformance/schemas/aladi-draws.ts';
import { openCodSchema } from '#test/conformance/schemas/aladi.ts';
import { randomFrom } from '#test/conformance/schemas/document-generator.ts';
import { hasStandards, openSchema, schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { readTree } from '#test/core/documents/read-tree.ts';

/** A signature by its shape, as the practice sample carries one. */
const signature =
  /<ds:Signature.*?<\/ds:Signature>/s.exec(readFileSync(`${schemaFolder}samples/origin/pe-cl-uvas-a38.xml`, 'utf8'))?.[0] ?? '';
const drawsOfEach = 12;

/** The XSD of 1.8.0 left the form of these to whoever wrote them; the procedure's Rev. 13 fixes it for every version. */
const leftOpen = /'(?:EHId|ProducerExporter|ProducerConfidenciality)'/;

/** What is wrong by schema and by the fields of the form; what the fields say to each other is another matter. */
function errorsOf(xml: string, profile: ReturnType<typeof openSchema>): readonly string[] {
  const fields = origin.rules(readTree(xml)).filter(({ code, level }) => /^cod-(field|contact)/.test(code) && level === 'error');
  return [...profile.errorsOf(xml).map(({ message }) => message), ...fields.map(({ code, path }) => `${code} ${path}`)];
}

const sets: readonly (readonly [string, CodVersion])[] = [
  ['cod_ver_1.8.0', cod180],
  ['cod_ver_1.8.2', cod182],
  ['cod_ver_1.8.2_exporter_unsigned', cod182],
  ['cod_ver_1.8.2_exporter_signed', cod182],
  ['cod_ver_2.0.0', cod200],
];

describe.runIf(hasStandards)('our profiles of the certificate of origin (skipped where ../shared/standards is not)', () => {
  it.each(sets)('accept what %s allows, of every agreement', (name, version) => {
    const official = openCodSchema(name);
    const profile = openSchema(`${schemaFolder}${version.schema}`);
    const { draw } = aladiDraws(name, version.id, signature);
    for (const agreement of version.agreements) {
      for (let seed = 1; seed <= drawsOfEach; seed++) {
        const xml = draw(randomFrom(seed), agreement);
        expect(official.errorsOf(xml), `${agreement}, seed ${seed}, by ALADI`).toEqual([]);
        const errors = errorsOf(xml, profile).filter((error) => version !== cod180 || !leftOpen.test(error));
        expect(errors, `${agreement}, seed ${seed}`).toEqual([]);
      }
    }
    official.close();
    profile.close();
  });

  it.each([sets[3], sets[4]].flatMap((each) => (each ? [each] : [])))(
    'refuse what %s refuses when a field is taken out, repeated or called otherwise',
    (name, version) => {
      const official = openCodSchema(name);
      const profile = openSchema(`${schemaFolder}${version.schema}`);
      const { draw } = aladiDraws(name, version.id, signature);
      for (const agreement of version.agreements) {
        const xml = draw(randomFrom(77), agreement);
        const [cod = ''] = /<COD id="COD">.*<\/COD>/s.exec(xml) ?? [];
        for (const [leaf, field = ''] of cod.matchAll(/<([A-Z]\w+)>[^<]*<\/\1>/g)) {
          if (field === 'CODVer') continue;
          for (const broken of ['', leaf + leaf, leaf.replaceAll(field, `Otro${field}`)]) {
            const changed = xml.replace(leaf, broken);
            const isRefused = errorsOf(changed, profile).length > 0;
            if (official.errorsOf(changed).length > 0) expect(isRefused, `${agreement} ${field} as ${broken.slice(0, 60)}`).toBe(true);
          }
        }
      }
      official.close();
      profile.close();
    },
  );
});
