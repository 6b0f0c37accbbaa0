import { createTransport, type SentMessageInfo } from 'nodemailer';
import { done, failed, type Result } from '#core/failure.ts';
import { mailFailure } from '#main/mail/mail-failure.ts';
import type { Mail, MailMessage } from '#main/ports/mail.ts';

export type MailOptions = {
  readonly host: string;
  readonly port: number;
  /** `starttls` never goes on in the clear; `none` is for a relay on the same machine */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  /** `Rúbrica <avisos@example>` or an address alone */
  readonly from: string;
  /** PEM of the CAs that may vouch for the server; null: the system's */
  readonly ca: string | null;
  readonly deadlines?: { readonly connectMs?: number; readonly answerMs?: number };
};

/** Notices by e-mail; `greet` goes as far as a server takes us without a letter. One connection a message: they are rare, and an office's server drops idle ones. */
export function openMail(options: MailOptions): Mail & { greet(): Promise<Result<null>> } {
  const { connectMs = 15_000, answerMs = 30_000 } = options.deadlines ?? {};
  const transport = createTransport({
    host: options.host,
    port: options.port,
    secure: options.security === 'tls',
    requireTLS: options.security === 'starttls',
    ignoreTLS: options.security === 'none',
    auth: options.user === null ? undefined : { user: options.user, pass: options.password ?? '' },
    tls: { minVersion: 'TLSv1.2', ...(options.ca === null ? {} : { ca: options.ca }) },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send(message) {
      try {
        const sent = await transport.sendMail({
          from: options.from,
          to: [...message.to],
          subject: message.subject,
          text: message.text,
          // the same notice sent twice carries the same id: mail programs then show it once
          messageId: `<${message.id}@rubrica>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return resultOf(message, sent);
      } catch (error) {
        return failed(mailFailure(error));
      }
    },
    async greet() {
      try {
        await transport.verify();
        return done(null);
      } catch (error) {
        return failed(mailFailure(error));
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** A server may take a message for some and not for others: the addresses it refused are named. */
function resultOf(message: MailMessage, sent: SentMessageInfo): Result<null> {
  const accepted = new Set((sent.accepted ?? []).map(addressOf));
  const refused = message.to.filter((address) => !accepted.has(addressOf(address)));
  return refused.length === 0 ? done(null) : failed({ code: 'mailRefused', detail: `addresses refused: ${refused.join(', ')}` });
}

function addressOf(address: string | { readonly address: string }): string {
  const text = typeof address === 'string' ? address : address.address;
  return (/<([^>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase();
}
