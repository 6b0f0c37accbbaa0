import { DataTrendingRegular } from '@fluentui/react-icons/svg/data-trending';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { PenRegular } from '@fluentui/react-icons/svg/pen';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import { addressOf, type Screen } from '#renderer/state/route.ts';
import type { Answer } from '#renderer/state/station.ts';
import css from './rail.module.css';

const belongs: Readonly<Record<Screen, 'inbox' | 'outbox' | 'incoming' | 'monitor' | 'settings'>> = {
  inbox: 'inbox',
  review: 'inbox',
  sign: 'inbox',
  drafts: 'inbox',
  draft: 'inbox',
  outbox: 'outbox',
  certificate: 'outbox',
  incoming: 'incoming',
  report: 'incoming',
  monitor: 'monitor',
  all: 'monitor',
  contingency: 'monitor',
  officials: 'settings',
  tokens: 'settings',
  settings: 'settings',
  about: 'settings',
};

export function Rail({ screen, counts }: { screen: Screen; counts: Answer<'status'>['counts'] | null }): ReactNode {
  const { t, formats } = useSpoken();
  const entries = [
    { to: 'inbox', Sign: PenRegular, count: counts?.inbox ?? 0, words: t.nav.waiting(counts?.inbox ?? 0), isCare: false },
    {
      to: 'outbox',
      Sign: SendRegular,
      count: (counts?.attention ?? 0) > 0 ? (counts?.attention ?? 0) : (counts?.outbox ?? 0),
      words: (counts?.attention ?? 0) > 0 ? t.nav.attention(counts?.attention ?? 0) : t.nav.waiting(counts?.outbox ?? 0),
      isCare: (counts?.attention ?? 0) > 0,
    },
    { to: 'incoming', Sign: MailInboxRegular, count: counts?.incoming ?? 0, words: t.nav.waiting(counts?.incoming ?? 0), isCare: false },
    { to: 'monitor', Sign: DataTrendingRegular, count: 0, words: '', isCare: false },
    { to: 'settings', Sign: SettingsRegular, count: 0, words: '', isCare: false },
  ] as const;
  return (
    <nav className={css['rail']} aria-label={t.nav.label}>
      <ul>
        {entries.map(({ to, Sign, count, words, isCare }, index) => (
          <li key={to}>
            <a href={addressOf({ screen: to })} aria-current={belongs[screen] === to ? 'page' : undefined} title={`Ctrl+${index + 1}`}>
              <Sign aria-hidden />
              <span className={css['label']}>{t.nav[to]}</span>
              {count > 0 && (
                <span className={css['count']} data-care={isCare ? '' : undefined} role="img" aria-label={words}>
                  {formats.number(count)}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
