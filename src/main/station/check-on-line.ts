import { judge } from '#core/trust.ts';
import type { Reason } from '#core/trust.ts';
import type { OfficialCheckCode, OfficialsDesk } from '#main/ports/gateway.ts';
import type { Authority } from '#main/ports/trust.ts';

/**
 * What the on-line check of SCOD says, in our reasons (ALADI/SEC/di 2327): 00 valid and enabled, 01 wrong format, 02 not in
 * date, 03 revoked, 04 not registered, 05 disabled, 06 country wrong, 07 entity does not match, 08 registered but not an
 * official; 97 to 99 are about our own request and say nothing of the person.
 */
export const reasonOfCheck: Readonly<Record<OfficialCheckCode, Reason | null>> = {
  '00': null,
  '01': 'certificate-malformed',
  '02': 'expired',
  '03': 'revoked',
  '04': 'not-an-official',
  '05': 'official-disabled',
  '06': 'official-not-for-this-document',
  '07': 'official-not-for-this-document',
  '08': 'not-an-official',
  '97': 'directory-stale',
  '98': 'directory-stale',
  '99': 'directory-stale',
};

/**
 * A directory that is only too old need not stop anybody while there is a line: the national desk is asked about this one
 * official. Its "no" counts like the directory's; without an answer the directory stays stale.
 */
export async function confirmOnLine(authority: Authority, desk: Partial<OfficialsDesk> | null, at: Date): Promise<Authority> {
  const { official } = authority;
  if (!desk?.checkOfficial || !official || !authority.reasons.includes('directory-stale') || authority.verdict === 'invalid')
    return authority;
  const { country, entityId, certificate } = official;
  const answer = await desk.checkOfficial({ at: at.toISOString(), country, entityId, certificate });
  if (!answer.ok) return authority;
  const reason = reasonOfCheck[answer.value.code];
  const others = authority.reasons.filter((one) => one !== 'directory-stale');
  const judgement = judge(reason ? [...others, reason] : others);
  return { ...authority, ...judgement, offlineUntil: judgement.verdict === 'undecided' ? authority.offlineUntil : null };
}
