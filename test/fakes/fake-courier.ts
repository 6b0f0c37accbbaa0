import { courierContent, type CourierContent } from '#contract/courier.ts';
import type { Courier } from '#main/ports/courier.ts';

/** A courier's files that hide nothing: the real seal is tested where it is made. */
export function fakeCourier(name: string): Courier {
  const certificate = Buffer.from(name);
  const signerOf = (who: string) => ({ certificate: Buffer.from(who), fingerprint: who, subject: `CN=${who}` });
  const keyOf = (who: string) => ({ keyId: who, publicKey: Buffer.from(who) });
  const read = (bytes: Uint8Array): { to: string; by: string; content: unknown } | null => {
    try {
      return JSON.parse(Buffer.from(bytes).toString()) as { to: string; by: string; content: unknown };
    } catch {
      return null; // no file of ours
    }
  };
  return {
    card: { certificate, publicKey: certificate, signature: certificate },
    ownKeyId: name,
    look: (bytes) => {
      const form = read(bytes);
      return form && { keyId: form.to, replyTo: keyOf(form.by) };
    },
    seal: (content, recipient) =>
      Buffer.from(JSON.stringify({ to: recipient.keyId, by: name, content: { ...content, from: { user: name, country: 'CL' } } })),
    open: (bytes) => {
      const form = read(bytes);
      const parsed = courierContent.safeParse(form?.content);
      return form && parsed.success
        ? { kind: 'opened', content: parsed.data, signer: signerOf(form.by) }
        : { kind: 'refused', why: 'form' };
    },
    readCard: (card) => {
      const who = Buffer.from(card.certificate).toString();
      return { ...signerOf(who), ...keyOf(who) };
    },
  };
}

/** What a gateway reads of a file sealed to it. */
export function messagesIn(bytes: Uint8Array): Extract<CourierContent, { kind: 'messages' }>['messages'] {
  const opened = fakeCourier('gateway').open(bytes, new Date());
  return opened.kind === 'opened' && opened.content.kind === 'messages' ? opened.content.messages : [];
}
