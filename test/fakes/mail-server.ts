import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { PracticePki } from '#main/practice/pki.ts';

export type Received = { readonly to: readonly string[]; readonly isSecure: boolean; readonly text: string };

export type MailServer = { readonly port: number; readonly received: readonly Received[]; close(): Promise<void> };

/** A real SMTP server on loopback with one mailbox user. */
export async function openMailServer(pki: PracticePki, more: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    key: pki.tlsServer.privateKeyPem,
    cert: pki.tlsServer.certificatePem + pki.issuing.certificatePem,
    authMethods: ['PLAIN'],
    onAuth(auth, _session, answer) {
      const isRight = auth.username === 'avisos' && auth.password === 'clave ñ';
      answer(isRight ? null : new Error('535 Authentication failed'), isRight ? { user: 'avisos' } : undefined);
    },
    onRcptTo(address, _session, answer) {
      answer(address.address.startsWith('nadie@') ? new Error('550 no such mailbox') : null);
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, isSecure: session.secure, text: Buffer.concat(chunks).toString('utf8') });
        answer(null);
      });
    },
    ...more,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
