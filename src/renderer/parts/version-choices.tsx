import { Button } from '@fluentui/react-components';
import { useRef, type ReactNode } from 'react';
import { countries } from '#core/documents/code-lists/countries.ts';
import type { DocumentType } from '#core/documents/document-type.ts';
import { documentTypes } from '#core/documents/types.ts';
import { expectedVersion, type VersionChoices } from '#core/documents/version-choice.ts';
import { Chooser } from '#renderer/parts/chooser.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import css from './agreed-times.module.css';

type Props = {
  readonly choices: VersionChoices;
  readonly isLocked: boolean;
  /** by what is kept when its turn comes */
  change(next: (kept: VersionChoices) => VersionChoices): void;
};

/** In which version documents go to each country, for the types whose destination decides it. */
export function VersionPanel(props: Props): ReactNode {
  const { t } = useSpoken();
  return (
    <Panel title={t.settings.versions}>
      <p className={css['hint']}>{props.isLocked ? t.settings.locked : t.settings.versionsHint}</p>
      {documentTypes.flatMap((type) => (type.usualVersion ? [<VersionsOf key={type.id} type={type} {...props} />] : []))}
    </Panel>
  );
}

/** The Alliance's members stand there from the start; any other country can be named. */
const usual = ['CL', 'CO', 'MX', 'PE'];

function VersionsOf({ type, choices, isLocked, change }: Props & { readonly type: DocumentType }): ReactNode {
  const { t, say, formats } = useSpoken();
  const list = useRef<HTMLUListElement>(null);
  const focusKept = useFocusKept(() => list.current?.querySelector<HTMLElement>('li:last-child select') ?? null);
  const start = `${type.id}/`;
  const named = Object.keys(choices).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  const shown = [...new Set([...usual, ...named.filter((country) => country !== '*').sort(), '*'])];
  const nameOf = (country: string): string => (country === '*' ? t.monitor.agreedOthers : formats.country(country));
  const without = (kept: VersionChoices, country: string): VersionChoices =>
    Object.fromEntries(Object.entries(kept).filter(([key]) => key !== start + country));
  return (
    <>
      <ul ref={list} className={css['times']} {...focusKept}>
        {shown.map((country) => (
          <li key={country}>
            <span>{nameOf(country)}</span>
            <Chooser
              label={`${say(type.name)}: ${nameOf(country)}`}
              every={t.settings.versionUsual(
                expectedVersion(type, country === '*' ? 'ZZ' : country, without(choices, country))?.version.id ?? '',
              )}
              options={type.versions.map(({ id, label }) => ({ id, words: say(label) }))}
              chosen={choices[start + country]}
              isLocked={isLocked}
              choose={(version) =>
                change((kept) => ({ ...without(kept, country), ...(version === undefined ? {} : { [start + country]: version }) }))
              }
            />
            {!isLocked && named.includes(country) && !usual.includes(country) && country !== '*' && (
              <Button
                appearance="subtle"
                size="small"
                aria-label={t.settings.versionRemove(nameOf(country))}
                onClick={() => change((kept) => without(kept, country))}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!isLocked && (
        <Chooser
          label={t.monitor.agreedAdd}
          every={t.monitor.agreedAdd}
          options={countries.entries
            .filter(({ code }) => !shown.includes(code))
            .map(({ code }) => ({ id: code, words: formats.country(code) }))
            .sort((a, b) => a.words.localeCompare(b.words))}
          chosen={undefined}
          choose={(country) => {
            const version = country === undefined ? undefined : expectedVersion(type, country, choices)?.version.id;
            if (version !== undefined) change((kept) => ({ ...kept, [start + country]: version }));
          }}
        />
      )}
    </>
  );
}
