import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { useState, type ReactNode } from 'react';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { EffectivePolicy } from '#renderer/parts/policy-table.tsx';
import { Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { SchemaPanel } from '#renderer/parts/schema-panel.tsx';
import { VersionPanel } from '#renderer/parts/version-choices.tsx';
import { UpdatePanel } from '#renderer/parts/updates.tsx';
import { changeSettings, type SettingsChange as Change } from '#renderer/state/change-settings.ts';
import { createSpoken, useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { addressOf } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { wholeHours } from '#renderer/state/whole-hours.ts';
import css from './settings.module.css';

type Values = Answer<'settings'>;
type SettingsProps = { readonly settings: Values | null; changed(settings: Values): void };

/** Language and appearance act at once; the rest is saved group by group. */
export function Settings({ settings: first, changed }: SettingsProps): ReactNode {
  const { t } = useSpoken();
  const asked = useAnswer('settings', () => station.settings({}), []);
  const settings = asked.value ?? first;
  if (settings === null) return asked.failure ? <FailurePanel failure={asked.failure} again={asked.again} /> : null;

  async function change(what: (now: Values) => Change): Promise<void> {
    const reply = await changeSettings(what);
    if (!reply.ok) return tellFailure(reply.failure);
    changed(reply.value);
    asked.again();
    // in the language that was just chosen
    tellDone(createSpoken(reply.value.language).t.settings.saved);
  }

  const groups = { settings, change: (what: Change) => void change(() => what) };
  return (
    <ScreenFrame
      title={t.settings.title}
      scrolls
      tools={
        <>
          <a className={css['link']} href={addressOf({ screen: 'officials' })}>
            {t.officials.title}
          </a>
          <a className={css['link']} href={addressOf({ screen: 'tokens' })}>
            {t.tokens.title}
          </a>
          <a className={css['link']} href={addressOf({ screen: 'about' })}>
            {t.about.title}
          </a>
        </>
      }
    >
      <div className={css['groups']}>
        <div>
          <Person {...groups} />
          <Work {...groups} />
          <SchemaPanel />
        </div>
        <div>
          <Gateway {...groups} />
          <VersionPanel
            choices={settings.documentVersions}
            isLocked={settings.locked.includes('documentVersions')}
            change={(chosen) => void change((now) => ({ documentVersions: { ...chosen(now.documentVersions) } }))}
          />
          <UpdatePanel />
          <EffectivePolicy />
        </div>
      </div>
    </ScreenFrame>
  );
}

type GroupProps = { readonly settings: Values; change(what: Change): void };

function Person({ settings, change }: GroupProps): ReactNode {
  const { t } = useSpoken();
  const [name, setName] = useState(settings.officialName);
  const isLocked = locks(settings);
  return (
    <Panel title={t.settings.person}>
      <Field label={<Named name={t.settings.language} isLocked={isLocked('language')} />}>
        <RadioGroup
          layout="horizontal"
          value={settings.language}
          disabled={isLocked('language')}
          onChange={(_, data) => change({ language: data.value as 'es' | 'en' })}
        >
          <Radio value="es" label={t.settings.languages.es} />
          <Radio value="en" label={t.settings.languages.en} />
        </RadioGroup>
      </Field>
      <Field label={<Named name={t.settings.theme} isLocked={isLocked('theme')} />}>
        <RadioGroup
          layout="horizontal"
          value={settings.theme}
          disabled={isLocked('theme')}
          onChange={(_, data) => change({ theme: data.value as Values['theme'] })}
        >
          <Radio value="system" label={t.settings.themes.system} />
          <Radio value="light" label={t.settings.themes.light} />
          <Radio value="dark" label={t.settings.themes.dark} />
        </RadioGroup>
      </Field>
      <Form save={() => change({ officialName: name })} isLocked={isLocked('officialName')}>
        <Field label={<Named name={t.settings.officialName} isLocked={isLocked('officialName')} />} hint={t.settings.officialNameHint}>
          <Input value={name} maxLength={200} disabled={isLocked('officialName')} onChange={(_, data) => setName(data.value)} />
        </Field>
      </Form>
    </Panel>
  );
}

function Gateway({ settings, change }: GroupProps): ReactNode {
  const { t } = useSpoken();
  const [url, setUrl] = useState(settings.gateway.url);
  const [user, setUser] = useState(settings.gateway.user);
  const [password, setPassword] = useState('');
  const [transport, setTransport] = useState(settings.gateway.transport);
  const isLocked = locks(settings);
  const isBad = url !== '' && !/^https:\/\/[^\s/]+/.test(url);
  const offPassword = isLocked('gatewayPassword');
  return (
    <Panel title={t.settings.gateway}>
      <Form
        isLocked={['gatewayUrl', 'gatewayUser', 'gatewayPassword', 'transport'].every(isLocked)}
        isBad={isBad}
        save={() => {
          change({
            gatewayUrl: url === '' || isLocked('gatewayUrl') ? undefined : url,
            gatewayUser: isLocked('gatewayUser') ? undefined : user,
            gatewayPassword: password === '' || offPassword ? undefined : password,
            transport: isLocked('transport') ? undefined : transport,
          });
          setPassword('');
        }}
      >
        <Field
          label={<Named name={t.settings.gatewayUrl} isLocked={isLocked('gatewayUrl')} />}
          hint={t.settings.gatewayUrlHint}
          validationState={isBad ? 'error' : 'none'}
          validationMessage={isBad ? t.settings.badUrl : undefined}
        >
          <Input type="url" value={url} disabled={isLocked('gatewayUrl')} spellCheck={false} onChange={(_, data) => setUrl(data.value)} />
        </Field>
        <Field label={<Named name={t.settings.gatewayUser} isLocked={isLocked('gatewayUser')} />}>
          <Input
            value={user}
            disabled={isLocked('gatewayUser')}
            maxLength={100}
            autoComplete="off"
            onChange={(_, data) => setUser(data.value)}
          />
        </Field>
        <Field
          label={<Named name={t.settings.gatewayPassword} isLocked={offPassword} />}
          hint={settings.gateway.hasPassword ? t.settings.hasPassword : t.settings.noPassword}
          validationState={settings.gateway.isPasswordSealed ? 'none' : 'warning'}
          validationMessage={settings.gateway.isPasswordSealed ? undefined : t.settings.plainPassword}
        >
          <Input
            type="password"
            value={password}
            disabled={offPassword}
            maxLength={200}
            autoComplete="new-password"
            onChange={(_, data) => setPassword(data.value)}
          />
        </Field>
        <Field label={<Named name={t.settings.transport} isLocked={isLocked('transport')} />}>
          <RadioGroup
            layout="horizontal"
            value={transport}
            disabled={isLocked('transport')}
            onChange={(_, data) => setTransport(data.value as 'rest' | 'soap')}
          >
            <Radio value="rest" label={t.settings.transports.rest} />
            <Radio value="soap" label={t.settings.transports.soap} />
          </RadioGroup>
        </Field>
      </Form>
    </Panel>
  );
}

function Work({ settings, change }: GroupProps): ReactNode {
  const { t } = useSpoken();
  const [hours, setHours] = useState(String(settings.urgentHours));
  const isLocked = locks(settings);
  const whole = wholeHours(hours, 720);
  const isBad = whole === null;
  return (
    <Panel title={t.settings.work}>
      <Form
        isLocked={isLocked('urgentHours')}
        isBad={isBad}
        save={() => change({ urgentHours: isLocked('urgentHours') ? undefined : (whole ?? undefined) })}
      >
        <Field
          label={<Named name={t.settings.urgentHours} isLocked={isLocked('urgentHours')} />}
          validationState={isBad ? 'error' : 'none'}
          validationMessage={isBad ? t.settings.badHours : undefined}
        >
          <Input
            className={css['short']}
            inputMode="numeric"
            value={hours}
            disabled={isLocked('urgentHours')}
            onChange={(_, data) => setHours(data.value)}
          />
        </Field>
      </Form>
    </Panel>
  );
}

function locks(settings: Values): (key: string) => boolean {
  return (key) => settings.locked.includes(key);
}

/** A label that says when the institution's policy has decided. */
function Named({ name, isLocked }: { name: string; isLocked: boolean }): ReactNode {
  const { t } = useSpoken();
  if (!isLocked) return name;
  return (
    <>
      {name}{' '}
      <span className={css['locked']}>
        <LockClosedRegular aria-hidden /> {t.settings.locked}
      </span>
    </>
  );
}

function Form({ save, isLocked, isBad, children }: { save(): void; isLocked: boolean; isBad?: boolean; children: ReactNode }): ReactNode {
  const { t } = useSpoken();
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {children}
      <div>
        <Button type="submit" disabled={isLocked || isBad === true}>
          {t.settings.save}
        </Button>
      </div>
    </form>
  );
}
