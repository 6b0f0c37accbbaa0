import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Reply } from '#contract/rpc.ts';
import { firstPicture } from '#renderer/state/first-picture.ts';
import { onFall, onStation, type StationEvent } from '#renderer/state/station.ts';

export type Asked<Value> = {
  /** the latest good answer; stays on screen while a newer one is fetched */
  readonly value: Value | null;
  readonly failure: { readonly code: string } | null;
  again(): void;
};

export type AskingRules = {
  /** only a change of this certificate is a reason to ask again: reading one is work, and a day of arrivals changes many */
  readonly about?: string;
  /** between an answer and the next question */
  readonly restMs?: number;
};

/** As often as a person reads a figure that moves: a batch has news for the window thirty times a second. */
export const restOfFiguresMs = 200;

/** Asks the station, and again whenever one of `events` arrives or `key` changes. */
export function useAnswer<Value>(
  key: string,
  ask: () => Promise<Reply<Value>>,
  events: readonly StationEvent[],
  { about, restMs = 0 }: AskingRules = {},
): Asked<Value> {
  const [answer, setAnswer] = useState<{ key: string; value: Value | null; failure: { code: string } | null }>({
    key,
    value: null,
    failure: null,
  });
  const latest = useRef({ ask, turn: 0, isAsking: false, isStale: false });
  useLayoutEffect(() => {
    latest.current.ask = ask;
  });

  const again = useCallback(() => {
    const mine = latest.current;
    // Events come in bursts: while a question is under way, all of them together are one more question.
    if (mine.isAsking) mine.isStale = true;
    else askNow();

    function askNow(): void {
      const turn = ++mine.turn;
      mine.isAsking = true;
      mine.isStale = false;
      void mine.ask().then((reply) => {
        if (turn !== mine.turn) return;
        setAnswer((before) =>
          reply.ok
            ? { key, value: reply.value, failure: null }
            : { key, value: before.key === key ? before.value : null, failure: reply.failure },
        );
        setTimeout(() => {
          if (turn !== mine.turn) return;
          mine.isAsking = false;
          if (mine.isStale) askNow();
        }, restMs);
      });
    }
  }, [key, restMs]);

  const names = events.join(' ');
  useEffect(() => {
    const asked = latest.current;
    let isCurrent = true;
    void firstPicture.then(() => {
      if (isCurrent) again();
    });
    const stops = names
      .split(' ')
      .filter((name) => name !== '')
      .map((name) =>
        onStation(name as StationEvent, (payload) => {
          if (about === undefined || !('ids' in payload) || payload.ids.includes(about)) again();
        }),
      );
    stops.push(onFall(again));
    return () => {
      isCurrent = false;
      asked.turn++;
      asked.isAsking = false;
      for (const stop of stops) stop();
    };
  }, [again, names, about]);

  const isCurrent = answer.key === key;
  return { value: isCurrent ? answer.value : null, failure: isCurrent ? answer.failure : null, again };
}
