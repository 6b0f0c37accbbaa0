import { firstLight } from '#main/store/migrations/0010-first-light.ts';
import { monitor } from '#main/store/migrations/0020-monitor.ts';
import { carried } from '#main/store/migrations/0030-carried.ts';
import { replacing } from '#main/store/migrations/0040-replacing.ts';
import { templateVersion } from '#main/store/migrations/0050-template-version.ts';
import { numberKind } from '#main/store/migrations/0060-number-kind.ts';
import { answers } from '#main/store/migrations/0070-answers.ts';
import { contingencyOfACountry } from '#main/store/migrations/0080-contingency-of-a-country.ts';
import { cameUnder } from '#main/store/migrations/0090-came-under.ts';
import type { Migration } from '#main/store/migrations/migration.ts';

/** In order. A new one takes the next ten. */
export const migrations: readonly Migration[] = [
  firstLight,
  monitor,
  carried,
  replacing,
  templateVersion,
  numberKind,
  answers,
  contingencyOfACountry,
  cameUnder,
];

export const knownVersion: number = Math.max(...migrations.map((migration) => migration.version));
