import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { useState, type ReactNode } from 'react';
import { FailurePanel, FailureWords } from '#renderer/parts/notices.tsx';
import { Empty, Facts, Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { TokenProblems } from '#renderer/parts/token-problems.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import css from './tokens.module.css';

type Overview = Answer<'tokens'>;
type Token = Overview['tokens'][number];

const pinTones: Readonly<Record<Token['pin']['state'], Tone>> = { ok: 'good', few: 'care', final: 'care', locked: 'bad', notSet: 'bad' };
const moduleTones: Readonly<Record<Overview['modules'][number]['state'], Tone>> = { starting: 'moving', ready: 'good', failed: 'bad' };

/** Readers, tokens and their certificates: what is there, what is wrong, what to do. */
export function Tokens(): ReactNode {
  const { t } = useSpoken();
  const { value: overview, failure, again } = useAnswer('tokens', () => station.tokens({}), ['tokensChanged']);
  const [isBusy, setBusy] = useState(false);

  async function refresh(): Promise<void> {
    setBusy(true);
    const reply = await station.refreshTokens({});
    setBusy(false);
    if (!reply.ok) return tellFailure(reply.failure, null, () => void refresh());
    again();
  }

  return (
    <ScreenFrame
      title={t.tokens.title}
      scrolls
      tools={
        <Button icon={<ArrowClockwiseRegular />} disabled={isBusy} onClick={() => void refresh()}>
          {t.tokens.refresh}
        </Button>
      }
    >
      {failure && <FailurePanel failure={failure} again={again} />}
      {overview && overview.tokens.length === 0 && <Empty title={t.tokens.emptyTitle} advice={t.tokens.emptyAdvice} />}
      <TokenProblems />
      {overview?.tokens.map((token) => (
        <TokenPanel key={token.module + token.slot + token.serial} token={token} />
      ))}
      {overview && <Modules modules={overview.modules} />}
    </ScreenFrame>
  );
}

function TokenPanel({ token }: { token: Token }): ReactNode {
  const { t } = useSpoken();
  const advice = t.tokens.pinAdvice[token.pin.state];
  const [isBusy, setBusy] = useState(false);

  async function changePin(): Promise<void> {
    setBusy(true);
    const reply = await station.changePin({ module: token.module, serial: token.serial });
    setBusy(false);
    if (reply.ok) return tellDone(t.tokens.pinChanged);
    if (reply.failure.code !== 'pinCancelled') tellFailure(reply.failure, null, () => void changePin());
  }

  return (
    <Panel
      title={token.label}
      aside={<Mark tone={pinTones[token.pin.state]}>{`${t.tokens.pin}: ${t.tokens.pinStates[token.pin.state]}`}</Mark>}
    >
      {advice !== '' && <p className={css['advice']}>{advice}</p>}
      <div className={css['facts']}>
        <Facts
          facts={[
            [t.tokens.reader, token.reader],
            [t.tokens.serial, token.serial],
            [t.tokens.model, `${token.manufacturer} ${token.model}`],
            [t.tokens.pin, token.pin.pad ? t.tokens.pad : t.tokens.pinLength(token.pin.minLength, token.pin.maxLength)],
          ]}
        />
      </div>
      {token.pin.state !== 'locked' && token.pin.state !== 'notSet' && (
        <p>
          <Button disabled={isBusy} onClick={() => void changePin()}>
            {t.tokens.changePin}
          </Button>
        </p>
      )}
      <h3>{t.tokens.certificates}</h3>
      {token.certificates.length === 0 ? <p>{t.tokens.noCertificates}</p> : <Certificates token={token} />}
    </Panel>
  );
}

function Certificates({ token }: { token: Token }): ReactNode {
  const { t, say, formats } = useSpoken();
  return (
    <ul className={css['certificates']}>
      {token.certificates.map((certificate) => (
        <li key={certificate.fingerprint} data-off={certificate.isUsable ? undefined : ''}>
          <div>
            <strong>{certificate.subject}</strong>
            <p>
              {certificate.key ?? '—'} · {t.sign.issuedBy(certificate.issuer)} · {t.tokens.expires(formats.day(certificate.notAfter))}
            </p>
            <p>{say(certificate.why)}</p>
          </div>
          <Mark tone={certificate.isUsable ? 'good' : 'bad'}>{certificate.isUsable ? t.tokens.usable : t.tokens.unusable}</Mark>
        </li>
      ))}
    </ul>
  );
}

function Modules({ modules }: { modules: Overview['modules'] }): ReactNode {
  const { t } = useSpoken();
  return (
    <Panel title={t.tokens.modules}>
      {modules.length === 0 && <p>{t.tokens.noModules}</p>}
      <ul className={css['certificates']}>
        {modules.map((module) => (
          <li key={module.path}>
            <div>
              <strong>{module.name}</strong>
              <p>
                <code>{module.path}</code>
              </p>
              {module.readersWithoutToken.length > 0 && <p>{t.tokens.readersWithoutToken(module.readersWithoutToken.join(', '))}</p>}
              {module.failure && <FailureWords failure={module.failure} />}
            </div>
            <Mark tone={moduleTones[module.state]}>{t.tokens.moduleStates[module.state]}</Mark>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
