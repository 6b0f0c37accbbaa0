import { Button } from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import type { ReactNode } from 'react';
import { showPlace, type Finding } from '#renderer/parts/paper.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { usePortions } from '#renderer/state/use-portions.ts';
import css from './finding-list.module.css';

const tones: Readonly<Record<Finding['level'], Tone>> = { error: 'bad', warning: 'care', info: 'waiting' };
const rank: Readonly<Record<Finding['level'], number>> = { error: 0, warning: 1, info: 2 };

/** What schema and rules say, worst first; each leads to its place in the certificate. */
export function FindingList<F extends Finding>(props: {
  readonly findings: readonly F[];
  show?: ((finding: F) => void) | undefined;
}): ReactNode {
  const { findings, show } = props;
  const { t, say } = useSpoken();
  const drawn = usePortions(findings.length, false);
  const sorted = [...findings].sort((a, b) => rank[a.level] - rank[b.level]);
  return (
    <Panel title={t.review.findings} aside={findings.length > 0 ? String(findings.length) : undefined}>
      {sorted.length === 0 ? (
        <p className={css['none']}>{t.review.noFindings}</p>
      ) : (
        <ul className={css['findings']}>
          {sorted.slice(0, drawn).map((finding) => (
            <li key={finding.code + finding.path + String(finding.line)}>
              <div className={css['top']}>
                <Mark tone={tones[finding.level]}>{t.review.levels[finding.level]}</Mark>
                {finding.line !== null && <small>{t.review.lineNumber(finding.line)}</small>}
                <Button
                  appearance="subtle"
                  size="small"
                  icon={<EyeRegular />}
                  aria-label={t.review.showField}
                  title={t.review.showField}
                  onClick={() => (show ? show(finding) : showPlace(finding.path))}
                />
              </div>
              <p>{say(finding.sentence)}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
