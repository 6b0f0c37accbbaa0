import { createPrivateKey, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { failed } from '#core/failure.ts';
import { composeAcknowledgement } from '#core/documents/phytosanitary/acknowledgement.ts';
import { sps13B } from '#core/documents/phytosanitary/versions.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { openStationInPractice, type StationInPractice } from '#test/flow/station-in-practice.ts';
import { untilTold } from '#test/until-told.ts';

let here: StationInPractice;
/** what was sent to Peru, to Mexico and to Colombia, each received there */
let toPeru = { id: '', number: '' };
let toMexico = { id: '', number: '' };
let toColombia = { id: '', number: '' };

beforeAll(async () => {
  here = await openStationInPractice('answers', { pins: 1, around: { policy: { pollMs: 50 } } });
  const { station } = here.assembled;
  await expectValue(station.start());
  await station.syncOnce();
  const { rows } = await expectValue(station.handlers.work({ box: 'inbox' }));
  const own = (ending: string) => {
    const { id, number } = rows.find((row) => row.number.endsWith(ending)) ?? { id: '', number: '' };
    return { id, number };
  };
  [toPeru, toColombia, toMexico] = [own('000101'), own('000102'), own('000103')];
  const ids = [toPeru.id, toColombia.id, toMexico.id];
  for (const id of ids) {
    const { digest } = await expectValue(station.handlers.openReview({ id }));
    await expectValue(station.handlers.approve({ id, digest }));
  }
  const { tokens } = await expectValue(station.handlers.refreshTokens({}));
  const fingerprint = tokens[0]?.certificates.find(({ label }) => label === 'inspector')?.fingerprint ?? '';
  await expectValue(station.handlers.sign({ ids, fingerprint }));
  for (const id of ids) await untilTold(here.assembled.station, () => stateOf(id) === 'received');
  await untilTold(here.assembled.station, () => here.practice.gateway.admin.answers().length === 4);
});
afterAll(() => here?.close());

describe('another country’s answer to our certificate', () => {
  it('that does not accept it is told as that, with its reason, though the certificate had arrived well', async () => {
    const page = await heard('PE', { status: '41', number: toPeru.number, reasons: ['Falta el permiso.'] });
    expect(page.row).toMatchObject({ typeName: { es: 'Acuse de un certificado fitosanitario' }, state: 'answer', judgement: null });
    const said = page.view?.sections.flatMap(({ fields }) => fields.map(({ value }) => value));
    expect(said).toEqual(expect.arrayContaining([toPeru.number, '41', 'Falta el permiso.']));
    expect(page.timeline.at(-1)?.sentence.es).toBe(`El país de destino no acepta nuestro certificado ${toPeru.number}: Falta el permiso.`);
    expect(stateOf(toPeru.id)).toBe('receivedWithErrors');
    const ours = await expectValue(here.assembled.station.handlers.certificate({ id: toPeru.id }));
    expect(ours.timeline.find(({ kind }) => kind === 'rejected')?.sentence.es).toBe('El país de destino no lo acepta: Falta el permiso.');
    expect(ours.acknowledgement).toMatchObject({ code: 'ERR', text: 'Falta el permiso.' });
    const { notices } = await expectValue(here.assembled.station.handlers.notices({}));
    expect(notices.find(({ subject }) => subject === toPeru.id)?.sentence.es).toContain('Falta el permiso.');
  });

  it('that accepts it, or only says how far it is, is told and leaves it as it is', async () => {
    const accepted = await heard('MX', { status: '39', number: toMexico.number });
    expect(accepted.timeline.at(-1)?.sentence.es).toBe(`El país de destino acepta nuestro certificado ${toMexico.number}.`);
    const pending = await heard('MX', { status: '42', number: toMexico.number });
    expect(pending.timeline.at(-1)?.sentence.es).toContain('no lo acepta ni lo rechaza todavía');
    expect(stateOf(toMexico.id)).toBe('received');
  });

  it('to a certificate of which this station knows nothing, or from a country it was not sent to, is told as that', async () => {
    const strange = await heard('PE', { status: '41', number: 'CL-0' });
    expect(strange.timeline.at(-1)?.sentence.es).toContain('Responde al certificado CL-0, que esta estación no envió a ese país.');
    const astray = await heard('PE', { status: '41', number: toColombia.number });
    expect(astray.timeline.at(-1)?.sentence.es).toContain('que esta estación no envió a ese país');
    expect(stateOf(toColombia.id)).toBe('received');
  });

  it('whose signature is of something else, or that does not say what it answers, is not taken into account', async () => {
    const whole = signed(acknowledgement({ status: '39', number: toColombia.number }));
    const altered = await heard('CO', Buffer.from(Buffer.from(whole).toString().replace('>39<', '>41<')));
    expect(altered.timeline.at(-1)?.sentence.es).toContain('Lleva una firma que no corresponde a lo que dice.');
    const unclear = await heard('CO', { status: 'QQ', number: toColombia.number });
    expect(unclear.timeline.at(-1)?.sentence.es).toContain('No dice con claridad a qué responde');
    expect(stateOf(toColombia.id)).toBe('received');
  });

  it('is not taken for one about nothing while the store cannot be read: it is taken when it can', async () => {
    const broken = failed({ code: 'storeInputOutput', detail: 'disk I/O error' } as const);
    const lookUp = vi.spyOn(here.assembled.store.outgoing, 'byNumber').mockReturnValue(broken);
    const { admin } = here.practice.gateway;
    const bytes = acknowledgement({ status: '41', number: toColombia.number, reasons: ['Falta el permiso.'] });
    const gatewayId = admin.addInbound({ header: { ...header, sender: 'VUCECO', senderCountry: 'CO' }, bytes });
    await here.assembled.station.syncOnce();
    await expect.poll(() => lookUp.mock.calls.length, { timeout: 50_000 }).toBeGreaterThan(0);
    expect(incomingRow(gatewayId)?.state).toBe('arrived');
    lookUp.mockRestore();
    here.assembled.station.resume();
    await untilTold(here.assembled.station, () => incomingRow(gatewayId)?.state === 'answer');
    expect(stateOf(toColombia.id)).toBe('receivedWithErrors');
  });

  it('is itself never answered, neither by the station nor by a person', async () => {
    const { station } = here.assembled;
    const { id } = (await heard('CO', { status: '73', number: toColombia.number })).row;
    for (const answer of ['acknowledge', 'markUsed', 'askReplacement', 'refuse'] as const) {
      expect(await station.handlers.answerIncoming({ id, answer, text: 'x' })).toMatchObject({ failure: { code: 'stateForbids' } });
    }
    expect((await expectValue(station.handlers.incomingCertificate({ id }))).hasAcknowledgement).toBe(false);
    // the four certificates from abroad, and none of the answers
    expect(here.practice.gateway.admin.answers()).toHaveLength(4);
  });
});

type Said = { readonly status: string; readonly number: string; readonly reasons?: readonly string[] };

function acknowledgement({ status, number, reasons = [] }: Said): Uint8Array {
  const certificates = [{ number, typeCode: '851' }];
  return Buffer.from(composeAcknowledgement({ issuedAt: '2026-11-24T10:00:00-05:00', statusCode: status, reasons, certificates }, sps13B));
}

function signed(bytes: Uint8Array): Uint8Array {
  const official = here.practice.pki.officials.find(({ country, role }) => country === 'CO' && role === 'inspector');
  if (!official) throw new Error('no inspector of CO');
  const prepared = createXmlSigning().prepare(bytes, { kind: 'enveloped' }, official.identity.certificate, 'rsa-sha256');
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const key = createPrivateKey({ key: Buffer.from(official.identity.key.privateKey), format: 'der', type: 'pkcs8' });
  return prepared.value.assemble(sign('sha256', prepared.value.toBeSigned, key));
}

/** Comes in over the line; its page once the station has done with it. */
async function heard(from: string, said: Said | Uint8Array) {
  const bytes = said instanceof Uint8Array ? said : acknowledgement(said);
  const gatewayId = here.practice.gateway.admin.addInbound({ header: { ...header, sender: `VUCE${from}`, senderCountry: from }, bytes });
  await here.assembled.station.syncOnce();
  await untilTold(here.assembled.station, () => !['arrived', undefined].includes(incomingRow(gatewayId)?.state));
  return expectValue(here.assembled.station.handlers.incomingCertificate({ id: incomingRow(gatewayId)?.id ?? '' }));
}

function incomingRow(gatewayId: string) {
  const all = here.assembled.store.incoming.list({ limit: 50 });
  return all.ok ? all.value.rows.find((row) => row.gatewayId === gatewayId) : undefined;
}

function stateOf(id: string): string {
  const row = here.assembled.store.outgoing.row(id);
  return row.ok ? row.value.state : row.failure.code;
}

const header = {
  interaction: 'EnvioDocumento',
  service: 'Documento.312',
  receiver: 'VUCECL',
  receiverCountry: 'CL',
  transaction: '00000000-0000-4000-8000-000000000312',
  state: 'ENV',
  at: '2026-11-24T15:00:00Z',
  documentType: '312',
  documentId: 'ACUSE-1',
  originalTransaction: null,
};
