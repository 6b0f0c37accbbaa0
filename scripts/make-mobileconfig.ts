/** The macOS profile of the policy, from its schema: what make-admx.ts makes for Windows. */
import { policyKeys, type PolicyKey } from '#contract/policy.ts';
import { policyGroups, policyWords } from '#core/text/policy-words.ts';
import { takes } from './policy-takes.ts';

const domain = 'int.alianzapacifico.rubrica';

/** Every key at its default; a key without one stands as a comment, so that nothing is fixed which nobody chose. */
export function mobileconfig(): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<!-- Generado del esquema (node scripts/make-admx.ts). Deje las claves que fija y cambie los UUID: uuidgen. -->',
    '<!-- Generated from the schema. Keep the keys you fix and replace the UUIDs: uuidgen. -->',
    '<plist version="1.0">',
    '<dict>',
    ...payload('Configuration', domain, '00000000-0000-4000-8000-000000000001'),
    '  <key>PayloadScope</key><string>System</string>',
    '  <key>PayloadContent</key>',
    '  <array>',
    '    <dict>',
    ...[...payload(domain, `${domain}.policy`, '00000000-0000-4000-8000-000000000002'), ...Object.keys(policyGroups).flatMap(group)].map(
      (line) => `    ${line}`,
    ),
    '    </dict>',
    '  </array>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}

function payload(type: string, identifier: string, uuid: string): string[] {
  return [
    `  <key>PayloadType</key><string>${type}</string>`,
    `  <key>PayloadIdentifier</key><string>${identifier}</string>`,
    `  <key>PayloadUUID</key><string>${uuid}</string>`,
    '  <key>PayloadVersion</key><integer>1</integer>',
    '  <key>PayloadDisplayName</key><string>Rúbrica</string>',
  ];
}

function group(name: string): string[] {
  const keys = (Object.keys(policyKeys) as PolicyKey[]).filter((key) => key.startsWith(`${name}.`));
  return [`  <key>${name}</key>`, '  <dict>', ...keys.flatMap((key) => entry(key, key.slice(name.length + 1))), '  </dict>'];
}

function entry(key: PolicyKey, name: string): string[] {
  const { form, fallback } = policyKeys[key];
  const { es, en } = takes(key);
  const said = `    <!-- ${policyWords[key].title.es} · ${policyWords[key].title.en}: ${es} · ${en} -->`;
  const value = fallback === null ? '<string></string>' : valueOf(fallback, form.kind);
  const line = `<key>${name}</key>${value}`;
  return [said, fallback === null ? `    <!-- ${line} -->` : `    ${line}`];
}

function valueOf(fallback: unknown, kind: string): string {
  if (kind === 'flag') return fallback === true ? '<true/>' : '<false/>';
  if (kind === 'number') return `<integer>${String(fallback)}</integer>`;
  if (Array.isArray(fallback)) return `<array>${fallback.map((item) => `<string>${String(item)}</string>`).join('')}</array>`;
  return `<string>${String(fallback)}</string>`;
}
