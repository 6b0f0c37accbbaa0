import { readFileSync } from 'node:fs';
import type { StationConfig } from '#contract/station-config.ts';
import { orderFileName, productId } from '#contract/update-order.ts';
import { failed, type Failure, type Result } from '#core/failure.ts';
import { decideUpdate, type UpdateOrder } from '#core/update.ts';
import type { Clock } from '#main/ports/system.ts';
import { failing, type Check } from '#main/cli/doctor-check.ts';
import { openUpdateOrders } from '#main/update/update-orders.ts';

const what = 'updates';
const soonMs = 7 * 24 * 3_600_000;

/** The feed as a station sees it: does it answer, do we know who signed its order, and for how long does the order hold? */
export async function updateCheck(config: StationConfig, proxy: string | null, clock: Clock): Promise<Check> {
  const feed = config.updates ?? null;
  if (feed === null) return { what, state: 'notSet', words: { es: 'desactivadas', en: 'off' } };
  const asked = await fetchOrder(feed, proxy);
  if (!asked.ok) return { ...failing(what, asked.failure), mendForIt: mendReach };
  const orders = openUpdateOrders(config.dataFolder, feed.keys);
  const opened = orders.open(asked.value);
  if (!opened.ok) return { ...failing(what, opened.failure), mendForIt: mendOrder };
  const order = opened.value;
  const decision = decideUpdate(order, {
    ...orders.memory(),
    product: productId,
    version: config.version,
    platform: process.platform,
    arch: process.arch,
    form: null,
    group: feed.group,
    now: clock.now(),
  });
  if (decision.kind === 'refused') return { ...failing(what, refusal(decision.reason)), mendForIt: mendOrder };
  const isEnding = Date.parse(order.expiresAt) - clock.now().getTime() < soonMs;
  return { what, state: isEnding ? 'warning' : 'good', words: wordsOf(order), mendForIt: mendOrder };
}

async function fetchOrder(feed: NonNullable<StationConfig['updates']>, proxy: string | null): Promise<Result<Uint8Array>> {
  // Loaded only now: undici is a tenth of a second of a command that may have no feed to ask.
  const { openEvidenceFetch } = await import('#main/gateway/evidence-fetch.ts');
  const authority = feed.caFile === null ? null : readText(feed.caFile);
  if (authority !== null && !authority.ok) return authority;
  const fetch = openEvidenceFetch(() => Promise.resolve(proxy), authority?.value ?? null);
  const url = `${feed.feed.replace(/\/$/, '')}/${orderFileName}`;
  const answer = await fetch({ url, body: null, contentType: null, maxBytes: 256 * 1024, timeoutMs: 20_000 });
  if (answer.ok) return answer;
  const detail = 'detail' in answer.failure ? answer.failure.detail : answer.failure.code;
  return failed({ code: 'updateFeedUnreachable', detail });
}

function readText(path: string): Result<string> {
  try {
    return { ok: true, value: readFileSync(path, 'utf8') };
  } catch {
    return failed({ code: 'fileUnreadable', path });
  }
}

function refusal(reason: Extract<Failure, { code: 'updateRefused' }>['reason']): Failure {
  return { code: 'updateRefused', reason };
}

function wordsOf({ version, issuedAt, expiresAt }: UpdateOrder): Check['words'] {
  const [from, until] = [issuedAt.slice(0, 10), expiresAt.slice(0, 10)];
  return {
    es: `versión ${version}, orden firmada del ${from}, vale hasta el ${until}`,
    en: `version ${version}, signed order of ${from}, holds until ${until}`,
  };
}

const mendReach = {
  es: 'Revise updates.feed, updates.caFile, el proxy y que la carpeta tenga rubrica-update.json.',
  en: 'Check updates.feed, updates.caFile, the proxy, and that the folder holds rubrica-update.json.',
};
const mendOrder = {
  es: 'Copie de nuevo el espejo entero o pida a quien publica las versiones una orden nueva; si firma otra institución, revise updates.keys.',
  en: 'Copy the whole mirror anew, or ask whoever releases the versions for a new order; where another institution signs, check updates.keys.',
};
