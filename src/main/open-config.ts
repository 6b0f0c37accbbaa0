/** Which configuration a station starts with: a file that practice or a test names, otherwise the policy of this machine. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { policyKeys, type PolicyValues } from '#contract/policy.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { mergePolicy, type PolicyLayer } from '#core/policy.ts';
import { policyPlaces, readPolicy } from '#main/files/read-policy.ts';
import { configOfPolicy } from '#main/policy-config.ts';
import { readConfig, unconfigured, type Places } from '#main/read-config.ts';

export function openConfig(
  configFile: string | null,
  places: Places,
  layers: () => readonly PolicyLayer[] = () => readPolicy(policyPlaces(process.platform, homedir(), process.env)),
): StationConfig {
  if (configFile !== null) return readConfig(configFile, places);
  return configOfPolicy(unconfigured(places), mergePolicy<PolicyValues>(policyKeys, layers()), readSecret);
}

function readSecret(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return null;
  }
}
