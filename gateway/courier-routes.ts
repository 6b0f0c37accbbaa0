import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import type { z } from 'zod/mini';
import type { courierAnswer } from '#contract/gateway-api.ts';
import { type Context, type Handler, ownerOf } from '#gateway/context.ts';
import type { CourierMessages } from '#contract/courier.ts';
import { openPackage } from '#gateway/courier-package.ts';
import { takeDelivery } from '#gateway/deliveries.ts';
import { json, problemAnswer, readBody } from '#gateway/http.ts';
import type { Participant } from '#gateway/participants.ts';

type Results = z.infer<typeof courierAnswer>['results'];

export const tellCourierKey: Handler = (context) => {
  const { keyId, publicKey } = courierKeyOf(context);
  return json(200, { keyId, publicKey: publicKey.toString('base64') });
};

export const takePackage: Handler = async (context, { http }) => {
  const body = await readBody(http, context.limits.documentBytes);
  if (!body.ok) return body.answer;
  const opened = openPackage(body.bytes, courierKeyOf(context), context.clientCas, context.now());
  if (!opened.ok) return problemAnswer(422, 'package-refused', { title: opened.sentence, detail: opened.why });
  const { content, signer } = opened;
  const sealer = context.participants.find(content.from.user);
  if (!sealer || sealer.participant.country !== content.from.country || !isSignersUser(sealer, signer)) {
    return problemAnswer(422, 'package-refused', { title: 'the package was not sealed by the user it names', detail: 'signer' });
  }
  const results = await takeMessages(context, sealer.participant, content);
  context.ledger
    .prepare('insert into courier_packages (sha256, owner, imported_at, results) values (?, ?, ?, ?) on conflict do nothing')
    .run(
      createHash('sha256').update(body.bytes).digest('hex'),
      ownerOf(sealer.participant),
      context.now().toISOString(),
      JSON.stringify(results),
    );
  return json(200, { results });
};

async function takeMessages(context: Context, participant: Participant, { messages }: CourierMessages): Promise<Results> {
  const results: Results = [];
  for (const { idempotencyKey, sha256, header, document } of messages) {
    const bytes = Buffer.from(document, 'base64');
    const outcome = await takeDelivery(context, { participant, key: idempotencyKey, header, sha256, bytes, route: 'courier' });
    results.push({
      idempotencyKey,
      sha256,
      receipt: outcome.kind === 'accepted' ? outcome.receipt : null,
      faults:
        outcome.kind === 'refused'
          ? [...outcome.faults]
          : outcome.kind === 'conflict'
            ? [{ code: 'DUPLI', message: `${outcome.reason} ${outcome.receipt.receiptId}` }]
            : [],
    });
  }
  return results;
}

type Sealer = NonNullable<ReturnType<Context['participants']['find']>>;

/** Its registered certificate, or where none is registered one of its country. */
export function isSignersUser({ participant, certificateSha256 }: Sealer, signer: X509Certificate): boolean {
  if (certificateSha256 !== null) return signer.fingerprint256.replaceAll(':', '').toLowerCase() === certificateSha256;
  return signer.subject.split('\n').includes(`C=${participant.country}`);
}

type CourierKey = { readonly keyId: string; readonly privateKey: KeyObject; readonly publicKey: Buffer };

/** Made once and kept in the gateway's file: packages sealed long ago must still open. */
function courierKeyOf({ ledger }: Context): CourierKey {
  const kept = ledger.prepare<[], { value: string }>(`select value from settings where name = 'courierKey'`).get();
  const pem =
    kept?.value ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  if (!kept) ledger.prepare(`insert into settings (name, value) values ('courierKey', ?)`).run(pem);
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16), privateKey, publicKey };
}
