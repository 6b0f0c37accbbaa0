import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { courierCard, type CourierStation } from '#contract/courier.ts';
import { type Handler, ownerOf } from '#gateway/context.ts';
import { isSignersUser } from '#gateway/courier-routes.ts';
import { json, nothing, problemAnswer } from '#gateway/http.ts';
import { readJson } from '#gateway/json-body.ts';

/** PUT /v1/courier/card: a station's key for the courier, vouched for by the certificate it comes with. */
export const putCard: Handler = async ({ ledger, participants, clientCas, now }, { http, participant }) => {
  const body = await readJson(http, courierCard);
  if (!body.ok) return body.answer;
  const { certificate, publicKey, signature } = body.value;
  const known = participants.find(participant.name);
  const signer = certificateOf(certificate);
  const isOurs = signer !== null && clientCas.some((ca) => signer.checkIssued(ca) && signer.verify(ca.publicKey));
  if (!known || !isOurs || !isSignersUser(known, signer) || !vouches(signer, publicKey, signature)) {
    return problemAnswer(422, 'card-refused', { title: 'the key is not vouched for by a certificate of this user' });
  }
  ledger
    .prepare(
      `insert into courier_stations (user, owner, certificate, public_key, signature, told_at) values (?, ?, ?, ?, ?, ?)
       on conflict (user) do update set owner = excluded.owner, certificate = excluded.certificate,
         public_key = excluded.public_key, signature = excluded.signature, told_at = excluded.told_at`,
    )
    .run(participant.name, ownerOf(participant), certificate, publicKey, signature, now().toISOString());
  return nothing();
};

/** GET /v1/courier/stations: those that share the participant, and with it what is sent and what comes back. */
export const listStations: Handler = ({ ledger }, { participant }) => {
  if (participant.participant === null) return json(200, { stations: [] });
  const stations = ledger
    .prepare<[string, string], CourierStation>(
      `select user as name, certificate, public_key as publicKey, signature from courier_stations
       where owner = ? and user <> ? order by user limit 1000`,
    )
    .all(ownerOf(participant), participant.name);
  return json(200, { stations });
};

function certificateOf(base64: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    // node:crypto throws for anything that is not a certificate
    return null;
  }
}

function vouches(signer: X509Certificate, publicKey: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const isOfTheForm = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    const told = Buffer.from(`rubrica-courier-key/1\n${publicKey}`, 'utf8');
    return isOfTheForm && verify('sha256', told, signer.publicKey, Buffer.from(signature, 'base64'));
  } catch {
    // not a public key at all
    return false;
  }
}
