/**
 * Known faults in what is shipped, as the package registry's advisories tell: those that are high or critical and
 * concern a package of the bill of materials. A registry that does not answer, as in a closed network, is no fault.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Advisory = { readonly severity: string; readonly via: readonly (string | { readonly title: string; readonly url: string })[] };
export type AuditReport = { readonly vulnerabilities?: Readonly<Record<string, Advisory>> };

/** One line each; null where nobody answered. */
export function auditShipped(root: string): readonly string[] | null {
  const asked = spawnSync('npm', ['audit', '--json', '--fetch-timeout=5000', '--fetch-retries=0'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 20_000,
  });
  try {
    return findingsOf(JSON.parse(asked.stdout) as AuditReport, shippedIn(root));
  } catch {
    return null;
  }
}

export function findingsOf({ vulnerabilities }: AuditReport, isShipped: (name: string) => boolean): readonly string[] | null {
  if (vulnerabilities === undefined) return null;
  return Object.entries(vulnerabilities)
    .filter(([name, { severity }]) => isShipped(name) && (severity === 'high' || severity === 'critical'))
    .map(
      ([name, { severity, via }]) =>
        `${name}: ${severity}: ${via.map((each) => (typeof each === 'string' ? each : `${each.title} ${each.url}`)).join('; ')}`,
    );
}

/** By the bill of the last build; before the first one, by what package.json names for production. */
function shippedIn(root: string): (name: string) => boolean {
  const bill = join(root, 'out/packages/sbom.cdx.json');
  const names = existsSync(bill)
    ? (JSON.parse(readFileSync(bill, 'utf8')) as { components: { name: string }[] }).components.map(({ name }) => name)
    : Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies?: object }).dependencies ?? {});
  return (name) => names.includes(name);
}
