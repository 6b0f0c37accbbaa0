import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentTypes } from '#core/documents/types.ts';
import { practiceDirectory, practiceRows } from '#main/practice/directory.ts';
import { createPracticePki, practiceCrls } from '#main/practice/pki.ts';
import type { PracticeCountry } from '#main/practice/pki.ts';
import { verifyCertificate } from '#main/station/verify-certificate.ts';
import { verifyDocument } from '#main/station/verify-document.ts';
import type { VerifyResult } from '#main/station/verify-document.ts';
import { createTrust } from '#main/trust/create-trust.ts';
import type { OpenTrust, TrustOptions } from '#main/trust/create-trust.ts';
import { memoryOfficials } from '#main/trust/officials/memory-officials.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { signedBy } from '#test/fixtures/trust/signed.ts';

const schemas = fileURLToPath(new URL('../../../schemas', import.meta.url));
const { samples } = JSON.parse(readFileSync(join(schemas, 'samples/index.json'), 'utf8')) as {
  samples: { file: string; issuer: string }[];
};
const sample = readFileSync(join(schemas, 'samples', samples.find((one) => one.issuer === 'CL' && one.file.includes('phyto'))?.file ?? ''));
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const pki = await createPracticePki({ now });
const official = (country: PracticeCountry, role: 'inspector' | 'certifier') => {
  const found = pki.officials.find((one) => one.country === country && one.role === role);
  if (!found) throw new Error('fixture');
  return found.identity;
};
const signed = signedBy(official('CL', 'inspector'), sample).bytes;
const verification = createXmlVerification();
const documents = createXmlDocuments({ schemaFolder: schemas });

function trustWith(more: Partial<TrustOptions> = {}): OpenTrust {
  return createTrust({
    anchors: [pki.root.certificate],
    intermediates: [pki.issuing.certificate],
    crls: pki.crls,
    clock: { now: () => now },
    ...more,
  });
}

function verify(
  bytes: Uint8Array,
  more: { trust?: OpenTrust; asksDirectory?: boolean; signatureOnly?: boolean; certificate?: Uint8Array } = {},
): Promise<VerifyResult> {
  const { trust = trustWith(), asksDirectory = false, signatureOnly = false, certificate = null } = more;
  return verifyDocument(
    { verification, documents, types: documentTypes, trust, asksDirectory },
    { file: 'x.xml', bytes, at: now, signatureOnly, certificate },
  );
}

describe('the verdict on a signed document', () => {
  it('is what the command line prints: file, verdict, reasons, document, signatures', async () => {
    const result = await verify(signed);
    expect(result).toEqual({
      file: 'x.xml',
      verdict: 'valid',
      reasons: [],
      document: { type: 'phytosanitary', version: expect.any(String), number: expect.any(String) },
      signatures: [
        {
          covers: 'document',
          verdict: 'valid',
          reasons: [],
          algorithm: 'rsa-sha256',
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          signer: {
            subject: expect.stringContaining('CN=Inspector de práctica CL'),
            serial: expect.stringMatching(/^[0-9a-f]+$/),
            fingerprint: official('CL', 'inspector').fingerprint,
            country: 'CL',
          },
        },
      ],
    });
  });

  it('says invalid of an altered one, and who had signed it', async () => {
    const altered = new TextEncoder().encode(new TextDecoder().decode(signed).replace(/(<ram:CountryID>|<ram:ID>)(\w)/, '$1X$2'));
    const result = await verify(altered);
    expect(result).toMatchObject({ verdict: 'invalid', reasons: ['digest-mismatch'], signatures: [{ signer: { country: 'CL' } }] });
  });

  it('leaves it open without anchors, without lists, and says so', async () => {
    expect(await verify(signed, { trust: trustWith({ anchors: [] }) })).toMatchObject({ verdict: 'undecided', reasons: ['trust-absent'] });
    const open = await verify(signed, { trust: trustWith({ crls: [] }) });
    expect(open).toMatchObject({ verdict: 'undecided', reasons: ['revocation-unknown'] });
  });

  it('judges form and arithmetic alone where that is asked for', async () => {
    const alone = { trust: trustWith({ anchors: [], crls: [] }), signatureOnly: true };
    expect(await verify(signed, alone)).toMatchObject({ verdict: 'valid', reasons: [], signatures: [{ signer: { country: 'CL' } }] });
    expect(await verify(sample, alone)).toMatchObject({ verdict: 'invalid', reasons: ['no-signature'], signatures: [] });
  });

  it('gives a document of no known type a verdict on its signature', async () => {
    const unknown = signedBy(official('PE', 'certifier'), new TextEncoder().encode('<a xmlns="urn:x"><b>1</b></a>')).bytes;
    expect(await verify(unknown)).toMatchObject({ verdict: 'valid', document: null });
    expect(await verify(unknown, { asksDirectory: true })).toMatchObject({ verdict: 'undecided', reasons: ['document-type-unknown'] });
  });

  it('is invalid once the signer is revoked, and was valid before', async () => {
    const at = new Date(now.getTime() - 3_600_000);
    const crls = await practiceCrls(pki.root, pki.issuing, now, [{ identity: official('CL', 'inspector'), at }]);
    expect(await verify(signed, { trust: trustWith({ crls }) })).toMatchObject({ verdict: 'invalid', reasons: ['revoked'] });
    const before = await verifyCertificate(trustWith({ crls }), {
      file: 'x.pem',
      bytes: new TextEncoder().encode(official('CL', 'inspector').certificatePem),
      at: new Date(at.getTime() - 1000),
      usage: 'sign',
    });
    expect(before).toMatchObject({ verdict: 'valid', document: null, signatures: [{ covers: 'certificate' }] });
  });

  it('asks the directory whether this official signs this type for this country', async () => {
    const withDirectory = async (): Promise<OpenTrust> => {
      const trust = trustWith({
        officials: memoryOfficials(),
        directory: { authorities: [pki.directoryAuthority.certificate], verification },
      });
      const rows = practiceRows(pki, now).filter((row) => row.entityId !== 'CL-ORIGEN');
      trust.keeping.takeDirectory(
        await practiceDirectory(pki.directoryAuthority, { isFull: true, sequence: 1, issuedAt: now.toISOString(), rows }),
      );
      return trust;
    };
    const trust = await withDirectory();
    const by = async (identity: ReturnType<typeof official>): Promise<string> => {
      const { verdict, reasons } = await verify(signedBy(identity, sample).bytes, { trust, asksDirectory: true });
      return [verdict, ...reasons].join(' ');
    };
    expect(await by(official('CL', 'inspector'))).toBe('valid');
    expect(await by(official('CL', 'certifier'))).toBe('invalid not-an-official');
    expect(await by(official('PE', 'inspector'))).toBe('invalid official-not-for-this-document');
    expect(await by(pki.tlsServer)).toBe('invalid key-usage not-an-official');
  });

  it('adds what schema and rules say', async () => {
    const text = new TextDecoder().decode(sample);
    const broken = new TextEncoder().encode(text.replace(/<ram:IssueDateTime>[\s\S]*?<\/ram:IssueDateTime>/, ''));
    expect((await verify(signedBy(official('CL', 'inspector'), broken).bytes)).reasons).toContain('schema');
  });
});
