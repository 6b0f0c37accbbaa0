import { createHash, X509Certificate } from 'node:crypto';
import type { z } from 'zod/mini';
import { checkRequest, type checkAnswer } from '#contract/gateway-api.ts';
import type { Handler } from '#gateway/context.ts';
import { BadRequest } from '#gateway/cursor.ts';
import { json, problemAnswer } from '#gateway/http.ts';
import { readJson } from '#gateway/json-body.ts';

type FileRow = { readonly sequence: number; readonly kind: string; readonly sha256: string; readonly bytes: Buffer };

/**
 * The signed directory after a sequence number: every delta where they reach without a gap, otherwise the newest
 * replica and the deltas after it. The files are signed by the directory authority; this server only carries them.
 */
export const listOfficials: Handler = ({ ledger }, { query }) => {
  const after = Number(query.get('after') ?? '0');
  if (!Number.isSafeInteger(after) || after < 0) throw new BadRequest('after: a sequence number');
  const replica = ledger
    .prepare<[], { sequence: number }>(`select sequence from officials_files where kind = 'replica' order by sequence desc limit 1`)
    .get();
  const from = after === 0 && replica ? replica.sequence - 1 : after;
  const rows = ledger.prepare<[number], FileRow>('select * from officials_files where sequence > ? order by sequence limit 100').all(from);
  return json(200, {
    files: rows.map((row) => ({ sequence: row.sequence, kind: row.kind, document: row.bytes.toString('base64'), sha256: row.sha256 })),
  });
};

export type OfficialRow = {
  readonly fingerprint: string;
  readonly country: string;
  readonly entity_id: string;
  readonly entity_name: string;
  readonly scope: string;
  readonly jurisdiction: string;
  readonly name: string;
  readonly is_official: number;
  readonly is_enabled: number;
  readonly enabled_from: string;
  readonly enabled_until: string | null;
  readonly revoked_at: string | null;
};

/** The on-line check as ALADI's SCOD answers it (ALADI/SEC/di 2327): one code, judged at the time of signing. */
export const checkOfficial: Handler = async ({ ledger }, { http }) => {
  const body = await readJson(http, checkRequest);
  if (!body.ok) return body.answer.status === 422 ? json(200, checkResult('97', null)) : body.answer;
  const { at, country, entityId, certificate } = body.value;
  const parsed = parseCertificate(certificate);
  if (!parsed) return json(200, checkResult('01', null));
  const time = new Date(at).getTime();
  if (time < new Date(parsed.validFrom).getTime() || time > new Date(parsed.validTo).getTime()) return json(200, checkResult('02', null));
  const fingerprint = createHash('sha256').update(parsed.raw).digest('hex');
  const row = ledger.prepare<[string], OfficialRow>('select * from officials where fingerprint = ?').get(fingerprint);
  return json(200, checkResult(row ? judgeOfficial(row, time, country, entityId) : '04', row ?? null));
};

type Code = z.infer<typeof checkAnswer>['code'];

function judgeOfficial(row: OfficialRow, time: number, country: string, entityId: string): Code {
  if (row.revoked_at !== null && new Date(row.revoked_at).getTime() <= time) return '03';
  if (row.is_official === 0) return '08';
  if (row.country !== country) return '06';
  if (row.entity_id !== entityId) return '07';
  const isWithin =
    new Date(row.enabled_from).getTime() <= time && (row.enabled_until === null || time <= new Date(row.enabled_until).getTime());
  return row.is_enabled === 1 && isWithin ? '00' : '05';
}

const messages: Readonly<Record<Code, string>> = {
  '00': 'Certificado vigente y funcionario habilitado / certificate valid and official enabled',
  '01': 'Formato incorrecto / wrong format',
  '02': 'Certificado fuera de vigencia / certificate not in date',
  '03': 'Certificado revocado por la autoridad certificante / revoked by the certification authority',
  '04': 'Certificado no registrado / certificate not registered',
  '05': 'Funcionario no habilitado / official disabled',
  '06': 'El país no corresponde / wrong country',
  '07': 'La entidad no corresponde / entity does not match',
  '08': 'Registrado, pero no como funcionario / registered but not an official',
  '97': 'Parámetros incorrectos / bad parameters',
  '98': 'Dirección no autorizada / address not authorised',
  '99': 'Usuario o clave incorrectos / bad user or password',
};

function checkResult(code: Code, row: OfficialRow | null): z.infer<typeof checkAnswer> {
  const isTold = row !== null && code !== '08';
  return {
    code,
    message: messages[code],
    entityName: isTold ? row.entity_name : null,
    scope: isTold ? row.scope : null,
    jurisdiction: isTold ? row.jurisdiction : null,
    officialName: isTold ? row.name : null,
  };
}

/** PEM, or DER in base64 as ALADI sends it. */
function parseCertificate(text: string): X509Certificate | null {
  try {
    return new X509Certificate(text.includes('BEGIN') ? text : Buffer.from(text, 'base64'));
  } catch {
    // node:crypto throws for anything that is not a certificate: that is the answer 01
    return null;
  }
}

export const listCrls: Handler = ({ ledger }) => {
  const rows = ledger.prepare<[], { sha256: string; bytes: Buffer }>('select sha256, bytes from crls order by rowid').all();
  return json(200, { crls: rows.map(({ sha256, bytes }) => ({ crl: bytes.toString('base64'), sha256 })) });
};

/** One CRL as it is, for anyone who reaches the gateway: certificates may name this address as their distribution point. */
export const getCrl: Handler = ({ ledger }, { places }) => {
  const row = ledger.prepare<[string], { bytes: Buffer }>('select bytes from crls where sha256 = ?').get(places['sha256'] ?? '');
  return row
    ? { status: 200, contentType: 'application/pkix-crl', body: row.bytes }
    : problemAnswer(404, 'unknown-crl', { title: 'no such CRL' });
};
