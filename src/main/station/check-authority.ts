import type { Failure } from '#core/failure.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { unconfirmedClockSentence } from '#core/text/clock.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { Judgement } from '#core/trust.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { TokenCertificate, TokenState } from '#main/ports/token.ts';
import type { Authority } from '#main/ports/trust.ts';
import { clockUnconfirmed } from '#main/station/clock-evidence.ts';
import { confirmOnLine } from '#main/station/check-on-line.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** The certificate chosen at review, where it is now. */
export type ChosenCertificate = { readonly token: TokenState; readonly certificate: TokenCertificate };

export function chosenCertificate(station: Station, fingerprint: string): Result<ChosenCertificate> {
  const { tokens } = station.tokens.overview();
  const chosen = whereItSigns(tokens, fingerprint);
  if (chosen) return done(chosen);
  return failed(tokens.length === 0 ? { code: 'tokenAbsent' } : { code: 'certificateNotOnToken', fingerprint });
}

/**
 * Of several that hold one certificate (a card, and a key file made of it) the first whose key may be there and that can take
 * a PIN: that one is opened.
 */
export function whereItSigns(tokens: readonly TokenState[], fingerprint: string): ChosenCertificate | null {
  const holding = tokens.flatMap((token) =>
    token.certificates.filter((one) => one.fingerprint === fingerprint).map((certificate) => ({ token, certificate })),
  );
  const withKey = holding.filter(({ certificate }) => certificate.hasKey !== false);
  return withKey.find(({ token: { pin } }) => pin.state !== 'locked' && pin.state !== 'notSet') ?? withKey[0] ?? holding[0] ?? null;
}

/**
 * Asks, before any PIN: may this person sign this type of document for this body today? Documents of one type and
 * body share one question, so a batch of five hundred asks once.
 */
export type AskAuthority = (row: OutgoingRow) => Promise<Authority>;

export function askAuthority(station: Station, certificate: TokenCertificate): AskAuthority {
  const asked = new Map<string, Promise<Authority>>();
  return (row) => {
    const country = station.identity.country ?? row.summary.issuerCountry;
    const key = JSON.stringify([row.type, row.summary.issuingBody, country]);
    const known = asked.get(key);
    if (known) return known;
    const at = station.clock.now();
    const question = { certificate: certificate.der, documentType: row.type, country, body: row.summary.issuingBody, at };
    const answer = station.trust.authority(question).then((authority) => confirmOnLine(authority, station.gateway(), at));
    asked.set(key, answer);
    return answer;
  };
}

/** May it be signed on this answer? What cannot be decided passes only within the age of evidence the policy allows. */
export function authorityFailure(authority: Authority, now: Date): Failure | null {
  if (authority.verdict === 'valid') return null;
  if (authority.verdict === 'invalid') return { code: 'authorityRefused', reasons: authority.reasons };
  const isWithinPolicy = authority.offlineUntil !== null && Date.parse(authority.offlineUntil) > now.getTime();
  return isWithinPolicy ? null : { code: 'authorityUndecided', reasons: authority.reasons };
}

export type AuthorityRow = {
  readonly id: string;
  readonly number: string;
  readonly judgement: Judgement;
  readonly sentences: readonly Words[];
  readonly offlineUntil: string | null;
};

/** The verdict table an official reads before the PIN. */
export async function authorityTable(
  station: Station,
  request: { ids: readonly string[]; fingerprint: string },
): Promise<Result<readonly AuthorityRow[]>> {
  const chosen = chosenCertificate(station, request.fingerprint);
  if (!chosen.ok) return chosen;
  const ask = askAuthority(station, chosen.value.certificate);
  const unconfirmed = clockUnconfirmed(station);
  const aboutClock = unconfirmed === null ? [] : [unconfirmedClockSentence(now(station), unconfirmed.confirmedAt)];
  const rows: AuthorityRow[] = [];
  for (const id of request.ids) {
    const row = station.store.outgoing.row(id);
    if (!row.ok) return row;
    const authority = await ask(row.value);
    rows.push({
      id,
      number: row.value.number,
      judgement: { verdict: authority.verdict, reasons: authority.reasons },
      sentences: [...sentencesOf(authority), ...aboutClock],
      offlineUntil: authorityFailure(authority, station.clock.now()) === null ? authority.offlineUntil : null,
    });
  }
  return done(rows);
}

function sentencesOf(authority: Authority): readonly Words[] {
  if (authority.verdict === 'valid') {
    const who = authority.official;
    return [
      who
        ? {
            es: `${who.name} puede firmar este documento por ${who.entityName}.`,
            en: `${who.name} may sign this document for ${who.entityName}.`,
          }
        : { es: 'Esta persona puede firmar este documento.', en: 'This person may sign this document.' },
    ];
  }
  return authority.reasons.map((reason) => reasonWords[reason]);
}
