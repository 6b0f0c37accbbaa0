import { X509Certificate } from 'node:crypto';
import { driverProblemOf, type TokenProblem } from '#core/token-problem.ts';
import type { TokenCertificate, TokenOverview, TokenState } from '#main/ports/token.ts';
import type { Machine } from '#main/token/doctor/read-machine.ts';

/** Whether an official enabled in the directory signs with it; null where no directory is kept here. */
export type IsOfficial = (fingerprint: string) => boolean | null;

/** Everything wrong that can be seen without a PIN, the machine's own troubles first. */
export function diagnoseTokens(
  overview: TokenOverview,
  machine: Machine,
  at: Date,
  isOfficial: IsOfficial = () => null,
): readonly TokenProblem[] {
  const { modules, tokens } = overview;
  const problems: TokenProblem[] = [];
  // An HSM, or a token in software, needs no card service: where one is found, a stopped service is no trouble.
  if (machine.cardService === 'stopped' && tokens.length === 0) problems.push({ code: 'serviceStopped' });
  if (machine.isRemoteDesktop) problems.push({ code: 'remoteDesktop' });
  if (modules.length === 0) problems.push({ code: 'noDriver' });
  for (const module of modules) {
    const { path, failure } = module;
    if (failure !== null) problems.push({ code: driverProblemOf(failure), module: path, failure });
  }
  const emptyReaders = new Set(modules.flatMap((module) => module.readersWithoutToken));
  // Another module may know the card that this one does not.
  for (const token of tokens) emptyReaders.delete(token.reader);
  for (const reader of emptyReaders) problems.push({ code: 'readerWithoutCard', reader });
  const isNothingThere = modules.some((module) => module.state === 'ready') && emptyReaders.size === 0 && tokens.length === 0;
  if (isNothingThere) problems.push({ code: 'noReader' });
  return [...problems, ...tokens.flatMap((token) => diagnoseToken(token, at, isOfficial))];
}

function diagnoseToken(token: TokenState, at: Date, isOfficial: IsOfficial): TokenProblem[] {
  const problems: TokenProblem[] = [];
  const name = token.label;
  if (token.pin.state === 'locked') problems.push({ code: 'pinLocked', token: name });
  if (token.pin.state === 'final') problems.push({ code: 'pinLastTry', token: name });
  if (token.pin.state === 'notSet') problems.push({ code: 'pinNotSet', token: name });
  if (token.certificates.length === 0) problems.push({ code: 'cardWithoutCertificate', token: name });
  for (const key of token.keysWithoutCertificate ?? []) problems.push({ code: 'keyWithoutCertificate', token: name, key });
  return [...problems, ...token.certificates.flatMap((certificate) => diagnoseCertificate(name, certificate, at, isOfficial))];
}

function diagnoseCertificate(token: string, certificate: TokenCertificate, at: Date, isOfficial: IsOfficial): TokenProblem[] {
  const { label } = certificate;
  if (certificate.hasKey === false) return [{ code: 'certificateWithoutKey', token, certificate: label }];
  if (certificate.key === null || certificate.algorithms.length === 0) return [{ code: 'keyNotSupported', token, certificate: label }];
  const { validFrom, validTo } = new X509Certificate(certificate.der);
  if (new Date(validTo) < at) return [{ code: 'certificateExpired', certificate: label, since: new Date(validTo).toISOString() }];
  if (new Date(validFrom) > at) return [{ code: 'certificateNotYetValid', certificate: label, from: new Date(validFrom).toISOString() }];
  return isOfficial(certificate.fingerprint) === false ? [{ code: 'notInDirectory', certificate: label }] : [];
}
