import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import { go } from '#renderer/state/route.ts';
import { followBatch } from '#renderer/state/signing.ts';
import { station } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import css from './unfinished-batch.module.css';

/** A signing that stopped half-way, also after the station was restarted: the way back to it. */
export function UnfinishedBatch(): ReactNode {
  const { t } = useSpoken();
  const { value } = useAnswer('open-batches', () => station.openBatches({}), ['batchChanged']);
  const batch = value?.batches[0];
  if (batch === undefined) return null;
  return (
    <div className={css['unfinished']} role="status">
      <span>{t.sign.unfinished(batch.signed, batch.total)}</span>
      <Button
        size="small"
        appearance="primary"
        onClick={() => {
          followBatch(batch.id);
          go({ screen: 'sign' });
        }}
      >
        {t.sign.openUnfinished}
      </Button>
    </div>
  );
}
