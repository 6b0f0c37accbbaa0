import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ProblemWords } from '#renderer/parts/token-problems.tsx';
import { Facts, Panel } from '#renderer/parts/screen.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import list from './token-list.module.css';
import css from './token-panel.module.css';

type Token = Answer<'tokens'>['tokens'][number];
type Certificate = Token['certificates'][number];
type Problem = NonNullable<Answer<'testSignature'>['problem']>;

const pinTones: Readonly<Record<Token['pin']['state'], Tone>> = { ok: 'good', few: 'care', final: 'care', locked: 'bad', notSet: 'bad' };

/** One token: whose it is, how its PIN stands, its certificates, and what can be done with it. */
export function TokenPanel({ token }: { token: Token }): ReactNode {
  const { t } = useSpoken();
  const advice = t.tokens.pinAdvice[token.pin.state];
  const [isBusy, setBusy] = useState(false);
  const isOpen = token.pin.state !== 'locked' && token.pin.state !== 'notSet';

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
      aside={
        token.isKeyFile ? null : <Mark tone={pinTones[token.pin.state]}>{`${t.tokens.pin}: ${t.tokens.pinStates[token.pin.state]}`}</Mark>
      }
    >
      {advice !== '' && (
        <p className={css['advice']}>
          {advice} {token.contact !== null && <strong>{t.tokens.contact(token.contact)}</strong>}
        </p>
      )}
      <div className={css['facts']}>
        <Facts facts={factsOf(token, t.tokens)} />
      </div>
      {isOpen && !token.isKeyFile && (
        <p>
          <Button disabled={isBusy} onClick={() => void changePin()}>
            {t.tokens.changePin}
          </Button>
        </p>
      )}
      <h3>{t.tokens.certificates}</h3>
      {token.certificates.length === 0 ? (
        <p>{t.tokens.noCertificates}</p>
      ) : (
        <ul className={list['list']}>
          {token.certificates.map((certificate) => (
            <CertificateRow key={certificate.fingerprint} token={token} certificate={certificate} mayTest={isOpen} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function factsOf(token: Token, t: ReturnType<typeof useSpoken>['t']['tokens']): [string, string][] {
  if (token.isKeyFile)
    return [
      [t.file, token.reader],
      [t.kind, token.model],
    ];
  return [
    ...(token.isHsm ? [[t.kind, t.hsm] satisfies [string, string]] : []),
    [t.reader, token.reader],
    [t.serial, token.serial],
    [t.model, `${token.manufacturer} ${token.model}`],
    [t.pin, token.pin.pad ? t.pad : t.pinLength(token.pin.minLength, token.pin.maxLength)],
  ];
}

type RowProps = { readonly token: Token; readonly certificate: Certificate; readonly mayTest: boolean };

function CertificateRow({ token, certificate, mayTest }: RowProps): ReactNode {
  const { t, say, formats } = useSpoken();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  /** A signature that signs no document: whether token, driver and PIN work together, before it matters. */
  async function test(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const reply = await station.testSignature({ module: token.module, serial: token.serial, fingerprint: certificate.fingerprint });
    setBusy(false);
    if (reply.ok && reply.value.problem === null) {
      return tellDone(t.tokens.testGood(certificate.subject, reply.value.algorithm ?? '', formats.number(reply.value.tookMs)));
    }
    if (reply.ok) return setProblem(reply.value.problem);
    if (reply.failure.code !== 'pinCancelled') tellFailure(reply.failure, null, () => void test());
  }

  return (
    <li data-off={certificate.isUsable ? undefined : ''}>
      <div>
        <strong>{certificate.subject}</strong>
        <p>
          {certificate.key ?? '—'} · {t.sign.issuedBy(certificate.issuer)} · {t.tokens.expires(formats.day(certificate.notAfter))}
        </p>
        <p>{say(certificate.why)}</p>
        {problem && <ProblemWords problem={problem} />}
      </div>
      <div className={list['end']}>
        <Mark tone={certificate.isUsable ? 'good' : 'bad'}>{certificate.isUsable ? t.tokens.usable : t.tokens.unusable}</Mark>
        {mayTest && certificate.key !== null && (
          <Button size="small" disabled={isBusy} aria-label={`${t.tokens.test}: ${certificate.subject}`} onClick={() => void test()}>
            {t.tokens.test}
          </Button>
        )}
      </div>
    </li>
  );
}
