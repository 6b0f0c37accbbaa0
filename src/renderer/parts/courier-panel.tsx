import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { Chooser } from '#renderer/parts/chooser.tsx';
import { Panel } from '#renderer/parts/screen.tsx';
import { exportCourier, importCourier } from '#renderer/state/courier.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { useNow } from '#renderer/state/use-now.ts';
import type { Answer } from '#renderer/state/station.ts';
import side from '#renderer/parts/review-side.module.css';

type CourierPanelProps = { readonly waiting: number; readonly courier: Answer<'contingency'>['courier'] };

/** What waits leaves on a stick, for the gateway or a sister station; what a courier brings comes in here. */
export function CourierPanel({ waiting, courier }: CourierPanelProps): ReactNode {
  const { t, formats } = useSpoken();
  const now = useNow();
  const [chosen, setChosen] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const recipients: readonly (string | null)[] = [...(courier.toGateway ? [null] : []), ...courier.toStations];
  const [first, ...others] = recipients;
  const canSeal = first !== undefined;
  const to = chosen ?? first ?? null;
  const nameOf = (one: string | null): string => (one === null ? t.contingency.toGateway : t.contingency.toStation(one));

  const sistersWords =
    courier.stationsToldAt === null
      ? t.contingency.sistersUntold
      : courier.toStations.length === 0
        ? t.contingency.sistersNone(formats.ago(courier.stationsToldAt, now))
        : t.contingency.sistersTold(formats.list(courier.toStations), formats.ago(courier.stationsToldAt, now));

  async function bring(): Promise<void> {
    setBusy(true);
    await importCourier(t);
    setBusy(false);
  }

  return (
    <Panel title={t.contingency.courier}>
      <p className={side['advice']}>{canSeal ? t.contingency.courierAdvice : t.contingency.courierNotReady}</p>
      <div className={side['buttons']}>
        {first !== undefined && others.length > 0 && (
          <Chooser
            label={t.contingency.sealedTo}
            every={nameOf(first)}
            options={others.flatMap((one) => (one === null ? [] : [{ id: one, words: nameOf(one) }]))}
            chosen={chosen}
            choose={setChosen}
          />
        )}
        <Button disabledFocusable={waiting === 0 || !canSeal} onClick={() => void exportCourier({ to, t })}>
          {t.contingency.exportButton(waiting)}
        </Button>
      </div>
      <p className={side['advice']}>{sistersWords}</p>
      <div className={side['buttons']}>
        <Button disabledFocusable={isBusy} onClick={() => void bring()}>
          {isBusy ? t.contingency.bringing : t.contingency.bring}
        </Button>
      </div>
      {courier.carriedWaiting > 0 && <p className={side['advice']}>{t.contingency.carriedWaiting(courier.carriedWaiting)}</p>}
    </Panel>
  );
}
