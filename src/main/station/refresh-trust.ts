import { done } from '#core/failure.ts';
import type { Result } from '#core/failure.ts';
import type { Gateway } from '#main/ports/gateway.ts';
import type { OfficialStore } from '#main/ports/store-registers.ts';
import type { Log } from '#main/ports/system.ts';
import type { TrustKeeping } from '#main/ports/trust.ts';

/**
 * Brings the directory of officials and the CRLs up to date from the gateway. A refused file stops the directory there: what
 * comes after it would leave a gap. The directory we hold stays in use.
 */
export async function refreshTrust(parts: {
  readonly gateway: Pick<Gateway, 'officials' | 'crls'>;
  readonly keeping: TrustKeeping;
  readonly officials: Pick<OfficialStore, 'replicas'>;
  readonly log: Log;
}): Promise<Result<{ readonly files: number; readonly crls: number }>> {
  const { gateway, keeping, log } = parts;
  const crls = await gateway.crls();
  if (!crls.ok) return crls;
  let kept = 0;
  for (const crl of crls.value.crls) {
    const result = keeping.keepCrl(crl, 'gateway');
    if (!result.ok) return result;
    if (result.value) kept += 1;
    else log.write('warn', 'trust.notACrl', { bytes: crl.length });
  }
  const replicas = parts.officials.replicas();
  if (!replicas.ok) return replicas;
  const held = Math.max(0, ...replicas.value.map((replica) => replica.sequence));
  const files = await gateway.officials(held);
  if (!files.ok) return files;
  let applied = 0;
  for (const file of files.value.files) {
    const taken = keeping.takeDirectory(file);
    if (!taken.ok) {
      log.write('error', 'trust.directoryRefused', { ...taken.failure });
      return taken;
    }
    if (taken.value === 'applied') applied += 1;
  }
  return done({ files: applied, crls: kept });
}
