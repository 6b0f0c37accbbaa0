import { checkAnswer, courierAnswer, courierKeyAnswer, noticesAnswer, participantAnswer, rangeAnswer } from '#contract/gateway-api.ts';
import { done } from '#core/failure.ts';
import { resultOf } from '#main/gateway/answer.ts';
import type { Line } from '#main/gateway/https-line.ts';
import type { ContingencyDesk, IdentityDesk, OfficialsDesk } from '#main/ports/gateway.ts';

const json = { 'content-type': 'application/json' };

/** The gateway's smaller counters: the on-line check of officials, notices, number ranges, the courier. */
export function openDesks(line: Line): OfficialsDesk & ContingencyDesk & IdentityDesk {
  return {
    identity: async () => resultOf(await line.ask({ method: 'GET', path: '/v1/participant' }), participantAnswer),
    async checkOfficial({ at, country, entityId, certificate }) {
      const body = JSON.stringify({ at, country, entityId, certificate: Buffer.from(certificate).toString('base64') });
      return resultOf(await line.ask({ method: 'POST', path: '/v1/officials/check', headers: json, body }), checkAnswer);
    },
    async notices(cursor) {
      const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      return resultOf(await line.ask({ method: 'GET', path: `/v1/notices${query}` }), noticesAnswer);
    },
    async numberRange({ id, documentType, count }) {
      const path = `/v1/number-ranges/${encodeURIComponent(id)}`;
      return resultOf(await line.ask({ method: 'PUT', path, headers: json, body: JSON.stringify({ documentType, count }) }), rangeAnswer);
    },
    async courierKey() {
      const told = resultOf(await line.ask({ method: 'GET', path: '/v1/courier/key' }), courierKeyAnswer);
      return told.ok ? done({ keyId: told.value.keyId, publicKey: new Uint8Array(Buffer.from(told.value.publicKey, 'base64')) }) : told;
    },
    async courier(sealed) {
      const headers = { 'content-type': 'application/vnd.rubrica.courier' };
      return resultOf(await line.ask({ method: 'POST', path: '/v1/courier/packages', headers, body: sealed }), courierAnswer);
    },
  };
}
