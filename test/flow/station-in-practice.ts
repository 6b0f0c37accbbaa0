import { join } from 'node:path';
import type { StationConfig } from '#contract/station-config.ts';
import { assembleStation, type Assembled, type Surroundings } from '#main/assemble-station.ts';
import { openTrust } from '#main/open-trust.ts';
import type { PracticeOptions } from '#main/practice/environment.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { FakePerson } from '#test/fakes/station-on-fakes.ts';
import { expectValue, quietLog, realClock } from '#test/flow/expect-value.ts';
import { openPracticeWorld, root, type PracticeWorld } from '#test/practice-world.ts';

export type StationInPractice = PracticeWorld & {
  readonly assembled: Assembled;
  readonly person: FakePerson;
  /** lets go of the token and the store, then of the world */
  close(): Promise<void>;
};

type Choices = {
  readonly work?: PracticeOptions['work'];
  readonly config?: (config: StationConfig) => StationConfig;
  /** how often the person gives the right PIN */
  readonly pins?: number;
  readonly around?: Partial<Pick<Surroundings, 'log' | 'clock' | 'policy'>>;
};

/** A whole station on its real token, store, XML, trust and gateway; only the person is played. Not started yet. */
export async function openStationInPractice(name: string, choices: Choices = {}): Promise<StationInPractice> {
  const world = await openPracticeWorld(name, {
    nativeBinding: null,
    ...(choices.work === undefined ? {} : { work: choices.work }),
  });
  const { practice } = world;
  const person = new FakePerson();
  person.pins = Array.from({ length: choices.pins ?? 0 }, () => practice.pin);
  const log = choices.around?.log ?? quietLog();
  const assembled = await expectValue(
    assembleStation(choices.config?.(practice.config) ?? practice.config, {
      startToken: forkTokenProcess(join(root, 'src/main/token-process.ts'), log, practice.config.tokenEnvironment),
      pinPrompt: person,
      ...bareSurroundings,
      ...choices.around,
      log,
    }),
  );
  return {
    ...world,
    assembled,
    person,
    close: async () => {
      await assembled.close();
      await world.remove();
    },
  };
}

/** What a station finds around it where there is no desktop: nobody's keychain, no proxy, the machine's clock. */
export const bareSurroundings = {
  secrets: { protect: async (value: string) => ({ ok: true, value }), reveal: async (value: string) => ({ ok: true, value }) },
  desktop: { notify: () => undefined },
  proxyFor: async () => null,
  clock: realClock,
  openTrust,
} satisfies Partial<Surroundings>;
