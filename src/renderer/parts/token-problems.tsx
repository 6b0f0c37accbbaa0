import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Panel } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';

type Problem = Answer<'tokenProblems'>['problems'][number];

/** What the doctor sees without a PIN, each with a mend for the official and one for IT, and a report to send. */
export function TokenProblems(): ReactNode {
  const { t, say } = useSpoken();
  const { value } = useAnswer('problems', () => station.tokenProblems({}), ['tokensChanged']);
  if (value === null || value.problems.length === 0) return null;
  const { problems } = value;
  const titleOf = (problem: Problem): string => [say(problem.title), ...problem.about].join(' · ');

  async function saveReport(): Promise<void> {
    const lines = problems.flatMap((problem) => [
      `${problem.level}: ${problem.code} · ${titleOf(problem)}`,
      `  ${say(problem.mend)}`,
      `  ${t.tokens.forIt}: ${say(problem.mendForIt)}`,
      '',
    ]);
    const saved = await bridge.saveFile('rubrica-tokens.txt', new TextEncoder().encode(lines.join('\n')));
    if (!saved.ok) return tellFailure(saved.failure, null, () => void saveReport());
    if (saved.value) tellDone(t.tokens.reportSaved(saved.value.path));
  }

  return (
    <Panel title={t.tokens.problems} aside={<Button onClick={() => void saveReport()}>{t.tokens.saveReport}</Button>}>
      <ul>
        {problems.map((problem) => (
          <li key={titleOf(problem)}>
            <strong>{titleOf(problem)}</strong>
            <p>{say(problem.mend)}</p>
            <p>
              {t.tokens.forIt}: {say(problem.mendForIt)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
