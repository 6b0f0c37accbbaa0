import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { Chooser } from '#renderer/parts/chooser.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { exportCourier, importCourier } from '#renderer/state/courier.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import side from '#renderer/parts/review-side.module.css';

type CourierPanelProps = { readonly waiting: number; readonly courier: Answer<'contingency'>['courier'] };

/** What waits leaves on a stick, for the gateway or a sister station; what a courier brings comes in here. */
export function CourierPanel({ waiting, courier }: CourierPanelProps): ReactNode {
  const { t } = useSpoken();
  const [to, setTo] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const canSeal = courier.toGateway || courier.toStations.length > 0;

  async function bring(): Promise<void> {
    setBusy(true);
    await importCourier(t);
    setBusy(false);
  }

  return (
    <Panel title={t.contingency.courier}>
      <p className={side['advice']}>{canSeal ? t.contingency.courierAdvice : t.contingency.courierNotReady}</p>
      <div className={side['buttons']}>
        {courier.toStations.length > 0 && (
          <Chooser
            label={t.contingency.sealedTo}
            every={t.contingency.toGateway}
            options={courier.toStations.map((name) => ({ id: name, words: t.contingency.toStation(name) }))}
            chosen={to}
            choose={setTo}
          />
        )}
        <Button disabledFocusable={waiting === 0 || !canSeal} onClick={() => void exportCourier(to ?? null, t)}>
          {t.contingency.exportButton(waiting)}
        </Button>
      </div>
      <div className={side['buttons']}>
        <Button disabledFocusable={isBusy} onClick={() => void bring()}>
          {isBusy ? t.contingency.bringing : t.contingency.bring}
        </Button>
      </div>
      {courier.carriedWaiting > 0 && <p className={side['advice']}>{t.contingency.carriedWaiting(courier.carriedWaiting)}</p>}
    </Panel>
  );
}
