import { judge, type Judgement } from '#core/trust.ts';
import type { SignatureReport } from '#main/ports/xml.ts';

/** What a signature's form and arithmetic are worth to whoever asks about people: a bare key that verifies may be anybody's. */
export function arithmeticOf(report: SignatureReport): Judgement {
  if (report.certificate === null && report.verdict === 'valid') return judge(['key-absent']);
  return { verdict: report.verdict, reasons: report.reasons };
}
