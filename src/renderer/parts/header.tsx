import { Button } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { CloudOffRegular } from '@fluentui/react-icons/svg/cloud-off';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { UsbStickRegular } from '@fluentui/react-icons/svg/usb-stick';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { Wifi1Regular } from '@fluentui/react-icons/svg/wifi';
import type { ReactNode } from 'react';
import { clockToleranceMs } from '#core/review.ts';
import { clockWords } from '#core/text/clock.ts';
import { failureText } from '#core/text/failures.ts';
import { EvidenceCountdown } from '#renderer/parts/evidence-age.tsx';
import { Flourish } from '#renderer/parts/flourish.tsx';
import { UpdateChip } from '#renderer/parts/updates.tsx';
import { useSpoken, type Spoken } from '#renderer/state/language.tsx';
import { tellDone, tellFailure } from '#renderer/state/notices.ts';
import { addressOf } from '#renderer/state/route.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useNow } from '#renderer/state/use-now.ts';
import css from './header.module.css';

type Contingency = Answer<'contingency'> | null;

type HeaderProps = {
  readonly contingency: Contingency;
  readonly status: Answer<'status'> | null;
  readonly tokens: Answer<'tokens'> | null;
  readonly officialName: string;
};

/** The shell knows it before the station says so, and a line that came later would push down what is about to be clicked. */
const opensInPractice = new URLSearchParams(location.search).has('practice');

/** Always in sight: whose station, whether there is a line, whether the token is ready. */
export function Header({ status, contingency, tokens, officialName }: HeaderProps): ReactNode {
  const spoken = useSpoken();
  const { t } = spoken;
  return (
    <header className={css['header']}>
      <div className={css['bar']}>
        <span className={css['brand']}>
          <Flourish />
          <span className={css['name']}>{t.product}</span>
          <span className={css['tagline']}>{t.tagline}</span>
        </span>
        <div className={css['status']}>
          <UpdateChip />
          {status && <LineStatus status={status} contingency={contingency} spoken={spoken} />}
          {status !== null && status.toRead > 0 && (
            <a className={css['chip']} data-tone="down" href={addressOf({ screen: 'contingency' })}>
              <WarningRegular aria-hidden />
              {t.line.toRead(status.toRead)}
            </a>
          )}
          {status && <EvidenceCountdown line={status.line.state} />}
          {tokens && <TokenStatus tokens={tokens} spoken={spoken} />}
          {officialName !== '' && (
            <span className={css['chip']}>
              <PersonRegular aria-hidden />
              <span className={css['clip']}>{officialName}</span>
            </span>
          )}
        </div>
      </div>
      {(status?.isPractice ?? opensInPractice) && <p className={css['practice']}>{t.practice}</p>}
    </header>
  );
}

function LineStatus({ status, contingency, spoken }: { status: Answer<'status'>; contingency: Contingency; spoken: Spoken }): ReactNode {
  const { t, formats, language } = spoken;
  const now = useNow();
  const { state, since, code, detail } = status.line;
  const failure = code === null ? null : { code, detail: detail ?? '' };
  const why = failure && failureText(failure, language);
  const down = code === 'gatewayIsSomethingElse' ? t.line.somethingElse : code === 'gatewayBusy' ? t.line.busy : t.line.down;
  const clock = Math.abs(status.clockDifferenceMs ?? 0) > clockToleranceMs ? clockWords(status.clockDifferenceMs)[language] : null;
  const out = contingency?.countries.filter(({ why }) => why !== null) ?? [];
  const isContingency = [contingency, ...(contingency?.countries ?? [])].some((outage) => outage !== null && outage.state !== 'none');
  const isTrouble = state === 'down' || isContingency || out.length > 0 || clock !== null;
  const Sign = { up: Wifi1Regular, down: CloudOffRegular, unknown: QuestionCircleRegular }[state];
  return (
    <span className={css['group']}>
      <span role="status">
        <a
          className={css['chip']}
          data-tone={isTrouble ? 'down' : state}
          title={clock ?? (why === null ? t.line.show : `${why.title}. ${why.advice}`)}
          href={addressOf({ screen: 'contingency' })}
        >
          <Sign aria-hidden />
          {state === 'down' || code === 'gatewayBusy' ? down : t.line[state]}
          {state === 'down' && since !== null && <span className={css['since']}>{t.line.since(formats.since(since, now))}</span>}
          {out.length > 0 && (
            <span>· {out.length === 1 ? t.line.countryOut(formats.country(out[0]?.country ?? '')) : t.line.countriesOut(out.length)}</span>
          )}
          {isContingency && <span>· {t.line.contingency}</span>}
          {clock !== null && <span>· {t.line.clock}</span>}
        </a>
      </span>
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowSyncRegular />}
        aria-label={t.line.tryNow}
        title={t.line.tryNow}
        onClick={() => void syncNow(t)}
      />
    </span>
  );
}

async function syncNow(t: Spoken['t']): Promise<void> {
  const reply = await station.syncNow({});
  if (reply.ok) tellDone(t.line.asked);
  else tellFailure(reply.failure, null, () => void syncNow(t));
}

function TokenStatus({ tokens, spoken }: { tokens: Answer<'tokens'>; spoken: Spoken }): ReactNode {
  const { t } = spoken;
  const { words, isTrouble } = tokenWords(tokens, t);
  return (
    <a
      className={css['chip']}
      data-tone={isTrouble ? 'down' : tokens.tokens.length > 0 ? 'up' : 'unknown'}
      href={addressOf({ screen: 'tokens' })}
      title={t.tokenChip.open}
    >
      {isTrouble ? <WarningRegular aria-hidden /> : <UsbStickRegular aria-hidden />}
      <span className={css['clip']}>{words}</span>
    </a>
  );
}

function tokenWords(overview: Answer<'tokens'>, t: Spoken['t']): { words: string; isTrouble: boolean } {
  const { tokens, modules } = overview;
  if (tokens.some((token) => token.pin.state === 'locked')) return { words: t.tokenChip.locked, isTrouble: true };
  if (tokens.some((token) => token.pin.state === 'final')) return { words: t.tokenChip.final, isTrouble: true };
  const [first, ...others] = tokens;
  if (first !== undefined) {
    const words = others.length > 0 ? t.tokenChip.many(tokens.length) : t.tokenChip[first.isKeyFile ? 'file' : 'one'](first.label);
    return { words, isTrouble: false };
  }
  if (modules.some((module) => module.state === 'failed')) return { words: t.tokenChip.failed, isTrouble: true };
  return { words: t.tokenChip.none, isTrouble: false };
}
