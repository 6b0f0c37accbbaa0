import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { useState, type ReactNode } from 'react';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Empty, ScreenFrame } from '#renderer/parts/screen.tsx';
import { TokenPanel } from '#renderer/parts/token-panel.tsx';
import { TokenProblems } from '#renderer/parts/token-problems.tsx';
import { TokenSources } from '#renderer/parts/token-sources.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { goBack } from '#renderer/state/route.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useEscape } from '#renderer/state/use-escape.ts';

/** Readers, tokens and their certificates: what is there, what is wrong, what to do. */
export function Tokens(): ReactNode {
  const { t } = useSpoken();
  useEscape(goBack);
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
      {overview && <TokenSources modules={overview.modules} again={again} />}
    </ScreenFrame>
  );
}
