import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod/mini';
import { issueWords } from '#contract/issue-words.ts';
import { hashPassword } from '#gateway/passwords.ts';
import { loadFolder } from '#gateway/load-folder.ts';
import { startGateway } from '#gateway/start-gateway.ts';

const usage = `node gateway/serve.ts --dir D
  D/gateway.json: {"host", "port", "name", "tls": {"key", "cert", "clientCa"}, "users": [{"name", "country", "participant", "passwordHash" or "password",
  "certificateSha256", "receives"}]}; file names are relative to D. The SQLite file and uploads are kept in D/data.
  D/crl, D/work and D/officials (NUMBER-replica.xml, NUMBER-delta.xml) are read at the start where they exist.
node gateway/serve.ts --hash-password < FILE
  prints the passwordHash of the password in FILE (its first line).`;

const configuration = z.strictObject({
  host: z._default(z.string(), '127.0.0.1'),
  port: z._default(z.int().check(z.minimum(0), z.maximum(65_535)), 8443),
  name: z._default(z.string(), 'localhost'),
  tls: z.strictObject({ key: z.string(), cert: z.string(), clientCa: z.string() }),
  users: z.array(
    z.strictObject({
      name: z.string().check(z.minLength(1)),
      country: z.string().check(z.regex(/^[A-Z]{2}$/)),
      participant: z._default(z.nullable(z.string()), null),
      password: z.optional(z.string()),
      passwordHash: z.optional(z.string()),
      certificateSha256: z._default(z.nullable(z.string()), null),
      receives: z._default(z.boolean(), false),
    }),
  ),
});

const { values } = parseArgs({ options: { dir: { type: 'string' }, 'hash-password': { type: 'boolean' } } });
if (values['hash-password']) {
  const [password = ''] = readFileSync(0, 'utf8').split(/\r?\n/);
  console.log(await hashPassword(password));
  process.exit(0);
}
if (values.dir === undefined) {
  console.error(usage);
  process.exit(2);
}
const folder = path.resolve(values.dir);
const settings = configuration.parse(JSON.parse(readFileSync(path.join(folder, 'gateway.json'), 'utf8')), issueWords);
const pem = (name: string) => readFileSync(path.resolve(folder, name), 'utf8');
const gateway = await startGateway({
  ...settings,
  folder: path.join(folder, 'data'),
  tls: { key: pem(settings.tls.key), cert: pem(settings.tls.cert), clientCa: pem(settings.tls.clientCa) },
  report: (event, details) => console.error(JSON.stringify({ at: new Date().toISOString(), event, ...details })),
});
loadFolder(gateway.admin, folder);
console.log(JSON.stringify({ url: gateway.url, port: gateway.port }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void gateway.close().then(() => process.exit(0));
  });
}
