import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSchema, standardsFolder, type SchemaError } from '#test/conformance/schemas/xsd.ts';

/** What ALADI's own XSD of a version says of one document. */
export function officialCodErrors(name: string, xml: string | Uint8Array): readonly SchemaError[] {
  const official = openCodSchema(name);
  const errors = official.errorsOf(xml);
  official.close();
  return errors;
}

/**
 * ALADI's own XSD of a version. It imports W3C's signature schema from a remote address with a trailing blank, so a copy
 * in a temporary folder names the local one instead.
 */
export function openCodSchema(name: string): ReturnType<typeof openSchema> {
  const folder = mkdtempSync(join(tmpdir(), 'cod-'));
  try {
    const schema = readFileSync(`${standardsFolder}aladi-cod/${name}.xsd`, 'utf8').replace(
      /schemaLocation="http:\/\/www\.w3\.org[^"]*"/,
      `schemaLocation="${standardsFolder}intercom-can-sps-17A/data/standard/xmldsig-core-schema.xsd"`,
    );
    writeFileSync(join(folder, 'cod.xsd'), schema);
    return openSchema(join(folder, 'cod.xsd'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
