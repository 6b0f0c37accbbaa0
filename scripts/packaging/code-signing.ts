/**
 * Who signs the Windows programs, from the environment alone: a token or HSM through its PKCS#11 module, a certificate
 * that Windows holds, a signing service, or a key file (WIN_CSC_LINK, electron-builder's own). Nothing set: nothing is
 * signed. docs/it/ lists the names.
 */
import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import type { Configuration } from 'electron-builder';

type Environment = Readonly<Record<string, string | undefined>>;
type WindowsOptions = NonNullable<Configuration['win']>;
type SignTool = NonNullable<WindowsOptions['signtoolOptions']>;

/** What the environment decides of `win`; two ways at once are refused, because one of them would be silently left out. */
export function windowsSigning(environment: Environment): WindowsOptions {
  const ways = Object.entries(signers).filter(([name]) => environment[name] !== undefined && environment[name] !== '');
  const [way, other] = ways;
  if (other) throw new Error(`Code signing: choose one of ${ways.map(([name]) => name).join(' and ')}.`);
  const publishers = publisherNames(environment);
  const named: SignTool = {
    signingHashAlgorithms: ['sha256'],
    ...(publishers.length > 0 ? { publisherName: publishers } : {}),
    ...(environment['RUBRICA_SIGN_TIMESTAMP'] ? { rfc3161TimeStampServer: environment['RUBRICA_SIGN_TIMESTAMP'] } : {}),
  };
  return way ? way[1](environment, named) : { signtoolOptions: named };
}

/** Does somebody lend a name for this build? Then what it makes is meant for offices, and everything of it must be signed. */
export function isSigned(environment: Environment): boolean {
  return [...Object.keys(signers), 'CSC_LINK', 'CSC_NAME'].some((name) => (environment[name] ?? '') !== '');
}

/** The names a certificate may carry, new and old, so that a station with the old one takes the update that brings the new. */
export function publisherNames(environment: Environment): string[] {
  return (environment['RUBRICA_SIGN_PUBLISHERS'] ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const signers: Readonly<Record<string, (environment: Environment, named: SignTool) => WindowsOptions>> = {
  WIN_CSC_LINK: (_environment, named) => ({ signtoolOptions: named }),
  RUBRICA_SIGN_SHA1: (environment, named) => ({
    signtoolOptions: { ...named, certificateSha1: needed(environment, 'RUBRICA_SIGN_SHA1') },
  }),
  RUBRICA_SIGN_PKCS11_MODULE: (environment, named) => {
    const words = pkcs11Words(environment);
    return { signtoolOptions: { ...named, sign: async ({ path }) => signWithToken(path, words) } };
  },
  RUBRICA_SIGN_COMMAND: (environment, named) => {
    const command = needed(environment, 'RUBRICA_SIGN_COMMAND');
    return { signtoolOptions: { ...named, sign: async ({ path }) => run(command, [path], path) } };
  },
  RUBRICA_SIGN_AZURE_ENDPOINT: (environment) => ({
    azureSignOptions: {
      endpoint: needed(environment, 'RUBRICA_SIGN_AZURE_ENDPOINT'),
      codeSigningAccountName: needed(environment, 'RUBRICA_SIGN_AZURE_ACCOUNT'),
      certificateProfileName: needed(environment, 'RUBRICA_SIGN_AZURE_PROFILE'),
      publisherName: needed(environment, 'RUBRICA_SIGN_PUBLISHERS'),
    },
  }),
};

/** osslsigncode's words for a key that never leaves its token; the PIN is read by it from a file, never a word. */
function pkcs11Words(environment: Environment): string[] {
  const engine = environment['RUBRICA_SIGN_PKCS11_ENGINE'];
  const timestamp = environment['RUBRICA_SIGN_TIMESTAMP'];
  const words: readonly (readonly string[])[] = [
    engine ? ['-pkcs11engine', engine] : [],
    ['-pkcs11module', needed(environment, 'RUBRICA_SIGN_PKCS11_MODULE')],
    ['-key', needed(environment, 'RUBRICA_SIGN_PKCS11_KEY')],
    ['-certs', needed(environment, 'RUBRICA_SIGN_CERTIFICATE')],
    ['-readpass', needed(environment, 'RUBRICA_SIGN_PIN_FILE')],
    ['-h', 'sha256', '-n', 'Rúbrica'],
    timestamp ? ['-ts', timestamp] : [],
  ];
  return words.flat();
}

function signWithToken(path: string, words: readonly string[]): void {
  const signed = `${path}.signed`;
  run('osslsigncode', ['sign', ...words, '-in', path, '-out', signed], path);
  renameSync(signed, path);
}

/** A file that was not signed ends the build: an installer must never be half signed. */
function run(command: string, words: readonly string[], path: string): void {
  const ended = spawnSync(command, words, { encoding: 'utf8', timeout: 300_000 });
  if (ended.status !== 0)
    throw new Error(`Code signing of ${path} failed: ${ended.stderr || (ended.error?.message ?? `exit ${ended.status}`)}`);
}

function needed(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`Code signing: ${name} is missing.`);
  return value;
}
