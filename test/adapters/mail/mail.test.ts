import net, { type AddressInfo } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openMail, type MailOptions } from '#main/mail/open-mail.ts';
import type { Mail } from '#main/ports/mail.ts';
import type { PracticePki } from '#main/practice/pki.ts';
import { sharedPki } from '#test/fakes/exchange.ts';
import { openMailServer, type MailServer } from '#test/fakes/mail-server.ts';

let pki: PracticePki;
beforeAll(async () => {
  pki = await sharedPki();
});
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

async function startMailServer(more: SMTPServerOptions = {}): Promise<MailServer> {
  const server = await openMailServer(pki, more);
  ending.push(server.close);
  return server;
}

function open(port: number, more: Partial<MailOptions> = {}): Mail {
  const mail = openMail({
    host: 'localhost',
    port,
    security: 'starttls',
    user: 'avisos',
    password: 'clave ñ',
    from: 'Rúbrica <avisos@estacion.example>',
    ca: pki.root.certificatePem,
    deadlines: { connectMs: 3_000, answerMs: 3_000 },
    ...more,
  });
  ending.push(() => mail.close());
  return mail;
}

const notice = {
  id: 'aviso-1',
  to: ['mx@ventanilla.example', 'pe@ventanilla.example'],
  subject: 'Intermitencia',
  text: 'La línea cayó a las 10:00.\n',
};

describe('a notice by e-mail', () => {
  it('arrives over STARTTLS with authentication, to every address, its own id kept', async () => {
    const { port, received } = await startMailServer();
    expect(await open(port).send(notice)).toEqual({ ok: true, value: null });
    expect(received).toMatchObject([{ to: notice.to, isSecure: true }]);
    expect(received[0]?.text).toContain('Message-ID: <aviso-1@rubrica>');
    expect(received[0]?.text).toContain('Subject: Intermitencia');
    expect(received[0]?.text).toContain('Auto-Submitted: auto-generated');
  });

  it('arrives over TLS from the first byte', async () => {
    const { port, received } = await startMailServer({ secure: true });
    expect(await open(port, { security: 'tls' }).send(notice)).toEqual({ ok: true, value: null });
    expect(received).toHaveLength(1);
  });

  it('never goes in the clear when the server has no STARTTLS', async () => {
    const { port, received } = await startMailServer({ disabledCommands: ['STARTTLS'], authOptional: true });
    expect(await open(port, { user: null }).send(notice)).toMatchObject({ ok: false, failure: { code: 'mailRefused' } });
    expect(received).toEqual([]);
  });

  it('is not given to a server nobody vouches for', async () => {
    const { port, received } = await startMailServer();
    expect(await open(port, { ca: null }).send(notice)).toMatchObject({ ok: false, failure: { code: 'mailRefused' } });
    expect(received).toEqual([]);
  });

  it('is refused with the server’s own words when the password is wrong, and the password is not in them', async () => {
    const { port } = await startMailServer();
    const sent = await open(port, { password: 'secreto' }).send(notice);
    expect(sent).toMatchObject({ ok: false, failure: { code: 'mailRefused', detail: expect.stringContaining('535') as string } });
    expect(JSON.stringify(sent)).not.toContain('secreto');
  });

  it('names the addresses the server refused, although the others were served', async () => {
    const { port, received } = await startMailServer();
    const sent = await open(port).send({ ...notice, to: ['nadie@ventanilla.example', 'pe@ventanilla.example'] });
    expect(sent).toEqual({ ok: false, failure: { code: 'mailRefused', detail: 'addresses refused: nadie@ventanilla.example' } });
    expect(received).toMatchObject([{ to: ['pe@ventanilla.example'] }]);
  });

  it('cannot be made to carry further headers by its subject', async () => {
    const { port, received } = await startMailServer();
    await open(port).send({ ...notice, subject: 'Hola\r\nBcc: otra@x.example' });
    expect(received[0]?.text).not.toMatch(/^Bcc:/m);
    expect(received[0]?.to).toEqual(notice.to);
  });

  it('gives up in time on a server that says nothing, and on one that hangs up', async () => {
    const silent = net.createServer();
    const rude = net.createServer((socket) => socket.destroy());
    for (const [server, detail] of [
      [silent, 'no answer in time'],
      [rude, 'connection'],
    ] as const) {
      const sockets = new Set<net.Socket>();
      server.on('connection', (socket) => sockets.add(socket));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const sent = await open((server.address() as AddressInfo).port, { deadlines: { connectMs: 300, answerMs: 300 } }).send(notice);
      expect(sent).toMatchObject({ ok: false, failure: { code: 'mailRefused' } });
      expect([detail, JSON.stringify(sent).toLowerCase()]).toEqual([detail, expect.stringContaining(detail)]);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is refused when the server will not take the message, with its words', async () => {
    const { port } = await startMailServer({
      onData(stream, _session, answer) {
        stream.resume();
        stream.on('end', () => answer(Object.assign(new Error('mailbox full'), { responseCode: 552 })));
      },
    });
    expect(await open(port).send(notice)).toMatchObject({
      ok: false,
      failure: { code: 'mailRefused', detail: expect.stringContaining('552 mailbox full') as string },
    });
  });

  it('says when nobody listens', async () => {
    expect(await open(1).send(notice)).toMatchObject({ ok: false, failure: { code: 'mailRefused' } });
  });
});
