import type { RunningStation } from '#main/station/create-station.ts';
import { within } from '#test/patience.ts';

type Waiting = {
  readonly withinMs?: number;
  /** what helps to see why it did not come to pass */
  readonly about?: () => unknown;
};

/** Resolves as soon as `holds` is true, looked at now and after every change the station tells. */
export async function untilTold(
  station: Pick<RunningStation, 'listen'>,
  holds: () => boolean | Promise<boolean>,
  { withinMs = 50_000, about = () => null }: Waiting = {},
): Promise<void> {
  let forget = (): void => undefined;
  const comeToPass = new Promise<void>((resolve, reject) => {
    const look = async (): Promise<void> => {
      if (await holds()) resolve();
    };
    forget = station.listen(() => void look().catch(reject));
    look().catch(reject);
  });
  try {
    await within(withinMs, () => `did not come to pass; ${JSON.stringify(about())}`, comeToPass);
  } finally {
    forget();
  }
}
