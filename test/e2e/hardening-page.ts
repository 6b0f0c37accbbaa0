/** Runs inside the page, as what took it over would: it has the bridge and nothing else. Stands alone, because it is sent there as text. */
export async function hostileCalls({ names, count }: { names: string[]; count: number }): Promise<Record<string, number>> {
  type Answer = { ok: boolean; failure?: { code: string } };
  type Bridge = {
    call(name: unknown, body: unknown): Promise<string | Answer>;
    saveFile(name: unknown, bytes: unknown): Promise<unknown>;
    chooseFiles(kind: unknown): Promise<unknown>;
  };
  const { rubrica } = globalThis as unknown as { rubrica: Bridge };
  let state = 20_261_122;
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const ring: Record<string, unknown> = { id: 'x' };
  ring['self'] = ring;
  let deep: unknown = 'end';
  for (let i = 0; i < 400; i += 1) deep = [deep];
  let deeper: unknown = {};
  for (let i = 0; i < 5_000; i += 1) deeper = { a: deeper };
  const texts: readonly unknown[] = [
    '',
    '__proto__',
    '../../etc/passwd',
    "' OR 1=1 --",
    'a\u0000b',
    '\ud800',
    'x'.repeat(300_000),
    `sha256:${'0'.repeat(64)}`,
  ];
  const plain: readonly unknown[] = [0, -1, Number.NaN, Infinity, 2 ** 60, 10n ** 30n, null, undefined, true];
  const carried: readonly unknown[] = [
    new Uint8Array(8),
    new Float64Array(2),
    new ArrayBuffer(4),
    new Date(Number.NaN),
    /a/g,
    new Map([[1, ring]]),
    new Set([ring]),
  ];
  const odd: readonly unknown[] = [
    ring,
    deep,
    deeper,
    () => 1,
    Symbol.iterator,
    document.body,
    globalThis,
    new Proxy({}, {}),
    new Error('x'),
    Promise.resolve(1),
  ];
  const values: readonly unknown[] = [
    ...texts,
    ...plain,
    ...carried,
    ...odd,
    JSON.parse('{"__proto__":{"ok":true},"constructor":{"prototype":{"isAdmin":true}},"then":1}'),
    Object.assign([], { length: 5_000 }),
  ];
  const keys = ['id', 'ids', 'digest', 'bytes', 'values', 'search', 'box', 'batchId', 'fingerprint', 'reason', '__proto__', 'then'];
  const value = (): unknown => values[below(values.length)];
  const body = (): unknown =>
    below(3) === 0 ? value() : Object.fromEntries(Array.from({ length: 1 + below(3) }, () => [keys[below(keys.length)] ?? '', value()]));
  const seen: Record<string, number> = {};
  const note = (what: string): void => void (seen[what] = (seen[what] ?? 0) + 1);
  const one = async (): Promise<void> => {
    try {
      const which = below(40);
      if (which === 0) return note((await rubrica.saveFile(value(), value())) === undefined ? 'nothing' : 'saveFile');
      if (which === 1) return note((await rubrica.chooseFiles(value())) === undefined ? 'nothing' : 'chooseFiles');
      const told = await rubrica.call(which < 5 ? value() : names[below(names.length)], body());
      const reply = typeof told === 'string' ? (JSON.parse(told) as Answer) : told;
      return note(reply.ok ? 'ok' : (reply.failure?.code ?? '?'));
    } catch (error) {
      // what structured clone or the bridge does not carry never left the page; a throw of the shell did
      return note(
        String(error).includes('Error invoking remote method') ? `thrown by the shell: ${String(error).slice(0, 200)}` : 'not carried',
      );
    }
  };
  for (let done = 0; done < count; done += 50) await Promise.all(Array.from({ length: Math.min(50, count - done) }, one));
  return seen;
}

/** Every outgoing document and the state it stands in, told by the station. */
export async function outgoingNow(): Promise<string[]> {
  type Work = { value: { rows: { id: string; state: string }[] } };
  const { rubrica } = globalThis as unknown as { rubrica: { call(name: string, body: unknown): Promise<string | Work> } };
  const told = await rubrica.call('work', { box: 'all', limit: 1000 });
  const { value } = typeof told === 'string' ? (JSON.parse(told) as Work) : told;
  return value.rows.map(({ id, state }) => `${id} ${state}`).sort();
}
