import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Panel } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import css from './token-problems.module.css';

type Problem = Answer<'tokenProblems'>['problems'][number];

/** What the doctor sees without a PIN, each with a mend for the official and one for IT, and a report to send. */
export function TokenProblems(): ReactNode {
  const { t, say, formats } = useSpoken();
  const { value } = useAnswer('problems', () => station.tokenProblems({}), ['tokensChanged']);
  if (value === null || value.problems.length === 0) return null;
  const { problems } = value;
  const titleOf = (problem: Problem): string => nameOf(problem, say);

  async function saveReport(): Promise<void> {
    const head = [`${t.product} · ${t.tokens.problems} · ${formats.moment(new Date().toISOString())}`, ''];
    const lines = problems.flatMap((problem) => [
      `${problem.level}: ${problem.code} · ${titleOf(problem)}`,
      ...(problem.cause === null ? [] : [`  ${say(problem.cause)}`]),
      `  ${say(problem.mend)}`,
      `  ${t.tokens.forIt}: ${say(problem.mendForIt)}`,
      '',
    ]);
    const saved = await bridge.saveFile('rubrica-tokens.txt', new TextEncoder().encode([...head, ...lines].join('\n')));
    if (!saved.ok) return tellFailure(saved.failure, null, () => void saveReport());
    if (saved.value) tellDone(t.tokens.reportSaved(saved.value.path));
  }

  return (
    <Panel title={t.tokens.problems} aside={<Button onClick={() => void saveReport()}>{t.tokens.saveReport}</Button>}>
      <ul className={css['problems']}>
        {problems.map((problem) => (
          <li key={titleOf(problem)}>
            <ProblemWords problem={problem} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function nameOf(problem: Problem, say: ReturnType<typeof useSpoken>['say']): string {
  return [say(problem.title), ...problem.about].join(' · ');
}

/** What it is, what exactly happened, what the official can do, and what IT can. */
export function ProblemWords({ problem }: { problem: Problem }): ReactNode {
  const { t, say } = useSpoken();
  return (
    <div className={css['problem']} data-level={problem.level}>
      <strong>{nameOf(problem, say)}</strong>
      {problem.cause && <p>{say(problem.cause)}</p>}
      <p>{say(problem.mend)}</p>
      <p className={css['it']}>
        {t.tokens.forIt}: {say(problem.mendForIt)}
      </p>
    </div>
  );
}
