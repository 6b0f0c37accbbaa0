import type { NameConstraints, Subtree } from './extensions.ts';
import { emailsOf } from './names.ts';
import type { GeneralName, Name } from './names.ts';
import type { Certificate } from './certificate.ts';

export type ConstraintAnswer = 'within' | 'outside' | 'unsupported' | 'malformed' | 'too-many';

/** Comparisons beyond which a certificate is built to keep verifiers busy. */
const mostComparisons = 500_000;

/**
 * RFC 5280 section 4.2.1.10 and 6.1.3 (b), (c). Every CA's permitted subtrees are a separate fence: a name of a constrained
 * kind must stand inside each of them, which is the intersection of section 6.1.4 (g).
 */
export function checkNames(certificate: Certificate, fences: readonly NameConstraints[]): ConstraintAnswer {
  if (fences.length === 0) return 'within';
  const names = namesOf(certificate);
  if (comparisons(names, fences) > mostComparisons) return 'too-many';
  let answer: ConstraintAnswer = 'within';
  for (const fence of fences) {
    for (const name of names) {
      const one = checkName(name, fence);
      if (one === 'outside' || one === 'malformed') return one;
      if (one === 'unsupported') answer = one;
    }
  }
  return answer;
}

function comparisons(names: readonly GeneralName[], fences: readonly NameConstraints[]): number {
  const kinds = new Map<string, number>();
  for (const name of names) kinds.set(name.kind, (kinds.get(name.kind) ?? 0) + 1);
  let count = 0;
  for (const { permitted, excluded } of fences) {
    for (const { base } of [...permitted, ...excluded]) count += kinds.get(base.kind) ?? 0;
  }
  return count;
}

/** The subject (where it is not empty), the alternative names, and addresses in the subject when there is no other. */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const names: GeneralName[] = [...certificate.alternativeNames];
  if (certificate.subject.parts.length > 0) names.push({ kind: 'directory', name: certificate.subject });
  for (const value of emailsOf(certificate.subject)) names.push({ kind: 'email', value });
  return names;
}

function checkName(name: GeneralName, fence: NameConstraints): ConstraintAnswer {
  const permitted = fence.permitted.filter((tree) => isSameKind(tree.base, name));
  const excluded = fence.excluded.filter((tree) => isSameKind(tree.base, name));
  if (permitted.length === 0 && excluded.length === 0) return 'within';
  const answers = { permitted: permitted.map((tree) => match(name, tree)), excluded: excluded.map((tree) => match(name, tree)) };
  const all = [...answers.permitted, ...answers.excluded];
  if (all.includes('malformed')) return 'malformed';
  if (answers.excluded.includes('inside')) return 'outside';
  if (all.includes('unsupported')) return 'unsupported';
  if (permitted.length > 0 && !answers.permitted.includes('inside')) return 'outside';
  return 'within';
}

function isSameKind(base: GeneralName, name: GeneralName): boolean {
  return base.kind === 'other' && name.kind === 'other' ? base.tag === name.tag : base.kind === name.kind;
}

type Match = 'inside' | 'beside' | 'unsupported' | 'malformed';

function match(name: GeneralName, tree: Subtree): Match {
  const { base } = tree;
  if (!tree.isPlain) return 'unsupported';
  if (name.kind === 'directory' && base.kind === 'directory') return within(name.name, base.name) ? 'inside' : 'beside';
  if (name.kind === 'dns' && base.kind === 'dns') return matchDns(name.value, base.value);
  if (name.kind === 'email' && base.kind === 'email') return matchEmail(name.value, base.value);
  if (name.kind === 'uri' && base.kind === 'uri') return matchUri(name.value, base.value);
  if (name.kind === 'ip' && base.kind === 'ip') return matchIp(name.octets, base.octets);
  return 'unsupported';
}

function within(name: Name, base: Name): boolean {
  return base.parts.every((part, index) => name.parts[index] === part);
}

const hostForm = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/;

/** Any name made by adding labels on the left is inside. A leading dot is not the RFC's form, and verifiers differ about it. */
function matchDns(value: string, constraint: string): Match {
  const name = value.toLowerCase().replace(/\.$/, '');
  const base = constraint.toLowerCase().replace(/\.$/, '');
  if (base.startsWith('.')) return 'unsupported';
  if (!hostForm.test(name) || (base !== '' && !hostForm.test(base))) return 'malformed';
  if (base === '') return 'inside';
  // a wildcard stands for names on both sides of a narrower fence, so it counts as touching it
  if (name.startsWith('*.') && base.endsWith(name.slice(1))) return 'unsupported';
  return name === base || name.endsWith(`.${base}`) ? 'inside' : 'beside';
}

/** A mailbox, a host, or (with a leading dot) the hosts below a domain. */
function matchEmail(value: string, constraint: string): Match {
  const at = value.lastIndexOf('@');
  if (at < 1 || at === value.length - 1) return 'malformed';
  const host = value.slice(at + 1).toLowerCase();
  if (value.startsWith('"')) return 'unsupported';
  if (value.indexOf('@') !== at) return 'malformed';
  const base = constraint.toLowerCase();
  if (constraint.includes('@')) {
    const cut = constraint.lastIndexOf('@');
    return value.slice(0, at) === constraint.slice(0, cut) && host === constraint.slice(cut + 1).toLowerCase() ? 'inside' : 'beside';
  }
  if (base === '') return 'inside';
  if (base.startsWith('.')) return host.endsWith(base) ? 'inside' : 'beside';
  return host === base ? 'inside' : 'beside';
}

/** Only the host counts; a URI without one, or with an address for host, cannot be held against a constraint. */
function matchUri(value: string, constraint: string): Match {
  const found = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::\d*)?(?:[/?#]|$)/i.exec(value);
  const host = found?.[1]?.toLowerCase().replace(/\.$/, '');
  if (!host || host.startsWith('[') || /^[\d.]+$/.test(host)) return 'malformed';
  const base = constraint.toLowerCase();
  if (base === '') return 'inside';
  if (base.startsWith('.')) return host.endsWith(base) ? 'inside' : 'beside';
  return host === base ? 'inside' : 'beside';
}

/** Address and mask of the same family (RFC 4632): 8 octets for IPv4, 32 for IPv6. */
function matchIp(octets: Uint8Array, constraint: Uint8Array): Match {
  if (octets.length !== 4 && octets.length !== 16) return 'malformed';
  if (constraint.length !== 8 && constraint.length !== 32) return 'malformed';
  const half = constraint.length / 2;
  const bits = [...constraint.subarray(half)].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  if (!/^1*0*$/.test(bits)) return 'malformed';
  if (octets.length !== half) return 'beside';
  for (let i = 0; i < half; i++) {
    const mask = constraint[half + i] ?? 0;
    if (((octets[i] ?? 0) & mask) !== ((constraint[i] ?? 0) & mask)) return 'beside';
  }
  return 'inside';
}
