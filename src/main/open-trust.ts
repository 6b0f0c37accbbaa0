/** The trust of a configuration: anchors, intermediates and CRLs from their folders, the rest from the store. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StationConfig } from '#contract/station-config.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/system.ts';
import { openEvidenceFetch } from '#main/gateway/evidence-fetch.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { createTrust, type OpenTrust } from '#main/trust/create-trust.ts';

export function openTrust(
  config: StationConfig,
  store: Store,
  clock: Clock,
  proxyFor: (url: string) => Promise<string | null> = () => Promise.resolve(null),
): OpenTrust {
  const { trust } = config;
  return createTrust({
    anchors: filesOf(trust.anchorsFolder),
    intermediates: filesOf(trust.intermediatesFolder),
    crls: filesOf(trust.crlFolder),
    // a station without a directory authority judges by the certificate alone; with one, nobody signs who does not stand in it
    ...(trust.directoryAuthorityFile === null
      ? {}
      : {
          officials: store.officials,
          directory: { authorities: filesOf(trust.directoryAuthorityFile), verification: createXmlVerification() },
        }),
    evidence: store.evidence,
    fetch: openEvidenceFetch(proxyFor),
    clock,
    policy: { contingencyMs: trust.offlineEvidenceHours * 3_600_000 },
  });
}

/** Every file of a folder, or the file itself; nothing where there is neither. */
function filesOf(path: string | null): Uint8Array[] {
  if (path === null || !existsSync(path)) return [];
  if (statSync(path).isFile()) return [readFileSync(path)];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(path, entry.name)));
}
