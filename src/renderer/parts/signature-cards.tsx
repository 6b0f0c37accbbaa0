import type { ReactNode } from 'react';
import { coveredWords } from '#core/documents/signed-parts.ts';
import { documentTypes } from '#core/documents/types.ts';
import { Copyable } from '#renderer/parts/copyable.tsx';
import { shortDigest } from '#renderer/parts/short-digest.ts';
import { Facts } from '#renderer/parts/screen.tsx';
import { VerdictMark } from '#renderer/parts/state-mark.tsx';
import { holderOf, organisationOf } from '#renderer/state/holder-of.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import { sayReason } from '#renderer/state/reason-words.ts';
import type { Answer } from '#renderer/state/station.ts';
import css from './signature-cards.module.css';

type Signature = Answer<'incomingCertificate'>['signatures'][number];

/** Each signature: what it covers, who made it, how it was judged. */
export function SignatureCards({ signatures }: { signatures: readonly Signature[] }): ReactNode {
  const { t } = useSpoken();
  if (signatures.length === 0) return <p>{t.report.noSignatures}</p>;
  return signatures.map((signature, index) => <Card key={index} signature={signature} />);
}

function Card({ signature }: { signature: Signature }): ReactNode {
  const { t, say, formats, language } = useSpoken();
  const { signer } = signature;
  const facts: (readonly [string, ReactNode])[] = [];
  if (signer) {
    facts.push([t.report.signedBy, holderOf(signer.subject)], [t.report.organisation, organisationOf(signer.subject) ?? '—']);
    facts.push([t.report.wholeName, signer.subject], [t.report.country, formats.country(signer.country) || '—']);
    facts.push([t.report.serial, <Copyable key="n" name={t.report.serial} value={signer.serial} />]);
    facts.push([
      t.certificate.fingerprint,
      <Copyable key="f" name={t.certificate.fingerprint} value={signer.fingerprint} short={shortDigest(signer.fingerprint)} />,
    ]);
  }
  facts.push([t.report.algorithm, signature.algorithm ?? '—']);
  if (signature.digest !== null) {
    facts.push([
      t.report.digest,
      <Copyable key="d" name={t.report.digest} value={signature.digest} short={shortDigest(signature.digest)} />,
    ]);
  }
  return (
    <details className={css['card']} open={signature.judgement.verdict !== 'valid'}>
      <summary>
        <VerdictMark verdict={signature.judgement.verdict} />
        <span>{say(coveredWords(documentTypes, signature.covers))}</span>
        {signer && <span className={css['who']}>{holderOf(signer.subject)}</span>}
      </summary>
      {signature.judgement.reasons.map((reason) => (
        <p key={reason}>
          {sayReason(reason, language)} <code>{reason}</code>
        </p>
      ))}
      <Facts facts={facts} />
    </details>
  );
}
