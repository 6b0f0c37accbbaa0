/**
 * What a build must have before it may go to offices. A release is a build that is called one, or one somebody signs:
 * a station that cannot be updated, or whose source nobody can find again, is found out too late to mend.
 */
import { pinnedUpdateKeys } from '#core/update-keys.ts';
import { readUpdateKey } from '#main/update/open-order.ts';
import { isSigned } from './code-signing.ts';

export type Build = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isStandIn: boolean;
  /** `git status --porcelain` */
  readonly changes: string;
  readonly updateKeys?: readonly string[];
};

export function isRelease(words: readonly string[], environment: Build['environment']): boolean {
  return words.includes('--release') || isSigned(environment);
}

/** A sentence for each thing that is missing; none: it may be made. */
export function missingOfRelease({ environment, platform, isStandIn, changes, updateKeys = pinnedUpdateKeys }: Build): string[] {
  const keys = new Set(updateKeys.filter((line) => readUpdateKey(line) !== null));
  const isOnMac = platform === 'darwin';
  const asked: readonly (readonly [boolean, string])[] = [
    [!isStandIn, 'Electron itself: a stand-in is for trials.'],
    [keys.size >= 2, 'two update keys in src/core/update-keys.ts, the one in use and the next (docs/releasing.md).'],
    [changes === '', 'a commit: these files are changed or belong to none:\n' + changes],
    [platform === 'linux' || isSigned(environment), 'code signing, by the environment (docs/it/install.md).'],
    [
      !isOnMac || (environment['APPLE_API_KEY'] ?? environment['APPLE_ID']) !== undefined,
      'notarisation, by the environment (docs/it/install.md).',
    ],
  ];
  return asked.flatMap(([isThere, what]) => (isThere ? [] : [what]));
}
