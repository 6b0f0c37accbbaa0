import type { ReactNode } from 'react';
import { Empty } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './certificate-chooser.module.css';

type Overview = Answer<'tokens'>;
type TokenCertificate = Overview['tokens'][number]['certificates'][number];

export function usableCertificates(overview: Overview): readonly TokenCertificate[] {
  return overview.tokens
    .filter((token) => token.pin.state !== 'locked' && token.pin.state !== 'notSet')
    .flatMap((token) => token.certificates.filter((certificate) => certificate.isUsable));
}

type ChooserProps = { readonly overview: Overview; readonly chosen: string | null; choose(fingerprint: string): void };

/** Every certificate of every token: the best one chosen, the wrong ones greyed, each with its reason. */
export function CertificateChooser({ overview, chosen, choose }: ChooserProps): ReactNode {
  const { t, say, formats } = useSpoken();
  const usable = usableCertificates(overview);
  const all = overview.tokens.flatMap((token) => token.certificates.map((certificate) => ({ token, certificate })));
  if (all.length === 0) return <Empty title={t.sign.noCertificate} advice={t.sign.noCertificateAdvice} />;
  return (
    <div className={css['chooser']} role="radiogroup" aria-label={t.sign.chooser}>
      {all.map(({ token, certificate }) => {
        const isUsable = usable.includes(certificate);
        const why = isUsable || !certificate.isUsable ? say(certificate.why) : t.tokens.pinStates[token.pin.state];
        return (
          <label
            key={token.serial + certificate.fingerprint}
            data-chosen={certificate.fingerprint === chosen ? '' : undefined}
            data-off={isUsable ? undefined : ''}
          >
            <input
              type="radio"
              name="certificate"
              disabled={!isUsable}
              checked={certificate.fingerprint === chosen}
              onChange={() => choose(certificate.fingerprint)}
            />
            <span className={css['words']}>
              <strong>
                {certificate.subject}
                {certificate.isPreferred && isUsable && <span className={css['preferred']}>{t.sign.preferred}</span>}
              </strong>
              <span>
                {token.label} · {certificate.key ?? '—'} · {t.sign.validUntil(formats.day(certificate.notAfter))}
              </span>
              <span>{t.sign.issuedBy(certificate.issuer)}</span>
              <span className={css['why']}>{why}</span>
            </span>
          </label>
        );
      })}
    </div>
  );
}
