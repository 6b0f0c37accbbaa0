import { Malformed, boundsAt, readDer, tags } from './der.ts';
import type { Der } from './der.ts';
import { integerHex, smallInteger, timeOf } from './der-values.ts';
import { extension, readExtensions } from './extensions.ts';
import { readGeneralNames } from './names.ts';
import { oids } from './oids.ts';

export type RevokedEntry = {
  readonly serial: string;
  readonly revokedAt: number;
  /** CRLReason; null where the entry does not say */
  readonly reason: number | null;
  readonly invalidAt: number | null;
};

type EntryExtensions = {
  readonly reason: number | null;
  readonly invalidAt: number | null;
  /** whose certificates this entry and the following ones are about, where it says so */
  readonly issuerKey: string | null;
  readonly hasUnknownCritical: boolean;
};

const none: EntryExtensions = { reason: null, invalidAt: null, issuerKey: null, hasUnknownCritical: false };

/**
 * The entries of a CRL, a hundred thousand of them perhaps: walked once to see that each is well-formed, and only the one asked
 * for is read out. Few kinds of extensions repeat all through a list, so each kind is read once.
 */
export class CrlEntries {
  /** an entry that has a critical extension we do not understand: the list says nothing of those it does not name */
  readonly hasUnknownCritical: boolean;
  private readonly bytes: Uint8Array;
  private readonly starts: readonly number[];
  private readonly ends: readonly number[];
  /** for each entry of an indirect list, whose certificate it is */
  private readonly issuers: readonly string[] | null;
  private readonly issuerKey: string;
  private readonly kinds = new Map<string, EntryExtensions>();
  private readonly isIndirect: boolean;

  constructor(node: Der | null, issuerKey: string, isIndirect: boolean) {
    // absent where there is nobody, never empty (section 5.1.2.6)
    if (node && node.body.length === 0) throw new Malformed('empty list of entries');
    this.bytes = node?.body ?? new Uint8Array();
    this.issuerKey = issuerKey;
    this.isIndirect = isIndirect;
    const starts: number[] = [];
    const ends: number[] = [];
    const issuers: string[] = [];
    let hasUnknown = false;
    // certificateIssuer holds for the entries after it too (section 5.3.3)
    let current = issuerKey;
    for (let at = 0; at < this.bytes.length;) {
      const entry = boundsAt(this.bytes, at, tags.sequence);
      const extensions = this.extensionsAt(entry.body, entry.end);
      hasUnknown ||= extensions.hasUnknownCritical;
      current = extensions.issuerKey ?? current;
      starts.push(entry.body);
      ends.push(entry.end);
      if (isIndirect) issuers.push(current);
      at = entry.end;
    }
    this.starts = starts;
    this.ends = ends;
    this.issuers = isIndirect ? issuers : null;
    this.hasUnknownCritical = hasUnknown;
  }

  /** The entry about this certificate; the earliest where a list names it twice. */
  find(issuerKey: string, serial: string): RevokedEntry | null {
    const wanted = Buffer.from(serial, 'hex');
    let found: RevokedEntry | null = null;
    for (const [index, start] of this.starts.entries()) {
      if ((this.issuers ? this.issuers[index] : this.issuerKey) !== issuerKey || !this.isSerialAt(start, wanted)) continue;
      const entry = this.read(start, this.ends[index] ?? start);
      if (!found || entry.revokedAt < found.revokedAt) found = entry;
    }
    return found;
  }

  private isSerialAt(start: number, wanted: Uint8Array): boolean {
    const serial = boundsAt(this.bytes, start, tags.integer);
    if (serial.end - serial.body !== wanted.length) return false;
    for (let i = 0; i < wanted.length; i++) if (this.bytes[serial.body + i] !== wanted[i]) return false;
    return true;
  }

  private read(start: number, end: number): RevokedEntry {
    const serial = boundsAt(this.bytes, start, tags.integer);
    const date = boundsAt(this.bytes, serial.end, null);
    const { reason, invalidAt } = this.extensionsBetween(date.end, end);
    return {
      serial: integerHex(readDer(this.bytes.subarray(start, serial.end))),
      revokedAt: timeOf(readDer(this.bytes.subarray(serial.end, date.end))),
      reason,
      invalidAt,
    };
  }

  /** Checks one entry, which ends at `end`, and gives its extensions. */
  private extensionsAt(start: number, end: number): EntryExtensions {
    const serial = boundsAt(this.bytes, start, tags.integer);
    if (serial.end === serial.body) throw new Malformed('empty serial number');
    const date = boundsAt(this.bytes, serial.end, null);
    const tag = this.bytes[serial.end];
    const isTime = (tag === tags.utcTime && date.end - date.body === 13) || (tag === tags.generalizedTime && date.end - date.body === 15);
    if (!isTime || date.end > end) throw new Malformed('revocation date');
    for (let i = date.body; i < date.end - 1; i++) if (!isDigit(this.bytes[i])) throw new Malformed('revocation date');
    return this.extensionsBetween(date.end, end);
  }

  private extensionsBetween(at: number, entryEnd: number): EntryExtensions {
    if (at === entryEnd) return none;
    const { body, end } = boundsAt(this.bytes, at, tags.sequence);
    if (end !== entryEnd) throw new Malformed('entry extensions');
    // some issuers write an empty list where there is nothing to say
    if (body === end) return none;
    const raw = this.bytes.subarray(at, end);
    const kind = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
    const known = this.kinds.get(kind);
    if (known) return known;
    const read = readEntryExtensions(raw, this.isIndirect);
    if (this.kinds.size < 4096) this.kinds.set(kind, read);
    return read;
  }
}

function readEntryExtensions(raw: Uint8Array, isIndirect: boolean): EntryExtensions {
  const list = readExtensions(readDer(raw));
  const named = extension(list, oids.certificateIssuer, (value) => readGeneralNames(value));
  const directory = named?.find((name) => name.kind === 'directory');
  return {
    reason: extension(list, oids.reasonCode, (value) => smallInteger(value, tags.enumerated)),
    invalidAt: extension(list, oids.invalidityDate, (value) => timeOf(value, 'generalized')),
    issuerKey: named && isIndirect ? (directory?.kind === 'directory' ? directory.name.key : 'nobody') : null,
    hasUnknownCritical: [...list.values()].some((one) => one.isCritical && !isUnderstood(one.oid, isIndirect)),
  };
}

function isUnderstood(oid: string, isIndirect: boolean): boolean {
  return oid === oids.reasonCode || oid === oids.invalidityDate || (oid === oids.certificateIssuer && isIndirect);
}

function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x30 && octet <= 0x39;
}
