import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockers } from '#core/review.ts';
import { documentTypes } from '#core/documents/types.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { earlierSignatures } from '#main/station/earlier-signatures.ts';
import { readDocument } from '#main/station/read-document.ts';
import { countPoints } from '#test/faults/points.ts';
import { root } from '#test/practice-world.ts';

const isLong = process.env['RUBRICA_FAULTS'] === 'long';
/** The ordinary run takes every fifth byte with one change, another one at each place. */
const step = isLong ? 1 : 5;

const signed = readFileSync(join(root, 'schemas/samples/origin/cl-co-manzanas-a24.xml'));
const from = signed.indexOf('<COD ');
const to = signed.indexOf('</COD>') + '</COD>'.length;
const documents = createXmlDocuments({ schemaFolder: join(root, 'schemas') });
const verification = createXmlVerification();

/** A bit each way, a letter's case, and what has a meaning of its own in XML. */
const changes: readonly ((byte: number) => number)[] = [
  (byte) => byte ^ 0x01,
  (byte) => byte ^ 0x02,
  (byte) => byte ^ 0x08,
  (byte) => byte ^ 0x20,
  (byte) => byte ^ 0x80,
  () => 0x20,
  () => 0x0d,
  () => 0x3c,
  () => 0x26,
];

/** Why this document would not be signed, from what is asked before a PIN is: read, and every earlier signature verified. */
function stopped(bytes: Uint8Array): boolean {
  const read = readDocument({ documents, types: documentTypes }, bytes);
  if (!read.ok) return true;
  const findings = [...earlierSignatures(verification, documentTypes, bytes), ...(read.value.type.readyToSign?.(read.value.root) ?? [])];
  return blockers({ findings, isSignable: true, isEntityMissing: false, clockDifferenceMs: null }).length > 0;
}

/** XML itself takes these for the same: white space between attributes, and the kinds of line end. */
function isSameToXml(at: number, value: number): boolean {
  const white = [0x20, 0x09, 0x0a, 0x0d];
  const before = signed[at] ?? 0;
  if (!white.includes(before) || !white.includes(value)) return false;
  const isInTag = signed.lastIndexOf('<', at) > signed.lastIndexOf('>', at);
  return isInTag || (before === 0x0a && value === 0x0d);
}

describe('what an exporter signed', () => {
  it('stands as it was signed, and nothing stops the official', () => {
    expect(from).toBeGreaterThan(0);
    expect(stopped(new Uint8Array(signed))).toBe(false);
  });

  it('with any one byte changed is stopped before the PIN', { timeout: 600_000 }, () => {
    const passed: string[] = [];
    let tried = 0;
    for (let at = from; at < to; at += step) {
      const chosen = isLong ? changes : [changes[((at - from) / step) % changes.length] ?? (() => 0x20)];
      for (const value of new Set(chosen.map((change) => change(signed[at] ?? 0)))) {
        if (value === signed[at] || isSameToXml(at, value)) continue;
        const bytes = new Uint8Array(signed);
        bytes[at] = value;
        tried += 1;
        if (!stopped(bytes)) passed.push(`${at}: ${signed[at]} to ${value}`);
      }
    }
    expect(passed).toEqual([]);
    countPoints('bytes changed in what an exporter signed', tried, `${to - from} bytes`);
    expect(tried).toBeGreaterThan((0.8 * (to - from)) / step);
  });

  it('with a byte less or a byte more is stopped as well', { timeout: 600_000 }, () => {
    const passed: string[] = [];
    for (let at = from + 1; at < to; at += step) {
      const less = Buffer.concat([signed.subarray(0, at), signed.subarray(at + 1)]);
      const more = Buffer.concat([signed.subarray(0, at), signed.subarray(at, at + 1), signed.subarray(at)]);
      for (const bytes of [less, more]) {
        if (!stopped(new Uint8Array(bytes)) && !isWhiteInTag(at)) passed.push(`${at}`);
      }
    }
    expect(passed).toEqual([]);
  });
});

/** Between attributes one blank is as good as two. */
function isWhiteInTag(at: number): boolean {
  return signed[at] === 0x20 && signed.lastIndexOf('<', at) > signed.lastIndexOf('>', at);
}
