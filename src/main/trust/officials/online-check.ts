import { judge } from '#core/trust.ts';
import type { Judgement, Reason } from '#core/trust.ts';
import type { OfficialCheckCode, OfficialsDesk } from '#main/ports/gateway.ts';

/**
 * What the on-line check of SCOD says, in our reasons (ALADI/SEC/di 2327): 00 valid and enabled, 01 wrong format, 02 not in
 * date, 03 revoked, 04 not registered, 05 disabled, 06 country wrong, 07 entity does not match, 08 registered but not an
 * official; 97 to 99 are about our own request and say nothing of the person.
 */
const reasonOf: Readonly<Record<OfficialCheckCode, Reason | null>> = {
  '00': null,
  '01': 'certificate-malformed',
  '02': 'expired',
  '03': 'revoked',
  '04': 'not-an-official',
  '05': 'official-disabled',
  '06': 'official-not-for-this-document',
  '07': 'official-not-for-this-document',
  '08': 'not-an-official',
  '97': 'directory-absent',
  '98': 'directory-absent',
  '99': 'directory-absent',
};

export function judgementOfCheck(code: OfficialCheckCode): Judgement {
  const reason = reasonOf[code];
  return judge(reason ? [reason] : []);
}

/** Asks on line; without an answer nothing is known. */
export async function checkOnLine(
  desk: OfficialsDesk,
  question: Parameters<OfficialsDesk['checkOfficial']>[0],
): Promise<Judgement & { readonly code: OfficialCheckCode | null }> {
  const answer = await desk.checkOfficial(question);
  if (!answer.ok) return { ...judge(['directory-absent']), code: null };
  return { ...judgementOfCheck(answer.value.code), code: answer.value.code };
}
