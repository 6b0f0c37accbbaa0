import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useState, type ReactNode } from 'react';
import type { KeySourceKind } from '#contract/window-api.ts';
import { FailureWords } from '#renderer/parts/notices.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { bridge, station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import list from './token-list.module.css';

type Module = Answer<'tokens'>['modules'][number];

const tones: Readonly<Record<Module['state'], Tone>> = { starting: 'moving', ready: 'good', failed: 'bad' };

/** Where keys are looked for: programs of tokens and, where the policy allows them, files; what a person may add or take away. */
export function TokenSources({ modules, again }: { modules: readonly Module[]; again(): void }): ReactNode {
  const { t } = useSpoken();
  const { value: settings } = useAnswer('settings', () => station.settings({}), []);
  const [isBusy, setBusy] = useState(false);
  const isLocked = settings?.locked.includes('modules') ?? true;
  const kinds: readonly KeySourceKind[] =
    settings === null ? [] : [...(isLocked ? [] : (['module'] as const)), ...settings.keyFilesAllowed];

  async function add(kind: KeySourceKind): Promise<void> {
    setBusy(true);
    const added = await bridge.addKeySource(kind);
    setBusy(false);
    if (!added.ok) return tellFailure(added.failure, null, () => void add(kind));
    if (added.value === null) return undefined;
    tellDone(t.tokens.added);
    return again();
  }

  async function remove(path: string): Promise<void> {
    const removed = await station.removeKeySource({ path });
    if (!removed.ok) return tellFailure(removed.failure, null, () => void remove(path));
    return again();
  }

  return (
    <Panel
      title={t.tokens.modules}
      aside={kinds.map((kind) => (
        <Button key={kind} icon={<AddRegular />} disabled={isBusy} onClick={() => void add(kind)}>
          {t.tokens.add[kind]}
        </Button>
      ))}
    >
      {settings !== null && isLocked && <p>{t.settings.locked}</p>}
      {modules.length === 0 && <p>{t.tokens.noModules}</p>}
      <ul className={list['list']}>
        {modules.map((module) => (
          <li key={module.path}>
            <div>
              <strong>{module.name}</strong>
              {/* one that did not start has no other name */}
              {module.name !== module.path && (
                <p>
                  <code>{module.path}</code>
                </p>
              )}
              {module.readersWithoutToken.length > 0 && <p>{t.tokens.readersWithoutToken(module.readersWithoutToken.join(', '))}</p>}
              {module.failure && <FailureWords failure={module.failure} />}
            </div>
            <div className={list['end']}>
              <Mark tone={tones[module.state]}>{t.tokens.moduleStates[module.state]}</Mark>
              {module.isAdded && (
                <Button size="small" aria-label={`${t.tokens.remove}: ${module.name}`} onClick={() => void remove(module.path)}>
                  {t.tokens.remove}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
