import { Button } from '@fluentui/react-components';
import { ArrowCircleUpRegular } from '@fluentui/react-icons/svg/arrow-circle-up';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { useState, type ReactNode } from 'react';
import type { UpdateState } from '#contract/update-api.ts';
import { ConfirmDialog } from '#renderer/parts/confirm-dialog.tsx';
import { FailureWords } from '#renderer/parts/notices.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { Mark, type Tone } from '#renderer/parts/state-mark.tsx';
import { useSpoken, type Spoken } from '#renderer/state/language.tsx';
import { addressOf, useRoute } from '#renderer/state/route.ts';
import { askUpdates, useUpdates } from '#renderer/state/updates.ts';
import chips from './header.module.css';
import css from './updates.module.css';

const panelAddress = addressOf({ screen: 'settings', part: 'updates' });

/** In the header, only where there is something to do. */
export function UpdateChip(): ReactNode {
  const { t } = useSpoken();
  const [isAsking, setAsking] = useState(false);
  const step = useUpdates()?.step;
  if ((step?.kind === 'byIt' || step?.kind === 'failed') && step.isRequired) {
    return (
      <a className={chips['chip']} data-tone="down" href={panelAddress}>
        <WarningRegular aria-hidden />
        {t.update.chipByIt}
      </a>
    );
  }
  if (step?.kind !== 'ready') return null;
  return (
    <>
      <Button
        size="small"
        appearance={step.isRequired ? 'primary' : 'outline'}
        icon={<ArrowCircleUpRegular />}
        onClick={() => setAsking(true)}
      >
        {t.update.chip(step.version)}
      </Button>
      {isAsking && <RestartDialog version={step.version} close={() => setAsking(false)} />}
    </>
  );
}

export function UpdatePanel(): ReactNode {
  const spoken = useSpoken();
  const { t, formats } = spoken;
  const state = useUpdates();
  const route = useRoute();
  const aimedAt = route.screen === 'settings' && route.part === 'updates' ? panelAddress : null;
  const [isAsking, setAsking] = useState(false);
  const [isLooking, setLooking] = useState(false);
  if (state === null) return null;
  const { step, checkedAt, version } = state;
  // What is ready stays on the screen while one looks again: then only the button tells.
  const isBusy = isLooking || step.kind === 'checking' || step.kind === 'downloading' || step.kind === 'restarting';
  const look = (): void => {
    setLooking(true);
    void askUpdates('check').finally(() => setLooking(false));
  };
  return (
    <Panel title={t.update.title} aside={t.update.running(version)} aimedAt={aimedAt}>
      <div className={css['state']} role="status">
        {step.kind === 'failed' ? <FailureWords failure={step.failure} /> : <Mark tone={tones[step.kind]}>{sentence(step, spoken)}</Mark>}
        {checkedAt !== null && <small>{t.update.checkedAt(formats.moment(checkedAt))}</small>}
      </div>
      {step.kind !== 'off' && (
        <div className={css['buttons']}>
          {step.kind === 'ready' && (
            <Button appearance="primary" onClick={() => setAsking(true)}>
              {t.update.restart}
            </Button>
          )}
          <Button disabledFocusable={isBusy} onClick={look}>
            {t.update.check}
          </Button>
        </div>
      )}
      {isAsking && step.kind === 'ready' && <RestartDialog version={step.version} close={() => setAsking(false)} />}
    </Panel>
  );
}

function RestartDialog({ version, close }: { version: string; close(): void }): ReactNode {
  const { t } = useSpoken();
  const confirm = (): void => {
    close();
    void askUpdates('restart');
  };
  return <ConfirmDialog title={t.update.ask(version)} advice={t.update.advice} button={t.update.restart} confirm={confirm} close={close} />;
}

type Step = Exclude<UpdateState['step'], { readonly kind: 'failed' }>;

const tones: Readonly<Record<Step['kind'], Tone>> = {
  off: 'over',
  idle: 'waiting',
  checking: 'moving',
  current: 'good',
  downloading: 'moving',
  ready: 'good',
  byIt: 'care',
  restarting: 'moving',
};

function sentence(step: Step, { t, formats }: Spoken): string {
  const { update } = t;
  switch (step.kind) {
    case 'downloading':
      return update.downloading(step.version, formats.number(step.percent));
    case 'ready':
      return [update.ready(step.version), step.isDowngrade ? update.downgrade : step.isRequired ? update.required : ''].join(' ').trim();
    case 'byIt':
      return [update.byIt(step.version), step.isRequired ? update.requiredByIt : ''].join(' ').trim();
    case 'restarting':
      return update.restarting(step.version);
    default:
      return update[step.kind];
  }
}
