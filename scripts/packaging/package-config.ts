/** The whole of what electron-builder is told: the settings that stand in electron-builder.yml, and what the builder's environment adds. */
import { join, resolve } from 'node:path';
import type { Configuration } from 'electron-builder';
import { isSigned, windowsSigning } from './code-signing.ts';
import { signMacApp } from './mac-signing.ts';
import { completeMsiProject } from './windows-msi.ts';

const root = resolve(import.meta.dirname, '../..');

export function packageConfig(environment: NodeJS.ProcessEnv): Configuration {
  return {
    extends: join(root, 'electron-builder.yml'),
    win: windowsSigning(environment),
    mac: { sign: signMacApp },
    forceCodeSigning: isSigned(environment),
    msiProjectCreated: completeMsiProject,
  };
}
