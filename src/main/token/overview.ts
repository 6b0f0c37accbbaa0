import type { Failure } from '#core/failure.ts';
import type { TokenOnModule } from '#contract/token-api.ts';
import type { TokenName, TokenOverview, TokenState } from '#main/ports/token.ts';
import { isHsm, keptIn, pathOf, withAdvice, type ModuleView } from '#main/token/module-view.ts';

/** All modules as one picture. A token that two modules show is shown once: by the module that comes first. */
export function overviewOf(views: readonly ModuleView[]): TokenOverview {
  const seen = new Set<string>();
  const tokens = views.flatMap((view) =>
    view.tokens
      .filter((token) => {
        const identity = identityOf(token);
        if (identity === null) return true;
        if (seen.has(identity)) return false;
        seen.add(identity);
        return true;
      })
      .map((token): TokenState => ({ module: pathOf(view.source), isHsm: isHsm(view.source), ...token })),
  );
  const modules = views.map((view) => ({
    path: pathOf(view.source),
    name: view.name,
    state: view.state,
    failure: view.failure,
    readersWithoutToken: view.readersWithoutToken,
  }));
  return { modules, tokens };
}

/** Serial number and certificates together: serials alone repeat across makers, labels repeat everywhere. */
function identityOf(token: TokenOnModule): string | null {
  if (token.certificates.length === 0) return null;
  const prints = token.certificates.map((certificate) => certificate.fingerprint).sort();
  return `${token.serial}|${prints.join(',')}`;
}

export type Found = { readonly view: ModuleView; readonly token: TokenOnModule };

/** The token named, or the first that carries the certificate, preferring one whose key may be there. */
export function findToken(views: readonly ModuleView[], fingerprint: string, named?: TokenName): Found | null {
  const all = views.flatMap((view) => view.tokens.map((token) => ({ view, token })));
  const meant = all.filter(({ view, token }) => !named || (pathOf(view.source) === named.module && token.serial === named.serial));
  const carrying = meant.filter(({ token }) => token.certificates.some((each) => each.fingerprint === fingerprint));
  const withKey = carrying.find(({ token }) =>
    token.certificates.some((each) => each.fingerprint === fingerprint && each.hasKey !== false),
  );
  return withKey ?? carrying[0] ?? null;
}

/** Why a certificate is not there: swapped, taken out, its module failed, another token is in, or none is. */
export function whyAbsent(views: readonly ModuleView[], fingerprint: string, seen: TokenName | undefined): Failure {
  const view = views.find((each) => pathOf(each.source) === seen?.module);
  if (view !== undefined && view.failure !== null) return view.failure;
  if (view !== undefined) {
    const there = view.tokens.find((token) => token.slot === seen?.slot);
    const kept = keptIn(view.source, view.tokens);
    if (there !== undefined && there.serial !== seen?.serial) return withAdvice({ code: 'tokenChanged' }, kept);
    if (there === undefined) return withAdvice({ code: 'tokenRemoved' }, kept);
  }
  if (views.some((each) => each.tokens.length > 0)) return { code: 'certificateNotOnToken', fingerprint };
  const failure = views.find((each) => each.failure !== null)?.failure;
  if (failure !== undefined && failure !== null) return failure;
  if (views.some((each) => each.readersWithoutToken.length > 0)) return { code: 'readerWithoutCard' };
  return { code: 'tokenAbsent' };
}
