import type { KeyFile } from '#contract/key-sources-api.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { TokenCertificate, TokenOverview, TokenState } from '#main/ports/token.ts';
import { UsageError, valueOf, valuesOf, type Arguments, type OptionTable } from '#main/cli/arguments.ts';
import type { CommandContext } from '#main/cli/command.ts';
import type { ModuleChoice } from '#main/token/create-tokens.ts';

/** Where a command looks for keys: modules by path, or a key in a file where the policy of this machine allows it. */
export const keyOptions: OptionTable = { module: 'value', pkcs12: 'value', 'efirma-key': 'value', certificate: 'value' };
export const keyUsage = '--module M | --pkcs12 FILE [--certificate CER] | --efirma-key KEY --certificate CER';

export type KeySources = { readonly modules: readonly ModuleChoice[]; readonly keyFiles: readonly KeyFile[] };

/** What was named; what this station would use where nothing was. Only then is the rest of the station read. */
export async function sourcesOf(context: CommandContext): Promise<Result<KeySources>> {
  const { args } = context;
  const file = keyFileOf(args);
  const named = valuesOf(args, 'module');
  if (file === null && named.length > 0) return done({ modules: named.map((path) => ({ path })), keyFiles: [] });
  const { configOf } = await import('#main/cli/headless-station.ts');
  const config = configOf(context);
  if (file === null) {
    const { moduleChoices } = await import('#main/assemble-station.ts');
    return done({ modules: moduleChoices(config, []), keyFiles: [] });
  }
  if (!config.keyFilesAllowed?.includes(file.kind)) return failed({ code: 'notAllowedByPolicy', key: 'keySources.allowed' });
  return done({ modules: [], keyFiles: [file] });
}

export function isKeyFileNamed(args: Arguments): boolean {
  return valueOf(args, 'pkcs12') !== undefined || valueOf(args, 'efirma-key') !== undefined;
}

function keyFileOf(args: Arguments): KeyFile | null {
  const [pkcs12, key, certificate] = [valueOf(args, 'pkcs12'), valueOf(args, 'efirma-key'), valueOf(args, 'certificate')];
  if ([pkcs12, key, valueOf(args, 'module')].filter((each) => each !== undefined).length > 1) throw new UsageError(keyUsage);
  if (pkcs12 !== undefined) return { kind: 'pkcs12', file: pkcs12, ...(certificate === undefined ? {} : { certificate }) };
  if (key === undefined) return null;
  if (certificate === undefined) throw new UsageError('--certificate');
  return { kind: 'efirma', certificate, key };
}

export type Wanted = { readonly token: string | undefined; readonly certificate: string | undefined };
export type Chosen = { readonly token: TokenState; readonly certificate: TokenCertificate };

/** The one token and the one certificate that were named, by label or by SHA-256; nothing is guessed where several fit. */
export function chooseIn({ tokens, modules }: TokenOverview, wanted: Wanted): Result<Chosen> {
  const called = tokens.filter(({ label }) => wanted.token === undefined || label === wanted.token);
  if (called.length === 0) {
    const failure = modules.find((module) => module.failure !== null)?.failure;
    if (failure) return failed(failure);
    if (tokens.length > 0) return failed({ code: 'tokenNotNamed', label: wanted.token ?? '', there: namesOf(tokens) });
    return failed({ code: modules.some((module) => module.readersWithoutToken.length > 0) ? 'readerWithoutCard' : 'tokenAbsent' });
  }
  const all = called.flatMap((token) => token.certificates.map((certificate) => ({ token, certificate })));
  const fingerprint = wanted.certificate?.replaceAll(':', '').toLowerCase();
  const byPrint = all.find(({ certificate }) => certificate.fingerprint === fingerprint);
  if (byPrint !== undefined) return done(byPrint);
  const fitting = all.filter(({ certificate }) => wanted.certificate === undefined || certificate.label === wanted.certificate);
  const [only, another] = fitting;
  if (only === undefined) {
    const there = namesOf(all.map(({ certificate }) => certificate));
    return failed({ code: 'certificateNotNamed', label: wanted.certificate ?? '', there });
  }
  if (another === undefined) return done(only);
  return fitting.every(({ token }) => token === only.token)
    ? failed({ code: 'certificateAmbiguous', label: wanted.certificate ?? only.certificate.label })
    : failed({ code: 'tokenAmbiguous', label: wanted.token ?? only.token.label });
}

function namesOf(named: readonly { readonly label: string }[]): string {
  return named.length === 0 ? '—' : [...new Set(named.map(({ label }) => `«${label}»`))].join(', ');
}
