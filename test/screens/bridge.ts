/** What the preload does in the real window, over Playwright's bridge, which carries JSON only. */
export function installBridge(): void {
  const page = globalThis as unknown as Record<string, (...values: readonly unknown[]) => Promise<unknown>> & { rubrica: unknown };
  const wrap = (value: unknown): unknown =>
    value instanceof Uint8Array
      ? { asBytes: [...value] }
      : Array.isArray(value)
        ? value.map(wrap)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, wrap(one)]))
          : value;
  const unwrap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unwrap);
    if (value === null || typeof value !== 'object') return value;
    const bytes = (value as { asBytes?: number[] }).asBytes;
    return bytes ? new Uint8Array(bytes) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unwrap(one)]));
  };
  page.rubrica = {
    call: async (name: string, request: unknown) => unwrap(await page['__call']?.(name, wrap(request))),
    on: (event: string, listener: (payload: unknown) => void) => {
      const forward = (told: Event): void => {
        const { detail } = told as CustomEvent<{ event: string; body: unknown }>;
        if (detail.event === event) listener(detail.body);
      };
      addEventListener('station', forward);
      return () => removeEventListener('station', forward);
    },
    updates: (ask: string) => page['__updates']?.(ask),
    chooseFiles: async () => {
      const chosen = (await page['__choose']?.()) as { name: string; bytes: number[] }[];
      return chosen.map((file) => ({ name: file.name, bytes: new Uint8Array(file.bytes) }));
    },
    takeOpened: () => page['__opened']?.(),
    addKeySource: (kind: string) => page['__addKeySource']?.(kind),
    savePdf: (name: string) => page['__pdf']?.(name),
    saveFile: (name: string, bytes: Uint8Array) => page['__save']?.(name, bytes.length),
  };
  addEventListener(
    'securitypolicyviolation',
    (event) => void page['__trouble']?.(`policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
}

export function pack(value: unknown): unknown {
  if (value instanceof Uint8Array) return { asBytes: [...value] };
  if (Array.isArray(value)) return value.map(pack);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one)]));
}

export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (value === null || typeof value !== 'object') return value;
  const bytes = (value as { asBytes?: number[] }).asBytes;
  return bytes ? new Uint8Array(bytes) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one)]));
}
