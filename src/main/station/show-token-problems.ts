import type { z } from 'zod/mini';
import type { tokenProblem } from '#contract/station-shapes.ts';
import { done, type Result } from '#core/failure.ts';
import { failureSentence, failureText } from '#core/text/failures.ts';
import type { Language, Words } from '#core/finding.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import { tokenProblemLevel, type TokenProblem } from '#core/token-problem.ts';
import type { Station } from '#main/station/station-parts.ts';

type Shown = z.output<typeof tokenProblem>;

/** The doctor's list in words, as the tokens screen and its report tell it. */
export async function showTokenProblems(station: Pick<Station, 'diagnose' | 'tokenIssuerContact'>): Promise<Result<{ problems: Shown[] }>> {
  const found = (await station.diagnose?.()) ?? [];
  return done({ problems: found.map((problem) => showTokenProblem(problem, station.tokenIssuerContact)) });
}

/** Troubles of the PIN that somebody outside mends: it is said who. */
const ofTheIssuer: ReadonlySet<TokenProblem['code']> = new Set(['pinLocked', 'pinLastTry', 'pinNotSet']);

export function showTokenProblem(problem: TokenProblem, contact?: string): Shown {
  const { code, ...names } = problem;
  const whom = contact !== undefined && ofTheIssuer.has(code) ? ` ${contact}` : '';
  const [es, en] = [tokenProblemsEs[code], tokenProblemsEn[code]];
  return {
    code,
    level: tokenProblemLevel[code],
    title: { es: es.title, en: en.title },
    about: Object.values(names).filter((name) => typeof name === 'string'),
    cause: causeOf(problem),
    mend: { es: es.mend + whom, en: en.mend + whom },
    mendForIt: { es: es.mendForIt, en: en.mendForIt },
  };
}

/** Most codes are named after their failure: its title would say the same again. */
function causeOf(problem: TokenProblem): Words | null {
  if (!('failure' in problem) || problem.failure === null) return null;
  const { failure, code } = problem;
  const told = (language: Language): string =>
    code === 'moduleFailed' || code === 'selfTestFailed' ? failureSentence(failure, language) : failureText(failure, language).advice;
  return { es: told('es'), en: told('en') };
}
