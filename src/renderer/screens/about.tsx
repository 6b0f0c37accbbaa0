import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { useState, type ReactNode } from 'react';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Facts, Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import table from '#renderer/parts/table.module.css';
import { useSpoken } from '#renderer/state/language.tsx';
import { goBack } from '#renderer/state/route.ts';
import { saveDiagnostics, saveLicences } from '#renderer/state/save.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import css from './about.module.css';

type Known = Answer<'about'>;

/** What the program is and stands on, and the report that somebody who helps will ask for. */
export function About(): ReactNode {
  const { t } = useSpoken();
  useEscape(goBack);
  const { value: about, failure, again } = useAnswer('about', () => station.about({}), []);
  return (
    <ScreenFrame
      title={t.about.title}
      aside={about === null ? undefined : `${t.about.version} ${about.version}`}
      scrolls
      tools={
        <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={goBack}>
          {t.back}
        </Button>
      }
    >
      {failure && <FailurePanel failure={failure} again={again} />}
      {about && (
        <div className={css['columns']}>
          <div>
            <Support about={about} />
            <Packs packs={about.packs} />
          </div>
          <div>
            <Panel title={t.about.runtime}>
              <div className={css['runtime']}>
                <Facts facts={about.runtime.map(({ name, version }) => [name, version] as const)} />
              </div>
            </Panel>
            <Licences licences={about.licences} />
          </div>
        </div>
      )}
    </ScreenFrame>
  );
}

function Support({ about }: { about: Known }): ReactNode {
  const { t, formats } = useSpoken();
  const [isBusy, setBusy] = useState(false);
  const [last] = about.crashes;
  return (
    <Panel title={t.about.support}>
      <p>{t.about.supportAdvice}</p>
      <p className={css['action']}>
        <Button
          appearance="primary"
          icon={<ArrowDownloadRegular />}
          disabled={isBusy}
          onClick={() => {
            setBusy(true);
            void saveDiagnostics(t).finally(() => setBusy(false));
          }}
        >
          {t.about.saveReport}
        </Button>
      </p>
      <Facts
        facts={[
          [t.about.dataFolder, <code key="d">{about.dataFolder}</code>],
          [
            t.about.crashes,
            last === undefined ? t.about.crashesNone : t.about.crashesKept(formats.number(about.crashes.length), formats.moment(last.at)),
          ],
        ]}
      />
    </Panel>
  );
}

function Packs({ packs }: { packs: Known['packs'] }): ReactNode {
  const { t } = useSpoken();
  if (packs.length === 0) return null;
  return (
    <Panel title={t.about.packs}>
      <p className={table['none']}>{t.about.packsAdvice}</p>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t.about.name}</th>
            <th scope="col">{t.about.version}</th>
            <th scope="col">{t.about.hash}</th>
          </tr>
        </thead>
        <tbody>
          {packs.map(({ name, version, hash, isInstalled }) => (
            <tr key={name}>
              <th scope="row">
                {name} {isInstalled && <small>({t.about.installed})</small>}
              </th>
              <td>{version}</td>
              <td>
                <Copyable name={`${t.about.hash} ${name}`} value={hash} short={shortDigest(hash)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Licences({ licences }: { licences: Known['licences'] }): ReactNode {
  const { t, formats } = useSpoken();
  if (licences.length === 0) return null;
  return (
    <Panel title={t.about.licences} aside={<Button onClick={() => void saveLicences(t)}>{t.about.saveLicences}</Button>}>
      <details>
        <summary>{t.about.licencesShow(formats.number(licences.length))}</summary>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t.about.name}</th>
              <th scope="col">{t.about.version}</th>
              <th scope="col">{t.about.licence}</th>
            </tr>
          </thead>
          <tbody>
            {licences.map(({ name, version, licence }) => (
              <tr key={`${name}@${version}`}>
                <th scope="row">{name}</th>
                <td>{version}</td>
                <td>{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}
