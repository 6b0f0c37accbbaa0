/** What a configuration decides of a station before anything of it is opened. */
import { defaultDeliveryPolicy } from '#core/delivery.ts';
import { defaultBreaker } from '#core/line.ts';
import type { StationConfig } from '#contract/station-config.ts';
import type { StationDefaults, StationPolicy } from '#main/station/station-parts.ts';

const usualPolicy: StationPolicy = {
  delivery: defaultDeliveryPolicy,
  breaker: defaultBreaker,
  leaseMs: 120_000,
  width: 6,
  pollMs: 15_000,
  signaturesAhead: 96,
  pausedSessionMs: 120_000,
  judgeAgainMs: 15 * 60_000,
  acknowledgesByItself: true,
  acknowledgeWithinMs: 48 * 3_600_000,
  contingencyAfterMs: 30 * 60_000,
  numbersHeld: 100,
  courier: { documents: 5_000, bytes: 64 * 1024 * 1024 },
  digestAfter: 5,
  addresses: [],
};

export function policyOf({ policy }: StationConfig): StationPolicy {
  if (!policy) return usualPolicy;
  return { ...usualPolicy, contingencyAfterMs: policy.contingencyAfterMinutes * 60_000, addresses: policy.addresses };
}

export function defaultsOf(config: StationConfig): StationDefaults {
  const { gateway } = config;
  return {
    language: config.policy?.language ?? 'es',
    officialName: '',
    gateway: gateway && { url: gateway.url, user: gateway.user, password: gateway.password, transport: gateway.transport },
    keyFilesAllowed: config.keyFilesAllowed ?? [],
    urgentHours: config.policy?.urgentHours ?? 24,
    documentVersions: config.policy?.documentVersions ?? {},
    locked: config.policy?.locked ?? [],
  };
}
