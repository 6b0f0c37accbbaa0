/** The station with everything it can do. Read when it is first needed: the first picture does not wait for it. */
import { hostApi } from '#contract/host-api.ts';
import type { Wire } from '#contract/rpc.ts';
import { stationApi } from '#contract/station-api.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { assembleOn } from '#main/assemble-station.ts';
import type { FileLog } from '#main/files/log.ts';
import { surroundingsOf, throughShell, type TokenWires } from '#main/host-surroundings.ts';
import { openTrust } from '#main/open-trust.ts';
import type { Clock } from '#main/ports/system.ts';
import type { OpenedStore } from '#main/store/open-store.ts';
import { deskOf, type Desk } from '#main/wire/answer-page.ts';
import { connect } from '#main/wire/rpc.ts';

export type WholeStation = { readonly desk: Desk; close(): Promise<void> };

export type Ground = {
  readonly config: StationConfig;
  readonly opened: OpenedStore;
  readonly log: FileLog;
  readonly clock: Clock;
  readonly hostWire: Wire;
  readonly tokenWires: TokenWires;
  emit(name: string, payload: unknown): void;
};

/** Stands when this returns; the line and what goes on by itself begin after it. */
export function raiseStation({ config, opened, log, clock, hostWire, tokenWires, emit }: Ground): WholeStation {
  const host = connect(hostApi, hostWire, { onGone: () => ({ code: 'cancelled' }) });
  const startToken = throughShell(host, tokenWires);
  const { station, tokens, close } = assembleOn(opened, config, { ...surroundingsOf(host, log, clock), startToken, openTrust });
  station.listen(emit);
  host.on('power', ({ what }) => {
    if (what === 'resume') station.resume();
    else void station.lock().then(() => tokens.endSessions());
  });
  const started = station.start().then((begun) => {
    if (!begun.ok) log.write('error', 'station.notStarted', { code: begun.failure.code });
  });
  return {
    desk: deskOf(stationApi, station.handlers),
    close: async () => {
      await started;
      await close();
    },
  };
}
