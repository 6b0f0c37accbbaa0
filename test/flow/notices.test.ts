import { afterEach, describe, expect, it } from 'vitest';
import { done, failed, type Result } from '#core/failure.ts';
import type { MailMessage } from '#main/ports/mail.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

describe('notices', () => {
  function mailbox(): { sent: MailMessage[]; isDown: boolean; send(message: MailMessage): Promise<Result<null>>; close(): Promise<void> } {
    const box = {
      sent: [] as MailMessage[],
      isDown: false,
      send: async (message: MailMessage) => {
        if (box.isDown) return failed({ code: 'mailRefused', detail: 'down' } as const);
        box.sent.push(message);
        return done(null);
      },
      close: async () => undefined,
    };
    return box;
  }
  const addresses = [
    { country: null, role: 'duty' as const, address: 'jefa@example.cl', language: 'es' as const },
    { country: 'PE', role: 'duty' as const, address: 'peru@example.pe', language: 'en' as const },
  ];

  it('write to those who answer for the country, in their language, and write again when it is mended', async () => {
    const mail = mailbox();
    bench = benchStation({ mail, policy: { addresses } });
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await signNote(bench, 'M-1');
    await bench.until(() => stateOf(bench, id) === 'refused');
    await bench.until(() => mail.sent.length === 2);
    expect(mail.sent.map((message) => [message.to, message.text.split('\n')[0]])).toEqual(
      expect.arrayContaining([
        [['jefa@example.cl'], 'La ventanilla rechazó el certificado M-1: X1 no.'],
        [['peru@example.pe'], 'The gateway refused certificate M-1: X1 no.'],
      ]),
    );
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toMatchObject([{ topic: 'refused', subject: id }]);
    await expectValue(bench.station.handlers.retry({ id }));
    await bench.until(() => mail.sent.length === 4);
    expect(mail.sent.at(-1)?.text).toMatch(/accepted|aceptó/);
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toEqual([]);
  });

  it('of other countries are heard once, and stay until somebody has read them', async () => {
    bench = benchStation();
    const at = new Date().toISOString();
    const old = new Date(Date.now() - 30 * 86_400_000).toISOString();
    bench.gateway.noticesHere.push(
      { id: 'n-0', from: 'MX', subject: 's', text: 'Hace mucho', at: old },
      { id: 'n-1', from: 'PE', subject: 's', text: 'Rosa declaró la contingencia: inundación.', at },
    );
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    await bench.station.syncOnce();
    const open = async () => (await expectValue(bench.station.handlers.notices({}))).notices;
    const sentence = { es: 'Aviso de Perú: Rosa declaró la contingencia: inundación.', en: expect.stringContaining('Notice from Peru: ') };
    expect(await open()).toMatchObject([{ topic: 'fromAbroad', country: 'PE', count: 1, isSettledByPerson: true, sentence }]);
    expect(await expectValue(bench.station.handlers.status({}))).toMatchObject({ toRead: 1 });
    await expectValue(bench.station.handlers.settleNotice({ id: (await open())[0]?.id ?? '' }));
    expect(await open()).toEqual([]);
    expect(await expectValue(bench.station.handlers.status({}))).toMatchObject({ toRead: 0 });
    const lines = await expectValue(bench.store.journal.list({}));
    expect(lines.findLast(({ kind }) => kind === 'noticeClosed')).toMatchObject({ by: 'Ana', subject: 'n-1' });
  });

  it('that end by themselves are not put away by hand', async () => {
    bench = benchStation();
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await signNote(bench, 'M-9');
    await bench.until(() => stateOf(bench, id) === 'refused');
    const [notice] = (await expectValue(bench.station.handlers.notices({}))).notices;
    expect(notice).toMatchObject({ topic: 'refused', isSettledByPerson: false });
    expect(await bench.station.handlers.settleNotice({ id: notice?.id ?? '' })).toMatchObject({ failure: { code: 'stateForbids' } });
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toHaveLength(1);
  });

  it('go to whom they concern: everything to who is on duty, to the head what is to be decided, to the technical person line and disk', async () => {
    const mail = mailbox();
    const all = (['duty', 'head', 'technical'] as const).map((role) => ({
      country: null,
      role,
      address: `${role}@a.cl`,
      language: 'es' as const,
    }));
    bench = benchStation({ mail, policy: { addresses: all, contingencyAfterMs: 0 } });
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await signNote(bench, 'M-5');
    await bench.until(() => stateOf(bench, id) === 'refused');
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    await expectValue(bench.station.handlers.declareContingency({ reason: 'x' }));
    await bench.until(() => mail.sent.length === 8);
    const to = (words: string) =>
      mail.sent
        .filter(({ text }) => text.includes(words))
        .flatMap((letter) => letter.to.map((address) => address.split('@')[0] ?? ''))
        .toSorted();
    expect(to('rechazó')).toEqual(['duty']);
    expect(to('No hay línea')).toEqual(['duty', 'technical']);
    expect(to('lo bastante para declarar')).toEqual(['duty', 'head']);
    expect(to('Ana declaró')).toEqual(['duty', 'head', 'technical']);
  });

  it('outlive a mail server that is away', async () => {
    const mail = mailbox();
    mail.isDown = true;
    bench = benchStation({ mail, policy: { addresses } });
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await signNote(bench, 'M-2');
    await bench.until(() => bench.log.some((line) => line.event === 'mail.notSent'));
    mail.isDown = false;
    await expectValue(bench.station.handlers.retry({ id }));
    await bench.until(() => mail.sent.length === 4);
  });

  it('become one digest when there are many of one kind', async () => {
    const mail = mailbox();
    bench = benchStation({ mail, policy: { addresses: addresses.slice(0, 1), digestAfter: 2 } });
    bench.gateway.behaviour.push(...Array.from({ length: 8 }, () => 'refuse' as const));
    await expectValue(bench.station.start());
    const ids: string[] = [];
    for (let i = 0; i < 8; i += 1) ids.push(await signNote(bench, `M-3-${i}`));
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'refused') && mail.sent.length >= 3);
    await bench.station.syncOnce();
    expect(mail.sent).toHaveLength(3);
    expect(mail.sent.at(-1)?.text).toContain('La ventanilla rechazó 3 certificados.');
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toHaveLength(8);
  });
});
