import type { Handlers } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { announce as announcer, type Announce } from '#main/station/announce.ts';
import { batches as batchRegistry, type Batches } from '#main/station/batches.ts';
import { keepRetriesNear } from '#main/station/clock-setting.ts';
import { offerContingency } from '#main/station/contingency.ts';
import { deliverDue } from '#main/station/deliver.ts';
import { handlersOf } from '#main/station/handlers.ts';
import { judgeWaiting } from '#main/station/judge-inbound.ts';
import { keepStore } from '#main/station/keep-store.ts';
import { journalPacks } from '#main/station/journal-packs.ts';
import { journalProgram } from '#main/station/journal-program.ts';
import { lineKeeper } from '#main/station/line-keeper.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { loop } from '#main/station/loop.ts';
import { readRowsAgain } from '#main/station/read-again.ts';
import { reachGateway } from '#main/station/reach-gateway.ts';
import { recover } from '#main/station/recover.ts';
import { gatewaySettings, languageOf, officialNameOf } from '#main/station/settings.ts';
import { sendMailDue } from '#main/station/send-mail.ts';
import { now, type Station, type StationGateway, type StationParts } from '#main/station/station-parts.ts';
import { refreshFrom, synchronise } from '#main/station/synchronise.ts';
import { watchAge } from '#main/station/watch-age.ts';
import { watchCountries } from '#main/station/watch-countries.ts';
import { watchLine } from '#main/station/watch-line.ts';

export type RunningStation = {
  /** what `station-api` asks, ready to be served over a wire */
  readonly handlers: Handlers<StationApi>;
  readonly listen: Announce['listen'];
  readonly batches: Batches;
  /** recovers what a dead process left, opens the line and begins to work */
  start(): Promise<Result<null>>;
  /** one full turn: sends what is due, fetches, judges, sends the answers. For `rubrica sync --once` and the tests. */
  syncOnce(): Promise<void>;
  /** Asks the gateway for its time, the revocation lists and the directory, and for nothing else. For a station that was not started. */
  lookAtLine(): Promise<Result<null>>;
  /** screen lock, sleep: whoever comes back gives the PIN again */
  lock(): Promise<void>;
  /** the computer slept: the line may be another one */
  resume(): void;
  /** with its work and its tokens; the store may be closed after it */
  stop(): Promise<void>;
};

/** A station from its parts: the same for the window, the command line and the tests. */
export function createStation(parts: StationParts): RunningStation {
  const announce = announcer();
  let gateway: StationGateway | null = null;
  let startedAt = parts.clock.now().toISOString();
  let isStopped = false;
  let isNewsComplete = false;
  let activeAtMs = Number.NEGATIVE_INFINITY;
  let names: { by: string; language: 'es' | 'en' } | null = null;
  const known = (): { by: string; language: 'es' | 'en' } =>
    (names ??= { by: officialNameOf(parts) || 'station', language: languageOf(parts) });

  const line = lineKeeper(
    parts.clock,
    parts.chance,
    {
      onChange: (next, before) => {
        parts.log.write('info', 'line.changed', { from: before.state, to: next.state, code: next.code, detail: next.detail });
        announce.statusChanged();
        if (next.state === before.state) return;
        isNewsComplete = false;
        lineWatch.changed(next, before);
        outageLoop.wake();
        if (next.state !== 'up') return;
        const hastened = parts.store.outbox.hasten({ at: now(parts) });
        if (!hastened.ok) parts.log.write('error', 'outbox.notHastened', { code: hastened.failure.code });
        deliverLoop.wake();
        syncLoop.wake();
      },
    },
    parts.policy.breaker,
  );

  const station: Station = {
    ...parts,
    announce,
    line,
    gateway: () => gateway,
    by: () => known().by,
    language: () => known().language,
    activity: {
      sinceMs: () => parts.clock.monotonicMs() - activeAtMs,
      happened: () => {
        activeAtMs = parts.clock.monotonicMs();
        syncLoop.wake();
      },
    },
    wake: {
      deliver: () => {
        deliveries.more();
        deliverLoop.wake();
      },
      sync: () => syncLoop.wake(),
      judge: () => judgeLoop.wake(),
      mail: () => mailLoop.wake(),
      outage: () => outageLoop.wake(),
      age: () => ageLoop.wake(),
    },
    news: {
      isComplete: () => isNewsComplete,
      read: () => {
        isNewsComplete = line.line().state === 'up';
      },
    },
    countries: {
      heard: (sent, answer) => countryWatch.heard(sent, answer),
      isFailing: (country) => countryWatch.isFailing(country),
    },
  };

  const onError = (doing: string) => (error: unknown) => void parts.unexpected.report(error, doing);
  const reach = reachGateway(station);
  const deliveries = deliverDue(station, reach, () => isStopped);
  const keepNear = keepRetriesNear(station);
  const inTime = (turn: () => Promise<number | null>) => (): Promise<number | null> => {
    keepNear();
    return turn();
  };
  const deliverLoop = loop(inTime(deliveries.turn), onError('deliver'));
  const syncLoop = loop(synchronise(station, reach), onError('synchronise'));
  const unjudgeable = new Set<string>();
  const judgeLoop = loop(async () => {
    const judged = await judgeWaiting(station, () => isStopped, unjudgeable);
    if (!judged.ok) parts.log.write('error', 'judge.notKept', { code: judged.failure.code });
    return station.policy.judgeAgainMs;
  }, onError('judge'));
  const mailLoop = loop(inTime(sendMailDue(station, () => isStopped)), onError('mail'));
  const lineWatch = watchLine(station);
  const countryWatch = watchCountries(station);
  const outageLoop = loop(async () => soonest(offerContingency(station), lineWatch.steadied()), onError('outage'));
  const batches = batchRegistry(station);
  const storeLoop = loop(
    keepStore(station, () => isStopped, batches.isSigning),
    onError('keepStore'),
  );
  const ageLoop = loop(watchAge(station), onError('watchAge'));
  const rowLoop = loop(readRowsAgain(station, batches.isSigning), onError('readRowsAgain'));
  const loops = [deliverLoop, syncLoop, judgeLoop, mailLoop, outageLoop, storeLoop, ageLoop, rowLoop];
  const forgetTokens = parts.tokens.onChange(() => announce.tokensChanged());

  if (parts.salvaged) {
    const { at, facts } = parts.salvaged;
    raiseNotice(station, { topic: 'storeSalvaged', subject: at, country: null, facts });
  }

  const connect = async (): Promise<Result<null>> => {
    const settings = await gatewaySettings(parts);
    if (!settings.ok) return settings;
    const before = gateway;
    gateway = settings.value === null ? null : await parts.openGateway(settings.value);
    line.probeNow();
    await before?.close();
    return done(null);
  };

  return {
    handlers: handlersOf(station, {
      batches,
      startedAt: () => startedAt,
      settingsChanged: async ({ isGatewayTouched }) => {
        names = null;
        if (!isGatewayTouched) return done(null);
        const connected = await connect();
        for (const each of loops) each.wake();
        return connected;
      },
    }),
    listen: announce.listen,
    batches,
    start: async () => {
      startedAt = now(parts);
      const recovered = recover(station);
      if (!recovered.ok) return recovered;
      parts.log.write('info', 'station.started', { version: parts.version });
      const begun = journalProgram(station);
      if (!begun.ok) return begun;
      const told = journalPacks(station);
      if (!told.ok) return told;
      const connected = await connect();
      if (!connected.ok) parts.log.write('warn', 'gateway.notConnected', { code: connected.failure.code });
      if (isStopped) return failed({ code: 'cancelled' });
      for (const each of loops) each.start();
      return done(null);
    },
    syncOnce: async () => {
      line.probeNow();
      await deliverLoop.turn();
      await syncLoop.turn();
      await judgeLoop.turn();
      await deliverLoop.turn();
    },
    lookAtLine: async () => {
      const connected = await connect();
      const reached = connected.ok ? await reach() : connected;
      if (reached.ok) await refreshFrom(station, reached.value);

      return connected;
    },
    lock: () => batches.letGo(),
    resume: () => {
      line.probeNow();
      for (const each of loops) each.wake();
    },
    stop: async () => {
      isStopped = true;
      forgetTokens();
      await batches.end();
      await Promise.all(loops.map((each) => each.stop()));
      announce.flush();
      await gateway?.close();
      gateway = null;
      await parts.tokens.close();
      await batches.over();
    },
  };
}

function soonest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
