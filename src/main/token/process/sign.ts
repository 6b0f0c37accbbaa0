import pkcs11js, { type Handle, type PKCS11 } from 'pkcs11js';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { failureFromCkr } from '#main/token/process/ckr.ts';
import type { OpenLogin } from '#main/token/process/log-in.ts';
import { planSignature, type Plan } from '#main/token/process/mechanisms.ts';
import type { Made } from '#main/token/process/sign-each.ts';
import { withPin } from '#main/token/process/with-pin.ts';

/** Signs with one login. */
export type Signer = {
  /** in line: nothing else runs in this process meanwhile */
  sign(toBeSigned: Uint8Array, algorithm: SignatureAlgorithm): Result<Made>;
  /** on a worker thread, on whichever session is free; after the first that fails none that waits begins */
  signBeside(toBeSigned: Uint8Array, algorithm: SignatureAlgorithm): Promise<Result<Made>>;
};

export function createSigner(pkcs11: PKCS11, login: OpenLogin, pin: Uint8Array | null): Signer {
  const plans = new Map<SignatureAlgorithm, Plan | null>();
  const [first] = login.sessions;
  const free = [...login.sessions];
  const waiting: ((session: Handle) => void)[] = [];

  const planFor = (algorithm: SignatureAlgorithm): Plan | null => {
    const known = plans.get(algorithm);
    if (known !== undefined) return known;
    const plan = planSignature(algorithm, login.family, login.mechanisms);
    plans.set(algorithm, plan);
    return plan;
  };
  const begin = (session: Handle, plan: Plan): void => {
    pkcs11.C_SignInit(session, plan.mechanism, login.key);
    // CKA_ALWAYS_AUTHENTICATE: a context-specific login between C_SignInit and C_Sign (PKCS#11 v2.40 section 4.9).
    if (login.authenticate) withPin(pin, (text) => pkcs11.C_Login(session, pkcs11js.CKU_CONTEXT_SPECIFIC, text));
  };
  const whyNot = (error: unknown, algorithm: string): Failure => failureFromCkr(error, { label: login.label, needed: algorithm });

  const take = (): Promise<Handle> => {
    const session = free.pop();
    return session === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(session);
  };
  const giveBack = (session: Handle): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(session);
    else next(session);
  };
  let isOver = false;
  return {
    sign: (toBeSigned, algorithm) => {
      const plan = planFor(algorithm);
      if (plan === null || first === undefined) return failed({ code: 'mechanismMissing', needed: algorithm });
      const begunMs = performance.now();
      try {
        begin(first, plan);
        return made(pkcs11.C_Sign(first, plan.data(toBeSigned), Buffer.alloc(login.signatureLength)), begunMs);
      } catch (error) {
        return failed(whyNot(error, algorithm));
      }
    },
    signBeside: async (toBeSigned, algorithm) => {
      const plan = planFor(algorithm);
      if (plan === null) return failed({ code: 'mechanismMissing', needed: algorithm });
      const session = await take();
      const begunMs = performance.now();
      try {
        if (isOver) return failed({ code: 'sessionEnded' });
        begin(session, plan);
        return made(await pkcs11.C_SignAsync(session, plan.data(toBeSigned), Buffer.alloc(login.signatureLength)), begunMs);
      } catch (error) {
        const failure = whyNot(error, algorithm);
        isOver ||= failure.code !== 'mechanismMissing';
        return failed(failure);
      } finally {
        giveBack(session);
      }
    },
  };
}

function made(signature: Buffer, begunMs: number): Result<Made> {
  return done({ signature: new Uint8Array(signature), tookMs: performance.now() - begunMs });
}
