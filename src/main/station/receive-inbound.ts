import { setImmediate as turn } from 'node:timers/promises';
import { done, failed, type Result } from '#core/failure.ts';
import type { InboundDocument } from '#main/ports/gateway.ts';
import type { IncomingToKeep } from '#main/ports/store-incoming.ts';
import { orderedId } from '#main/station/ordered-id.ts';
import { readMessage } from '#main/station/read-document.ts';
import { readPages } from '#main/station/read-pages.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * Fetches what other countries sent and keeps it before anything is thought about it: exact bytes, whatever they
 * are. The cursor moves in the same transaction, so what was not kept is fetched again.
 */
export async function fetchInbound(station: Station): Promise<Result<number>> {
  const gateway = station.gateway();
  if (!gateway) return failed({ code: 'gatewayNotSet' });
  let fresh = 0;
  const isRead = await readPages(station, 'inbound', async (after) => {
    const page = await gateway.inbound(after);
    if (!page.ok) return page;
    const kept = await keepInbound(station, page.value.documents, page.value.cursor);
    if (!kept.ok) return kept;
    fresh += kept.value.length;
    station.announce.changed(...kept.value);
    return done({ cursor: page.value.cursor, isLast: page.value.documents.length === 0 });
  });
  return isRead.ok ? done(fresh) : isRead;
}

async function keepInbound(station: Station, documents: readonly InboundDocument[], cursor: string): Promise<Result<readonly string[]>> {
  const toKeep: IncomingToKeep[] = [];
  for (const document of documents) {
    toKeep.push(describe(station, document));
    // a page may hold a hundred: the window is answered in between
    await turn();
  }
  return station.store.together(() => {
    const fresh: string[] = [];
    for (const document of toKeep) {
      const kept = station.store.incoming.receive(document);
      if (!kept.ok) return kept;
      if (kept.value.isNew) fresh.push(kept.value.id);
    }
    const moved = station.store.setCursor('inbound', cursor);
    return moved.ok ? done(fresh) : moved;
  });
}

/** What it says of itself where it can be read at all; the judgement reads it again and says what is wrong. */
function describe(station: Station, document: InboundDocument): IncomingToKeep {
  const read = readMessage({ documents: station.xml.documents, types: station.documentTypes }, document.bytes);
  return {
    id: orderedId(station),
    gatewayId: document.id,
    header: document.header,
    bytes: document.bytes,
    type: read.ok ? read.value.type.id : null,
    version: read.ok ? read.value.version.id : null,
    summary: read.ok ? read.value.summary : null,
    arrivedAt: now(station),
    by: 'gateway',
  };
}
