/** What a contingency is declared for: the line to the gateway, or one country, by its code. Kept as text. */
export const wholeGateway = 'gateway';

export function scopeOf(country: string | null): string {
  return country ?? wholeGateway;
}

/** The country it is for alone; null where it is for the whole line. */
export function countryOfScope(scope: string): string | null {
  return scope === wholeGateway ? null : scope;
}

/**
 * The contingency a certificate for this country is issued under: the country's own where one is declared, for that one goes on
 * when the line is back; else the whole line's. So each certificate stands in one closing report.
 */
export function contingencyFor<C extends { readonly scope: string }>(open: readonly C[], country: string | null): C | null {
  return open.find(({ scope }) => scope === country) ?? open.find(({ scope }) => scope === wholeGateway) ?? null;
}
