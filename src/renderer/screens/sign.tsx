import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { BatchProgress } from '#renderer/parts/batch-progress.tsx';
import { CertificateChooser, usableCertificates } from '#renderer/parts/certificate-chooser.tsx';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Empty, Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { maySignNow, VerdictTable } from '#renderer/parts/verdict-table.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { addressOf, go, goBack } from '#renderer/state/route.ts';
import { chooseToSign, followBatch, signingNow } from '#renderer/state/signing.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';
import { useFocusKept } from '#renderer/state/use-focus-kept.ts';
import { useNow } from '#renderer/state/use-now.ts';
import { useSettled } from '#renderer/state/use-settled.ts';
import css from './sign.module.css';

/** Whom it is signed by, what is signed, and one button. Once begun: how far it is. */
export function Sign(): ReactNode {
  const { t } = useSpoken();
  const [ids, setIds] = useState(signingNow().ids);
  const [batchId, setBatchId] = useState(signingNow().batchId);

  function leaveOut(id: string): void {
    const rest = ids.filter((one) => one !== id);
    chooseToSign(rest);
    setIds(rest);
  }

  if (batchId !== null) return <BatchProgress batchId={batchId} />;
  if (ids.length === 0) {
    return (
      <ScreenFrame title={t.sign.title}>
        <Empty title={t.sign.nothing} advice={t.sign.nothingAdvice}>
          <Button onClick={() => go({ screen: 'inbox' })}>{t.sign.toInbox}</Button>
        </Empty>
      </ScreenFrame>
    );
  }
  return <Prepare ids={ids} leaveOut={leaveOut} begun={setBatchId} />;
}

type PrepareProps = { readonly ids: readonly string[]; leaveOut(id: string): void; begun(batchId: string): void };

function Prepare({ ids, leaveOut, begun }: PrepareProps): ReactNode {
  const { t } = useSpoken();
  useEscape(goBack);
  const overview = useAnswer(`tokens ${ids.join(' ')}`, () => station.tokensFor({ ids: [...ids] }), ['tokensChanged']);
  const [picked, setPicked] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const usable = overview.value ? usableCertificates(overview.value) : [];
  const chosen = usable.find((one) => one.fingerprint === picked) ?? usable.find((one) => one.isPreferred) ?? usable[0] ?? null;
  const fingerprint = chosen?.fingerprint ?? null;
  const holder = overview.value?.tokens.find((token) => token.certificates.some((one) => one.fingerprint === fingerprint));
  const secret = t.sign.secret[holder?.isKeyFile === true ? 'password' : 'pin'];
  const authority = useAnswer(
    `${fingerprint} ${ids.join(' ')}`,
    async () =>
      fingerprint === null ? { ok: true as const, value: { rows: [] } } : await station.authority({ ids: [...ids], fingerprint }),
    ['tokensChanged'],
  );
  // never at the button that signs: an Enter held too long would begin
  const focusKept = useFocusKept(() => null);
  const now = useNow();
  // it comes where the button that leads here stood: the second of two clicks on that does not lead back
  const mayGoBack = useSettled('here', false);
  const signable = (authority.value?.rows ?? []).filter((row) => maySignNow(row, now));
  const mayBeSigned = signable.map((row) => row.id);
  const leftOut = (authority.value?.rows.length ?? 0) - mayBeSigned.length;

  async function start(): Promise<void> {
    if (fingerprint === null || mayBeSigned.length === 0) return;
    setBusy(true);
    const reply = await station.sign({ ids: mayBeSigned, fingerprint });
    setBusy(false);
    if (!reply.ok) return tellFailure(reply.failure, null, () => void start());
    followBatch(reply.value.batchId);
    begun(reply.value.batchId);
  }

  return (
    <ScreenFrame
      title={t.sign.title}
      scrolls
      tools={
        <Button appearance="subtle" icon={<ArrowLeftRegular />} disabledFocusable={!mayGoBack} onClick={goBack}>
          {t.back}
        </Button>
      }
    >
      <div className={css['columns']} {...focusKept}>
        <Panel title={t.sign.table}>
          {authority.failure && <FailurePanel failure={authority.failure} again={authority.again} />}
          {authority.value === null && !authority.failure && <p role="status">{t.sign.checking}</p>}
          {authority.value && <VerdictTable rows={authority.value.rows} leaveOut={leaveOut} />}
        </Panel>
        <div className={css['side']}>
          <Panel title={t.sign.chooser}>
            {overview.failure && <FailurePanel failure={overview.failure} again={overview.again} />}
            {overview.value && <CertificateChooser overview={overview.value} chosen={fingerprint} choose={setPicked} />}
          </Panel>
          <section className={css['go']} aria-label={t.sign.title}>
            {leftOut > 0 && <p>{t.sign.someLeftOut(leftOut)}</p>}
            <Button
              appearance="primary"
              size="large"
              data-autofocus
              disabledFocusable={isBusy || mayBeSigned.length === 0}
              onClick={() => void start()}
            >
              {secret.start(Math.max(1, mayBeSigned.length))}
            </Button>
            <p className={css['explained']}>{secret.startExplained}</p>
            {signable.some((row) => row.judgement.verdict !== 'valid') && <p>{t.sign.contingency}</p>}
            {usable.length === 0 && <a href={addressOf({ screen: 'tokens' })}>{t.tokenChip.open}</a>}
          </section>
        </div>
      </div>
    </ScreenFrame>
  );
}
