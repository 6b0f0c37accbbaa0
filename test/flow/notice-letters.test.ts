import { afterEach, describe, expect, it } from 'vitest';
import { openMail } from '#main/mail/open-mail.ts';
import { sharedPki } from '#test/fakes/exchange.ts';
import { openMailServer, type Received } from '#test/fakes/mail-server.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

const addresses = [
  { country: null, role: 'duty', address: 'informatica@agencia.example', language: 'es' },
  { country: null, role: 'duty', address: 'office@agency.example', language: 'en' },
] as const;

async function openPost() {
  const pki = await sharedPki();
  const server = await openMailServer(pki);
  ending.push(server.close);
  const mail = openMail({
    host: 'localhost',
    port: server.port,
    security: 'starttls',
    user: 'avisos',
    password: 'clave ñ',
    from: 'Rúbrica <avisos@estacion.example>',
    ca: pki.root.certificatePem,
  });
  ending.push(() => mail.close());
  return { server, mail };
}

describe('the letters of an outage, as a real server received them', () => {
  it('say in es and en what happened, since when by whose clock, who declared what and why, how long it took and that it is over', async () => {
    const { server, mail } = await openPost();
    const bench = benchStation({ mail, policy: { addresses, contingencyAfterMs: 0 } });
    ending.push(() => bench.stop());
    setClock(bench, '2026-11-27T18:05:00Z');
    await bench.station.start();
    await bench.station.syncOnce();
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    await expect.poll(() => server.received.length, { timeout: 25_000 }).toBe(4);
    await bench.station.handlers.declareContingency({ reason: 'Corte de fibra: sin fecha de reparación. Avisado el proveedor.' });
    await expect.poll(() => server.received.length, { timeout: 25_000 }).toBe(6);
    bench.gateway.isDown = false;
    setClock(bench, '2026-11-27T20:06:00Z');
    bench.station.resume();
    await bench.station.syncOnce();
    await bench.station.handlers.closeContingency({});
    await expect.poll(() => server.received.length, { timeout: 25_000 }).toBe(12);

    const letters = (address: string): string[] =>
      server.received
        .filter(({ to }) => to.includes(address))
        .map((one) => `${subjectOf(one)}\n${textOf(one)}`.replaceAll(/:\d\d UTC/g, ':mm UTC'));
    const en = 'You receive this because the station’s configuration names your address.';
    const es = 'Recibe este aviso porque su dirección figura en la configuración de la estación.';
    expect(letters('informatica@agencia.example').toSorted()).toEqual(
      [
        `Rúbrica · No hay línea con la ventanilla desde el 2026-11-27 18:mm UTC\nNo hay línea con la ventanilla desde el 2026-11-27 18:mm UTC. Los certificados firmados esperan y se enviarán solos cuando vuelva.\n\nEstación CLSAG, 2026-11-27 18:mm UTC.\n${es}`,
        `Rúbrica · El corte dura lo bastante para declarar la contingencia\nEl corte dura lo bastante para declarar la contingencia: la declara un funcionario en la estación, en Seguimiento, Contingencia.\n\nEstación CLSAG, 2026-11-27 18:mm UTC.\n${es}`,
        `Rúbrica · El corte terminó\nEl corte terminó.\n\nEstación CLSAG, 2026-11-27 20:mm UTC.\n${es}`,
        `Rúbrica · Ana declaró la contingencia\nAna declaró la contingencia: Corte de fibra: sin fecha de reparación. Avisado el proveedor.\n\nEstación CLSAG, 2026-11-27 18:mm UTC.\n${es}`,
        `Rúbrica · Volvió la línea con la ventanilla\nVolvió la línea con la ventanilla. Lo que esperaba se está enviando.\n\nEstación CLSAG, 2026-11-27 20:mm UTC.\n${es}`,
        `Rúbrica · Ana cerró la contingencia\nAna cerró la contingencia. Duró 2 h 0 min; certificados firmados: 0; entregados: 0, por mensajero 0; aún abiertos: 0.\n\nEstación CLSAG, 2026-11-27 20:mm UTC.\n${es}`,
      ].toSorted(),
    );
    expect(letters('office@agency.example').toSorted()).toEqual(
      [
        `Rúbrica · There has been no line to the gateway since 2026-11-27 18:mm UTC\nThere has been no line to the gateway since 2026-11-27 18:mm UTC. Signed certificates wait and will leave by themselves when it is back.\n\nStation CLSAG, 2026-11-27 18:mm UTC.\n${en}`,
        `Rúbrica · The outage has lasted long enough to declare a contingency\nThe outage has lasted long enough to declare a contingency: an official declares it at the station, under Monitor, Contingency.\n\nStation CLSAG, 2026-11-27 18:mm UTC.\n${en}`,
        `Rúbrica · The outage is over\nThe outage is over.\n\nStation CLSAG, 2026-11-27 20:mm UTC.\n${en}`,
        `Rúbrica · Ana declared a contingency\nAna declared a contingency: Corte de fibra: sin fecha de reparación. Avisado el proveedor.\n\nStation CLSAG, 2026-11-27 18:mm UTC.\n${en}`,
        `Rúbrica · The line to the gateway is back\nThe line to the gateway is back. What was waiting is being sent.\n\nStation CLSAG, 2026-11-27 20:mm UTC.\n${en}`,
        `Rúbrica · Ana closed the contingency\nAna closed the contingency. It lasted 2 h 0 min; certificates signed: 0; handed over: 0, by courier 0; still open: 0.\n\nStation CLSAG, 2026-11-27 20:mm UTC.\n${en}`,
      ].toSorted(),
    );
  });

  it('reach each address by itself: one that the server does not know brings nobody the same letter again', async () => {
    const { server, mail } = await openPost();
    const unknown = { ...addresses[0], address: 'nadie@agencia.example' };
    const bench = benchStation({ mail, policy: { addresses: [addresses[0], unknown], contingencyAfterMs: 3_600_000 } });
    ending.push(() => bench.stop());
    await bench.station.start();
    await bench.station.syncOnce();
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    const refusals = () => bench.log.filter(({ event }) => event === 'mail.notSent').length;
    await expect.poll(refusals, { timeout: 25_000 }).toBeGreaterThan(3);
    expect(server.received.map(({ to }) => to)).toEqual([['informatica@agencia.example']]);
  });
});

/** Goes on from there. */
function setClock(bench: Bench, at: string): void {
  const start = Date.now();
  bench.nowMs = () => Date.parse(at) + Date.now() - start;
}

/** As a mail program shows it (RFC 2045 section 6.7, RFC 2047). */
function textOf({ text }: Received): string {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const whole = body.join('\r\n\r\n');
  const decoded = /^content-transfer-encoding: base64/im.test(head)
    ? Buffer.from(whole, 'base64').toString('utf8')
    : /quoted-printable/i.test(head)
      ? unquoted(whole.replaceAll(/=\r\n/g, ''))
      : whole;
  return decoded.replaceAll('\r\n', '\n').trimEnd();
}

function subjectOf({ text }: Received): string {
  const folded = /^Subject: ([\s\S]*?)\r\n(?!\s)/m.exec(text)?.[1] ?? '';
  return folded
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, how: string, word: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : unquoted(word.replaceAll('_', ' ')),
    )
    .replaceAll(/\r\n\s/g, ' ');
}

function unquoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
