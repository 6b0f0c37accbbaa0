import { done, type Result } from '#core/failure.ts';
import type { Words } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { TokenCertificate, TokenState } from '#main/ports/token.ts';
import { askAuthority, authorityFailure, whereItSigns } from '#main/station/check-authority.ts';
import { showTokens, type TokensView } from '#main/station/show-tokens.ts';
import type { Station } from '#main/station/station-parts.ts';

type TokenView = TokensView['tokens'][number];
type CertificateView = TokenView['certificates'][number];
/** `breadth`: how many kinds of document its official may sign at all */
type Candidate = { readonly shown: CertificateView; readonly standing: Standing; readonly breadth: number };
type Standing = { readonly allowed: number; readonly doubtful: number; readonly refusal: Words | null };

/**
 * The tokens as `showTokens` tells them, for these documents: the certificate that may sign most of them is preselected,
 * and one that may sign none of them is told with the authority's reason. Each certificate stands where it signs: beside it on
 * another token a person would choose that one, and give the other's PIN.
 */
export async function showTokensFor(station: Station, ids: readonly string[]): Promise<Result<TokensView>> {
  const rows: OutgoingRow[] = [];
  for (const id of ids) {
    const row = station.store.outgoing.row(id);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  const overview = station.tokens.overview();
  const all = await showTokens(station, overview);
  const tokens = all.tokens.flatMap((token, at) => withoutOthers(token, overview.tokens, at));
  const view = { ...all, tokens };
  const known = new Map(overview.tokens.flatMap((token) => token.certificates).map((each) => [each.fingerprint, each]));
  const ranked: Candidate[] = [];
  for (const shown of view.tokens.flatMap((token) => token.certificates)) {
    const certificate = known.get(shown.fingerprint);
    if (!shown.isUsable || certificate === undefined) continue;
    const standing = await standingOf(station, certificate, rows);
    shown.isUsable = standing.allowed + standing.doubtful > 0;
    shown.why = whyFor(shown, standing, rows.length);
    if (shown.isUsable) ranked.push({ shown, standing, breadth: breadthOf(station, shown.fingerprint) });
    else shown.isPreferred = false;
  }
  preferBest(ranked);
  return done(view);
}

/** None where all it holds signs elsewhere. */
function withoutOthers(shown: TokenView, tokens: readonly TokenState[], at: number): readonly TokenView[] {
  const certificates = shown.certificates.filter(({ fingerprint }) => whereItSigns(tokens, fingerprint)?.token === tokens[at]);
  return certificates.length === 0 && shown.certificates.length > 0 ? [] : [{ ...shown, certificates }];
}

async function standingOf(station: Station, certificate: TokenCertificate, rows: readonly OutgoingRow[]): Promise<Standing> {
  const ask = askAuthority(station, certificate);
  let allowed = 0;
  let doubtful = 0;
  let refusal: Words | null = null;
  for (const row of rows) {
    const authority = await ask(row);
    const [reason] = authority.reasons;
    if (authority.verdict === 'valid') allowed += 1;
    // What cannot be decided is decided again when it is signed; what the evidence's age forbids is only a doubt here.
    else if (authority.verdict === 'undecided') doubtful += 1;
    if (authorityFailure(authority, station.clock.now()) !== null && reason !== undefined) refusal ??= reasonWords[reason];
  }
  return { allowed, doubtful, refusal };
}

function whyFor(shown: CertificateView, { allowed, doubtful, refusal }: Standing, total: number): Words {
  if (allowed === 0 && refusal !== null) return refusal;
  if (allowed + doubtful < total) {
    const es = `Puede firmar ${allowed + doubtful} de los ${total} documentos elegidos.`;
    return { es, en: `May sign ${allowed + doubtful} of the ${total} documents chosen.` };
  }
  if (allowed < total) return refusal ?? shown.why;
  return total === 1
    ? { es: 'Puede firmar el documento elegido.', en: 'May sign the document chosen.' }
    : { es: 'Puede firmar todos los documentos elegidos.', en: 'May sign all the documents chosen.' };
}

/** Where several may sign the same, whoever is enabled for little else has it as the daily work. */
function breadthOf(station: Station, fingerprint: string): number {
  const found = station.store.officials.byFingerprint(fingerprint);
  const active = found.ok ? found.value.filter((official) => official.isEnabled && official.status === 'active') : [];
  const types = new Set(active.flatMap((official) => official.documentTypes));
  return types.size === 0 ? Infinity : types.size;
}

/** The one that may sign most; among equals the official with the narrowest office, then the certificate that lasts longest. */
function preferBest(ranked: readonly Candidate[]): void {
  const [best] = ranked.toSorted(
    (a, b) =>
      b.standing.allowed - a.standing.allowed ||
      b.standing.doubtful - a.standing.doubtful ||
      (a.breadth === b.breadth ? 0 : a.breadth - b.breadth) ||
      b.shown.notAfter.localeCompare(a.shown.notAfter),
  );
  for (const { shown } of ranked) shown.isPreferred = shown === best?.shown;
}
