import type { z } from 'zod';
import type { tokenProblem } from '#contract/station-shapes.ts';
import { done, type Result } from '#core/failure.ts';
import { failureSentence, failureText } from '#core/text/failures.ts';
import type { Language, Words } from '#core/finding.ts';
import { tokenProblemsEn, tokenProblemsEs } from '#core/text/token-problems.ts';
import { tokenProblemLevel, type TokenProblem } from '#core/token-problem.ts';
import type { Station } from '#main/station/station-parts.ts';

type Shown = z.output<typeof tokenProblem>;

/** The doctor's list in words, as the tokens screen and its report tell it. */
export async function showTokenProblems(station: Pick<Station, 'diagnose'>): Promise<Result<{ problems: Shown[] }>> {
  const found = (await station.diagnose?.()) ?? [];
  return done({ problems: found.map(showTokenProblem) });
}

export function showTokenProblem(problem: TokenProblem): Shown {
  const { code, ...names } = problem;
  const [es, en] = [tokenProblemsEs[code], tokenProblemsEn[code]];
  return {
    code,
    level: tokenProblemLevel[code],
    title: { es: es.title, en: en.title },
    about: Object.values(names).filter((name) => typeof name === 'string'),
    cause: causeOf(problem),
    mend: { es: es.mend, en: en.mend },
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
