import type { Words } from '#core/finding.ts';

/**
 * The administrator's policy: machine over user over default. A value that cannot be used is refused with its reason
 * and the default holds; a bad policy never stops the station.
 */
export type PolicySource = 'machine' | 'user' | 'default';

/** One key: what holds when nobody says otherwise, and how a value is read; `undefined` where it cannot be used. */
export type PolicyRule<Value> = {
  readonly fallback: Value;
  readonly expects: Words;
  /** what only an administrator may decide: a user's policy that names it is told so */
  readonly isMachineOnly?: boolean;
  read(value: unknown): Value | undefined;
};

/** What was found in one place; a place where there is nothing is no layer. */
export type PolicyLayer = {
  readonly source: 'machine' | 'user';
  /** the file or the registry key */
  readonly place: string;
  readonly content: { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: Words };
  /** a machine's, but anybody may write it: it counts as a user's */
  readonly isLoose?: true;
};

/** Something of the policy that does not hold, in words for whoever wrote it. */
export type PolicyProblem = {
  readonly kind: 'unreadable' | 'unknownKey' | 'badValue' | 'incomplete';
  readonly key: string | null;
  readonly source: 'machine' | 'user';
  readonly place: string;
  readonly sentence: Words;
};

export type PolicyRow<Value = unknown> = {
  readonly key: string;
  readonly value: Value;
  readonly source: PolicySource;
  readonly place: string | null;
  /** a policy names this key, even where its value was refused: the person at the station does not change it */
  readonly isHeld: boolean;
};

export type EffectivePolicy<Values> = {
  readonly values: Values;
  readonly rows: readonly PolicyRow[];
  readonly problems: readonly PolicyProblem[];
};

export function mergePolicy<Values extends object>(
  rules: { readonly [Key in keyof Values]: PolicyRule<Values[Key]> },
  layers: readonly PolicyLayer[],
): EffectivePolicy<Values> {
  const known: Readonly<Record<string, PolicyRule<unknown>>> = rules;
  const problems: PolicyProblem[] = [];
  const found = (['machine', 'user'] as const).flatMap((source) =>
    layers.filter((layer) => layer.source === source).map((layer) => ({ layer, keys: keysOf(layer, known, problems) })),
  );
  for (const { place } of layers.filter(({ isLoose }) => isLoose))
    problems.push({ kind: 'badValue', key: null, source: 'user', place, sentence: loose });
  for (const { layer, keys } of found.filter(({ layer }) => layer.source === 'user')) {
    for (const key of keys.keys()) {
      if (known[key]?.isMachineOnly)
        problems.push({ kind: 'badValue', key, source: 'user', place: layer.place, sentence: machineOnly(key) });
    }
  }
  const rows = Object.entries(known).map(([key, rule]): PolicyRow => {
    const first = found.find(({ layer, keys }) => keys.has(key) && !(rule.isMachineOnly && layer.source === 'user'));
    if (first === undefined) return { key, value: rule.fallback, source: 'default', place: null, isHeld: false };
    const { source, place } = first.layer;
    const value = rule.read(first.keys.get(key));
    if (value !== undefined) return { key, value, source, place, isHeld: true };
    // What the machine's policy meant to fix is not left to the user's: the default holds.
    problems.push({ kind: 'badValue', key, source, place, sentence: refused(key, rule.expects) });
    return { key, value: rule.fallback, source: 'default', place: null, isHeld: true };
  });
  return { values: Object.fromEntries(rows.map(({ key, value }) => [key, value])) as Values, rows, problems };
}

/** `{"gateway": {"url": ...}}` and `{"gateway.url": ...}` say the same. */
function keysOf(layer: PolicyLayer, known: Readonly<Record<string, unknown>>, problems: PolicyProblem[]): ReadonlyMap<string, unknown> {
  const { source, place, content } = layer;
  const keys = new Map<string, unknown>();
  if (!content.ok) {
    problems.push({ kind: 'unreadable', key: null, source, place, sentence: content.reason });
    return keys;
  }
  if (!isGroup(content.value)) {
    problems.push({ kind: 'unreadable', key: null, source, place, sentence: notAnObject });
    return keys;
  }
  const groups = new Set(Object.keys(known).map((key) => key.slice(0, key.indexOf('.'))));
  const take = (key: string, value: unknown): void => {
    if (Object.hasOwn(known, key)) keys.set(key, value);
    else problems.push({ kind: 'unknownKey', key, source, place, sentence: unknown(key) });
  };
  for (const [name, value] of Object.entries(content.value)) {
    if (!groups.has(name)) take(name, value);
    else if (isGroup(value)) for (const [inner, each] of Object.entries(value)) take(`${name}.${inner}`, each);
    else problems.push({ kind: 'badValue', key: name, source, place, sentence: notAGroup(name) });
  }
  return keys;
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const notAnObject: Words = {
  es: 'La política debe ser un objeto JSON: { "gateway": { "url": "https://…" } }.',
  en: 'The policy must be a JSON object: { "gateway": { "url": "https://…" } }.',
};

const loose: Words = {
  es: 'Puede escribirla cualquiera: cuenta como la del usuario. El archivo ha de ser de root, con modo 644.',
  en: 'Anybody may write it: it counts as the user’s. The file has to be root’s, with mode 644.',
};

function refused(key: string, expects: Words): Words {
  return {
    es: `${key}: el valor no sirve; se espera ${expects.es}. Rige el valor por defecto.`,
    en: `${key}: the value cannot be used; ${expects.en} is expected. The default holds.`,
  };
}

function machineOnly(key: string): Words {
  return {
    es: `${key}: solo lo decide la política de la máquina; en la del usuario no rige.`,
    en: `${key}: only the machine’s policy decides it; in the user’s it does not hold.`,
  };
}

function unknown(key: string): Words {
  const name = key.slice(0, 80);
  return {
    es: `${name}: no es una clave de la política. Revise cómo está escrita.`,
    en: `${name}: not a key of the policy. Check its spelling.`,
  };
}

function notAGroup(name: string): Words {
  return {
    es: `${name}: es un grupo de claves; se espera un objeto.`,
    en: `${name}: a group of keys; an object is expected.`,
  };
}
