import { X509Certificate } from 'node:crypto';
import type { z } from 'zod/mini';
import type { tokenCertificate, tokenOverview as overviewShape } from '#contract/station-shapes.ts';
import type { Words } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { PinState, TokenCertificate, TokenOverview } from '#main/ports/token.ts';
import type { CertificateJudgement } from '#main/ports/trust.ts';
import { chooseAlgorithm } from '#main/station/choose-algorithm.ts';
import { addedSources, pathOfKeyFile } from '#main/station/key-sources.ts';
import type { Station } from '#main/station/station-parts.ts';

export type TokensView = z.output<typeof overviewShape>;
type CertificateView = z.output<typeof tokenCertificate>;

/** What is in the readers, each certificate with the reason it can or cannot sign, the best one preselected. */
export async function showTokens(station: Station, overview: TokenOverview): Promise<TokensView> {
  const tokens: TokensView['tokens'] = [];
  const { modules, keyFiles } = addedSources(station);
  const files = new Set(keyFiles.map(pathOfKeyFile));
  const added = new Set([...modules, ...files]);
  for (const token of overview.tokens) {
    const certificates: CertificateView[] = [];
    for (const certificate of token.certificates) {
      const view = await showCertificate(station, certificate);
      if (view) certificates.push(view);
    }
    const contact = isInTrouble(token.pin.state) ? (station.tokenIssuerContact ?? null) : null;
    tokens.push({
      ...token,
      pin: { ...token.pin },
      certificates,
      isKeyFile: files.has(token.module),
      isHsm: token.isHsm === true,
      contact,
    });
  }
  prefer(station, tokens);
  return {
    tokens,
    modules: overview.modules.map((module) => ({
      ...module,
      isAdded: added.has(module.path),
      failure: module.failure && { ...module.failure },
      readersWithoutToken: [...module.readersWithoutToken],
    })),
  };
}

function isInTrouble(pin: PinState['state']): boolean {
  return pin === 'final' || pin === 'locked' || pin === 'notSet';
}

async function showCertificate(station: Station, certificate: TokenCertificate): Promise<CertificateView | null> {
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(certificate.der);
  } catch (error) {
    station.log.write('warn', 'token.certificateMalformed', { fingerprint: certificate.fingerprint, error: String(error) });
    return null;
  }
  const judgement = await station.trust.judgeCertificate(certificate.der, { at: station.clock.now(), usage: 'sign' });
  const why = whyNot(certificate, judgement);
  return {
    fingerprint: certificate.fingerprint,
    label: certificate.label,
    subject: commonName(parsed.subject),
    issuer: commonName(parsed.issuer),
    notBefore: new Date(parsed.validFrom).toISOString(),
    notAfter: new Date(parsed.validTo).toISOString(),
    key: keyName(certificate.key),
    isUsable: why === null,
    isPreferred: false,
    why: why ?? usable(judgement),
  };
}

function usable(judgement: CertificateJudgement): Words {
  const doubt = judgement.reasons[0];
  return doubt === undefined ? { es: 'Vigente y con clave para firmar.', en: 'Valid, with a key to sign.' } : reasonWords[doubt];
}

/** Null where it can sign. What cannot be decided is decided document by document, before the PIN. */
function whyNot(certificate: TokenCertificate, judgement: CertificateJudgement): Words | null {
  if (certificate.hasKey === false)
    return { es: 'El certificado está sin su clave privada.', en: 'The certificate is there without its private key.' };
  if (certificate.key === null) return { es: 'Este tipo de clave no sirve para firmar aquí.', en: 'This kind of key cannot sign here.' };
  if (chooseAlgorithm(certificate) === null) {
    return { es: 'El token no ofrece el algoritmo que hace falta.', en: 'The token does not offer the algorithm needed.' };
  }
  const reason = judgement.verdict === 'invalid' ? judgement.reasons[0] : undefined;
  return reason === undefined ? null : reasonWords[reason];
}

/** An official enabled in the directory first, then the certificate that lasts longest. */
function prefer(station: Station, tokens: TokensView['tokens']): void {
  const usable = tokens.flatMap((token) => token.certificates).filter((certificate) => certificate.isUsable);
  const isOfficial = (certificate: CertificateView): boolean => {
    const found = station.store.officials.byFingerprint(certificate.fingerprint);
    return found.ok && found.value.some((official) => official.isEnabled && official.status === 'active');
  };
  const ranked = usable
    .map((certificate) => ({ certificate, official: isOfficial(certificate) }))
    .sort((a, b) => Number(b.official) - Number(a.official) || b.certificate.notAfter.localeCompare(a.certificate.notAfter));
  const best = ranked[0];
  if (!best) return;
  best.certificate.isPreferred = true;
  if (best.official) best.certificate.why = { es: 'Funcionario habilitado en el directorio.', en: 'Official enabled in the directory.' };
}

function keyName(key: TokenCertificate['key']): string | null {
  if (key === null) return null;
  return key.kind === 'rsa' ? `RSA ${key.bits}` : key.curve;
}

function commonName(name: string): string {
  return (
    name
      .split('\n')
      .find((part) => part.startsWith('CN='))
      ?.slice(3) ?? name.replaceAll('\n', ', ')
  );
}
