import { checkAnswer, courierAnswer, courierKeyAnswer, noticesAnswer, participantAnswer, rangeAnswer } from '#contract/gateway-api.ts';
import { courierStationsAnswer } from '#contract/courier.ts';
import { courierRefusals, type CourierRefusal } from '#core/courier.ts';
import { done, failed } from '#core/failure.ts';
import { nothingOf, problemOf, resultOf } from '#main/gateway/answer.ts';
import type { Line, LineAnswer } from '#main/gateway/https-line.ts';
import type { ContingencyDesk, IdentityDesk, OfficialsDesk } from '#main/ports/gateway.ts';

const json = { 'content-type': 'application/json' };

/** The gateway's smaller counters: the on-line check of officials, notices, number ranges, the courier. */
export function openDesks(line: Line): OfficialsDesk & ContingencyDesk & IdentityDesk {
  return {
    identity: async () => resultOf(await line.ask({ method: 'GET', path: '/v1/participant' }), participantAnswer),
    async checkOfficial({ at, country, entityId, certificate }) {
      const body = JSON.stringify({ at, country, entityId, certificate: base64(certificate) });
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
    async tellCard(card) {
      const [certificate, publicKey, signature] = [card.certificate, card.publicKey, card.signature].map(base64);
      const body = JSON.stringify({ certificate, publicKey, signature });
      return nothingOf(await line.ask({ method: 'PUT', path: '/v1/courier/card', headers: json, body }));
    },
    async courierStations() {
      return resultOf(await line.ask({ method: 'GET', path: '/v1/courier/stations' }), courierStationsAnswer);
    },
    async courier(sealed) {
      const headers = { 'content-type': 'application/vnd.rubrica.courier' };
      const answer = await line.ask({ method: 'POST', path: '/v1/courier/packages', headers, body: sealed });
      const why = refusalOf(answer);
      return why === null ? resultOf(answer, courierAnswer) : failed({ code: 'courierRefused', why });
    },
  };
}

/** The gateway's own word why it does not take a package. */
function refusalOf(answer: LineAnswer): CourierRefusal | null {
  const told = answer.kind === 'answer' ? problemOf(answer) : null;
  if (told?.type !== 'urn:rubrica:gateway:package-refused') return null;
  return courierRefusals.find((why) => why === told.detail) ?? 'form';
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
