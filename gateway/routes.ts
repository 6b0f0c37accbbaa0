import type { Handler } from '#gateway/context.ts';
import { listStations, putCard } from '#gateway/courier-stations.ts';
import { takePackage, tellCourierKey } from '#gateway/courier-routes.ts';
import { getDelivery, putDelivery } from '#gateway/delivery-routes.ts';
import { checkOfficial, getCrl, listCrls, listOfficials } from '#gateway/directory-routes.ts';
import { listEvents } from '#gateway/events.ts';
import { json } from '#gateway/http.ts';
import { answerInbound, listInbound, listWork } from '#gateway/mailboxes.ts';
import { listNotices, putNotice, putRange } from '#gateway/notice-routes.ts';
import { takeSoapDelivery } from '#gateway/soap-route.ts';
import { getUpload, patchUpload } from '#gateway/uploads.ts';

export type Route = { readonly method: string; readonly path: string; readonly handle: Handler };

const tellTime: Handler = ({ now }) => json(200, { at: now().toISOString() });
const tellParticipant: Handler = (_, { participant }) =>
  json(200, { user: participant.name, country: participant.country, participant: participant.participant, services: ['rest', 'soap'] });

/** Every path of schemas/gateway.openapi.yaml, written the same way; a test holds the two together. */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/v1/time', handle: tellTime },
  { method: 'GET', path: '/v1/participant', handle: tellParticipant },
  { method: 'GET', path: '/v1/work', handle: listWork },
  { method: 'PUT', path: '/v1/deliveries/{key}', handle: putDelivery },
  { method: 'GET', path: '/v1/deliveries/{key}', handle: getDelivery },
  { method: 'GET', path: '/v1/uploads/{sha256}', handle: getUpload },
  { method: 'PATCH', path: '/v1/uploads/{sha256}', handle: patchUpload },
  { method: 'GET', path: '/v1/events', handle: listEvents },
  { method: 'GET', path: '/v1/inbound', handle: listInbound },
  { method: 'PUT', path: '/v1/inbound/{id}/answers/{kind}', handle: answerInbound },
  { method: 'GET', path: '/v1/officials', handle: listOfficials },
  { method: 'POST', path: '/v1/officials/check', handle: checkOfficial },
  { method: 'GET', path: '/v1/crls', handle: listCrls },
  { method: 'GET', path: '/v1/crls/{sha256}', handle: getCrl },
  { method: 'PUT', path: '/v1/notices/{id}', handle: putNotice },
  { method: 'GET', path: '/v1/notices', handle: listNotices },
  { method: 'PUT', path: '/v1/number-ranges/{id}', handle: putRange },
  { method: 'GET', path: '/v1/courier/key', handle: tellCourierKey },
  { method: 'PUT', path: '/v1/courier/card', handle: putCard },
  { method: 'GET', path: '/v1/courier/stations', handle: listStations },
  { method: 'POST', path: '/v1/courier/packages', handle: takePackage },
  { method: 'POST', path: '/soap/EnvioCertificadoFitosanitario', handle: takeSoapDelivery },
];

export type Match = { readonly route: Route; readonly places: Readonly<Record<string, string>> };

export function createRouter(table: readonly Route[] = routes): (method: string, path: string) => Match | 'noPath' | 'noMethod' {
  const compiled = table.map((route) => ({ route, names: namesOf(route.path), pattern: patternOf(route.path) }));
  return (method, path) => {
    let isPathKnown = false;
    for (const { route, names, pattern } of compiled) {
      const found = pattern.exec(path);
      if (!found) continue;
      isPathKnown = true;
      const values = found.slice(1).map(decodePlace);
      if (route.method !== method || values.includes(null)) continue;
      return { route, places: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])) };
    }
    return isPathKnown ? 'noMethod' : 'noPath';
  };
}

function namesOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]{1,200})')}$`);
}

function decodePlace(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
