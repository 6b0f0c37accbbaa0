import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { WorkFilter } from '#contract/work-filter.ts';
import { changeSettings } from '#renderer/state/change-settings.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import css from './saved-views.module.css';

type Views = Answer<'settings'>['views'];

/** Narrowed lists kept by name: one click brings one back. */
export function SavedViews({ filter, choose }: { filter: WorkFilter; choose(filter: WorkFilter): void }): ReactNode {
  const { t } = useSpoken();
  const settings = useAnswer('views', () => station.settings({}), []);
  const [name, setName] = useState('');
  const focusKept = useFocusKept(() => null);
  const views = settings.value?.views ?? [];
  async function keep(next: (kept: Views) => Views): Promise<void> {
    const kept = await changeSettings((now) => ({ views: next(now.views) }));
    if (!kept.ok) return tellFailure(kept.failure);
    settings.again();
  }
  const said = name.trim();
  // a view that names each of its certificates is none for tomorrow
  const isNarrow = filter.ids === undefined && Object.values(filter).some((value) => value !== undefined && value !== 'all');
  const hasRoom = views.length < 50;
  return (
    <div className={css['views']} role="group" aria-label={t.monitor.views} {...focusKept}>
      {views.map((view) => (
        <span key={view.name} className={css['view']}>
          <button type="button" onClick={() => choose(view.filter)}>
            {view.name}
          </button>
          <button
            type="button"
            aria-label={t.monitor.removeView(view.name)}
            onClick={() => void keep((kept) => kept.filter((other) => other.name !== view.name))}
          >
            ×
          </button>
        </span>
      ))}
      {isNarrow && hasRoom && (
        <form
          className={css['keep']}
          onSubmit={(event) => {
            event.preventDefault();
            if (said === '') return;
            void keep((kept) => [...kept.filter((view) => view.name !== said), { name: said, filter }]);
            setName('');
          }}
        >
          <input
            aria-label={t.monitor.viewName}
            placeholder={t.monitor.viewName}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" size="small" appearance="subtle" disabledFocusable={said === ''}>
            {t.monitor.saveView}
          </Button>
        </form>
      )}
    </div>
  );
}
