import type { Failure } from '#core/failure.ts';

/** Why no whole answer came. The one map from Node's, OpenSSL's and undici's errors to words a person can act on. */
export type LineError = {
  readonly failure: Failure;
  /** false only when it is certain that nothing of the request left this machine for the gateway */
  readonly mayHaveArrived: boolean;
  readonly isConnectionLost: boolean;
};

/** The name does not resolve, nobody listens, no way there: the request was never sent. */
const neverConnected = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The chain or the name of the gateway's certificate does not hold (OpenSSL X509_V_ERR, Node's names). */
const notTrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The gateway's TLS did not like our client certificate; under TLS 1.3 it says so after the handshake. */
const clientCertificateAlert =
  /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED|UNSUPPORTED_CERTIFICATE|HANDSHAKE_FAILURE)|ALERT_NUMBER_(40|42|43|44|45|46|48|49|116)/;
/** The numbers reverse proxies give "client certificate refused" and "no client certificate". */
const certificateRefused = 495;
const certificateMissing = 496;

/** `isFromConnecting`: the error was met before the connection stood; afterwards TLS can fail with an answer under way. */
export function failureOfError(error: unknown, isFromConnecting = false): LineError {
  const chain = causesOf(error);
  const codes = chain.map(codeOf);
  const detail = chain.map((cause) => (cause instanceof Error ? cause.message : String(cause))).join(' < ');
  const alert = [...codes, detail.toUpperCase().replace(/[ :]+/g, '_')].find((code) => clientCertificateAlert.test(code));
  if (alert !== undefined) {
    const status = alert.includes('CERTIFICATE_REQUIRED') ? certificateMissing : certificateRefused;
    return sure({ code: 'gatewayRefusedUs', status });
  }
  const untrusted = codes.find((code) => notTrusted.has(code));
  if (untrusted !== undefined) return sure({ code: 'gatewayNotTrusted', detail: untrusted });
  const tunnel = /Proxy response \((\d{3})\)/.exec(detail)?.[1];
  if (tunnel !== undefined) {
    return sure(
      /^50[0-9]$/.test(tunnel)
        ? { code: 'gatewayUnreachable', detail: `proxy ${tunnel}` }
        : { code: 'gatewayIsSomethingElse', detail: `proxy ${tunnel}` },
    );
  }
  const absent = codes.find((code) => neverConnected.has(code));
  if (absent !== undefined) return sure({ code: 'gatewayUnreachable', detail: absent });
  // what answered does not speak TLS, or not HTTP
  if (
    isFromConnecting &&
    codes.some((code) => /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/.test(code))
  ) {
    return sure({ code: 'gatewayIsSomethingElse', detail: 'not TLS' });
  }
  if (codes.some((code) => code.startsWith('HPE_'))) return unsure({ code: 'gatewayIsSomethingElse', detail: 'not HTTP' });
  if (error instanceof RangeError || codes.some((code) => code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE')) {
    return unsure({ code: 'gatewayIsSomethingElse', detail });
  }
  if (codes.some((code) => code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO')) {
    const found = codes.find((code) => code !== '') ?? detail;
    // records damaged on their way are the line's fault; a handshake that fails is a matter of trust
    return isFromConnecting ? sure({ code: 'gatewayNotTrusted', detail: found }) : unsure({ code: 'gatewayUnreachable', detail: found });
  }
  if (chain.some((cause) => cause instanceof Error && cause.name === 'TimeoutError')) {
    return unsure({ code: 'gatewayUnreachable', detail: 'no answer in time' });
  }
  return { failure: { code: 'gatewayUnreachable', detail }, mayHaveArrived: true, isConnectionLost: codes.some((code) => lost.has(code)) };
}

const lost = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function sure(failure: Failure): LineError {
  return { failure, mayHaveArrived: false, isConnectionLost: false };
}

function unsure(failure: Failure): LineError {
  return { failure, mayHaveArrived: true, isConnectionLost: false };
}

function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let here = error; here !== undefined && here !== null && chain.length < 8;) {
    chain.push(here);
    if (here instanceof AggregateError) chain.push(...(here.errors as unknown[]).slice(0, 4));
    here = here instanceof Error ? here.cause : undefined;
  }
  return chain;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}
