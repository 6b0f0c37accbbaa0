import type { Failure } from '#core/failure.ts';

const said: Readonly<Record<string, string>> = {
  EAUTH: 'user or password refused',
  ETLS: 'no encrypted connection',
  EENVELOPE: 'addresses refused',
  EMESSAGE: 'message refused',
  ETIMEDOUT: 'no answer in time',
  ETIMEOUT: 'no answer in time',
  EDNS: 'server name not found',
  ECONNECTION: 'connection failed',
  ESOCKET: 'connection failed',
  EPROTOCOL: 'not a mail server',
};

/** The one map from nodemailer's errors. The server's own words are kept: they name the mailbox or the rule. */
export function mailFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'mailRefused', detail: String(error) };
  const { code = '', response } = error as Error & { readonly code?: string; readonly response?: string };
  const detail = [said[code] ?? code, response ?? error.message].filter((part) => part !== '').join(': ');
  return { code: 'mailRefused', detail: detail.slice(0, 500) };
}
