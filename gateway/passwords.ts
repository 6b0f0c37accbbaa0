import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const cost = { N: 1 << 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

/** `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost.N, cost.r, cost.p);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

function derive(password: string, salt: Buffer, N: number, r: number, p: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, { N, r, p, maxmem: cost.maxmem }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64url');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), Number(N), Number(r), Number(p));
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

/**
 * scrypt is slow on purpose, and Basic sends the password with every request: what was proven once is remembered as a
 * keyed digest for the life of the process. Wrong passwords always pay the whole price, one after another.
 */
export function createPasswordCheck(): (user: string, password: string, stored: string) => Promise<boolean> {
  const processKey = randomBytes(32);
  const proven = new Map<string, Buffer>();
  let turn: Promise<unknown> = Promise.resolve();
  return async (user, password, stored) => {
    const digest = createHmac('sha256', processKey).update(`${user}\0${stored}\0${password}`).digest();
    const known = proven.get(user);
    if (known && timingSafeEqual(known, digest)) return true;
    const mine = turn.then(async () => verifyPassword(password, stored));
    turn = mine.catch(() => undefined);
    const isRight = await mine;
    if (isRight) proven.set(user, digest);
    return isRight;
  };
}
