import { z } from 'zod/mini';
import type { Words } from '#core/finding.ts';
import { noticeRoles } from '#core/notice-roles.ts';
import type { PolicyRule } from '#core/policy.ts';
import type { policyWords } from '#core/text/policy-words.ts';
import { words } from '#contract/shapes.ts';

/** How a value is written down: decides the field in the Windows template and the words when it is refused. */
export type PolicyForm =
  | { readonly kind: 'text' | 'path' | 'list' | 'flag' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

export type PolicyKeyRule<Value> = PolicyRule<Value> & {
  readonly form: PolicyForm;
};

type Shape<Value> = { readonly schema: z.ZodMiniType<Value>; readonly form: PolicyForm; readonly expects: Words };

function rule<Value>({ schema, form, expects }: Shape<Value>, fallback: NoInfer<Value>): PolicyKeyRule<Value> {
  return {
    form,
    expects,
    fallback,
    read: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? parsed.data : undefined;
    },
  };
}

function text(largest: number): Shape<string | null> {
  return {
    // U+FFFD is what is left of a letter that came in another encoding: such a name must not reach a certificate.
    schema: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(largest), z.regex(/^[^\p{Cc}\uFFFD]*$/u))),
    form: { kind: 'text' },
    expects: { es: `un texto de 1 a ${largest} caracteres`, en: `a text of 1 to ${largest} characters` },
  };
}

function pattern(regex: RegExp, expects: Words): Shape<string | null> {
  return { schema: z.nullable(z.string().check(z.regex(regex))), form: { kind: 'text' }, expects };
}

function number(min: number, max: number): Shape<number> {
  return {
    schema: z.int().check(z.minimum(min), z.maximum(max)),
    form: { kind: 'number', min, max },
    expects: { es: `un número entero entre ${min} y ${max}`, en: `a whole number between ${min} and ${max}` },
  };
}

function choice<const Choice extends string>(...choices: readonly [Choice, ...Choice[]]): Shape<Choice> {
  return {
    schema: z.enum(choices),
    form: { kind: 'choice', choices },
    expects: { es: `uno de ${choices.join(', ')}`, en: `one of ${choices.join(', ')}` },
  };
}

function listOf<Item>(item: z.ZodMiniType<Item>, expects: Words): Shape<Item[]> {
  return { schema: z.array(item).check(z.maxLength(50)), form: { kind: 'list' }, expects };
}

const flag: Shape<boolean> = { schema: z.boolean(), form: { kind: 'flag' }, expects: { es: 'true o false', en: 'true or false' } };

/** No password in an address: a policy is read by everyone on the machine. */
const address = (protocol: RegExp): z.ZodMiniType<string> => z.url({ protocol }).check(z.maxLength(2048), z.regex(/^[^@]+$/));
const httpsUrl: Shape<string | null> = {
  schema: z.nullable(address(/^https$/)),
  form: { kind: 'text' },
  expects: {
    es: 'una dirección completa que empiece por https://, sin usuario ni contraseña',
    en: 'a full address that begins with https://, without user or password',
  },
};
const proxyUrl: Shape<string | null> = {
  schema: z.nullable(address(/^https?$/)),
  form: { kind: 'text' },
  expects: {
    es: 'una dirección como http://proxy.ejemplo:3128, sin usuario ni contraseña',
    en: 'an address like http://proxy.example:3128, without user or password',
  },
};

const absolute = z.string().check(z.maxLength(1024), z.regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\0\n\r]*$/));
const path: Shape<string | null> = {
  schema: z.nullable(absolute),
  form: { kind: 'path' },
  expects: { es: 'una ruta completa de archivo o carpeta', en: 'a full path of a file or folder' },
};
const paths = listOf(absolute, { es: 'una lista de rutas completas', en: 'a list of full paths' });

const mailBox = z.email().check(z.maxLength(254));
const recipient = z.object({
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/))),
  role: z._default(z.enum(noticeRoles), 'duty'),
  address: mailBox,
  language: z._default(z.enum(['es', 'en']), 'es'),
});
/** The registry knows texts only: `CL;duty;name@place;es`, or `*` for every country. */
function recipientOfText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const [place, role, box, tongue] = value.split(';').map((part) => part.trim());
  return { country: place === '*' ? null : place, role: role || undefined, address: box, language: tongue || undefined };
}
const recipients = listOf(z.pipe(z.transform(recipientOfText), recipient), {
  es: 'una lista de «país;cargo;dirección;idioma», con país de dos letras o *, cargo duty, head o technical, idioma es o en',
  en: 'a list of “country;role;address;language”: country of two letters or *, role duty, head or technical, language es or en',
});

const labels = listOf(z.string().check(z.trim(), z.minLength(1), z.maxLength(32)), {
  es: 'una lista de etiquetas de hasta 32 caracteres',
  en: 'a list of labels of up to 32 characters',
});

const versions = listOf(z.string().check(z.regex(/^[a-z-]{1,40}\/(?:[A-Z]{2}|\*)=[A-Za-z0-9.-]{1,20}$/)), {
  es: 'una lista de «tipo/país=versión», con * en vez del país para todos los demás',
  en: 'a list of “type/country=version”, with * instead of the country for every other one',
});
const country = pattern(/^[A-Z]{2}$/, { es: 'un país de dos letras mayúsculas', en: 'a country of two capital letters' });
const entityId = pattern(/^[A-Z0-9]{3}$/, { es: 'tres letras mayúsculas o cifras', en: 'three capital letters or digits' });
const languages = listOf(z.enum(['es', 'en']), { es: 'una lista de es y en', en: 'a list of es and en' });
const keySources = listOf(z.enum(['pkcs11', 'pkcs12', 'efirma']), {
  es: 'una lista de pkcs11, pkcs12 y efirma',
  en: 'a list of pkcs11, pkcs12 and efirma',
});

/** SubjectPublicKeyInfo of Ed25519 (44 bytes) or P-256 (91), as `scripts/update-order.ts public` writes it. */
const updateKeys = listOf(z.string().check(z.regex(/^(?:[A-Za-z0-9+/]{59}=|[A-Za-z0-9+/]{122}==)$/)), {
  es: 'una lista de claves públicas Ed25519 o P-256, cada una en una línea en base64',
  en: 'a list of Ed25519 or P-256 public keys, each on one line in base64',
});

/** Every key of the policy; a password never stands in it, only the file that holds it. */
export const policyKeys = {
  'station.country': rule(country, null),
  'station.entityId': rule(entityId, null),
  'station.entityName': rule(text(256), null),
  'station.entityAddress': rule(text(256), null),
  'station.entityCity': rule(text(50), null),
  'station.entityUrl': rule(text(64), null),
  'station.language': rule(choice('es', 'en'), 'es'),
  'station.languages': rule(languages, ['es', 'en']),
  'station.urgentHours': rule(number(1, 720), 24),
  'documents.versions': rule(versions, []),
  'gateway.url': rule(httpsUrl, null),
  'gateway.transport': rule(choice('rest', 'soap'), 'rest'),
  'gateway.user': rule(text(100), null),
  'gateway.passwordFile': rule(path, null),
  'gateway.caFile': rule(path, null),
  'gateway.certificateFile': rule(path, null),
  'gateway.keyFile': rule(path, null),
  'gateway.station': rule(text(64), null),
  'gateway.proxy': rule(choice('system', 'direct', 'fixed'), 'system'),
  'gateway.proxyUrl': rule(proxyUrl, null),
  'modules.paths': rule(paths, []),
  'modules.only': rule(flag, false),
  'modules.ignorePinPad': rule(flag, false),
  'modules.issuerContact': rule(text(300), null),
  'modules.sessionMinutes': rule(number(1, 480), 5),
  'hsm.module': rule(path, null),
  'hsm.partitions': rule(labels, []),
  'hsm.sessions': rule(number(1, 32), 4),
  'trust.anchorsFolder': rule(path, null),
  'trust.intermediatesFolder': rule(path, null),
  'trust.crlFolder': rule(path, null),
  'trust.directoryAuthorityFile': rule(path, null),
  'contingency.offeredAfterMinutes': rule(number(1, 10_080), 30),
  'contingency.evidenceHours': rule(number(0, 720), 72),
  'mail.host': rule(text(253), null),
  'mail.port': rule(number(1, 65_535), 465),
  'mail.security': rule(choice('tls', 'starttls', 'none'), 'tls'),
  'mail.user': rule(text(254), null),
  'mail.passwordFile': rule(path, null),
  'mail.from': rule(
    { schema: z.nullable(mailBox), form: { kind: 'text' }, expects: { es: 'una dirección de correo', en: 'a mail address' } },
    null,
  ),
  'mail.caFile': rule(path, null),
  'mail.addresses': rule(recipients, []),
  'keySources.allowed': rule(keySources, ['pkcs11']),
  'updates.mode': rule(choice('off', 'on'), 'off'),
  'updates.feed': rule(httpsUrl, null),
  'updates.group': rule(text(64), null),
  'updates.keys': { ...rule(updateKeys, []), isMachineOnly: true },
  'updates.caFile': rule(path, null),
  'retention.years': rule(number(5, 100), 10),
  'log.level': rule(choice('error', 'warn', 'info', 'debug'), 'info'),
  'log.files': rule(number(1, 100), 5),
} satisfies Readonly<Record<keyof typeof policyWords, PolicyKeyRule<never> | PolicyKeyRule<unknown>>>;

export type PolicyKey = keyof typeof policyKeys;
type RuleValue<Rule> = Rule extends PolicyKeyRule<infer Value> ? Value : never;
export type PolicyValues = { readonly [Key in PolicyKey]: RuleValue<(typeof policyKeys)[Key]> };

/** What holds and where it came from, as the settings screen and the doctor show it. */
export const effectivePolicy = z.object({
  /** a configuration file stands in place of the policy, as in practice and tests */
  isReplaced: z.boolean(),
  rows: z.array(
    z.object({
      key: z.string(),
      /** as text; never a secret, the policy holds none */
      value: z.nullable(z.string()),
      source: z.enum(['machine', 'user', 'default']),
      place: z.nullable(z.string()),
      isHeld: z.boolean(),
    }),
  ),
  problems: z.array(
    z.object({
      kind: z.enum(['unreadable', 'unknownKey', 'badValue', 'incomplete']),
      key: z.nullable(z.string()),
      source: z.enum(['machine', 'user']),
      place: z.string(),
      sentence: words,
    }),
  ),
});
export type PolicyReport = z.infer<typeof effectivePolicy>;
