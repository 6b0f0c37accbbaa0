import { describe, expect, it } from 'vitest';
import type { CertificateOrder, RawExtension } from '#main/practice/issue.ts';
import {
  alternativeNames,
  directory,
  dns,
  email,
  inhibitAnyPolicy,
  ip,
  name,
  nameConstraints,
  policyConstraints,
  policyMappings,
  uri,
} from '#test/fixtures/trust/extensions.ts';
import { authority, person, root, verdict } from '#test/fixtures/trust/hierarchy.ts';

/** The ground of NIST PKITS sections 4.8 to 4.13. */
const anchor = await root();
const one = '2.16.840.1.101.3.2.1.48.1';
const two = '2.16.840.1.101.3.2.1.48.2';
const any = '2.5.29.32.0';

async function chain(steps: readonly Partial<CertificateOrder>[]): Promise<string> {
  const authorities = [];
  let issuer = anchor;
  for (const [index, order] of steps.slice(0, -1).entries()) {
    issuer = await authority(`CA ${index}`, issuer, order);
    authorities.push(issuer);
  }
  return verdict(await person('Ana', issuer, steps[steps.length - 1] ?? {}), { anchors: [anchor], authorities });
}

describe('certificate policies (PKITS 4.8 to 4.12)', () => {
  const required: readonly RawExtension[] = [policyConstraints({ explicit: 0 })];

  it('asks for no policy unless the chain does', async () => {
    expect(await chain([{ policies: [one] }, { policies: [two] }])).toBe('valid');
    expect(await chain([{ policies: [one], extensions: required }, { policies: [one] }])).toBe('valid');
    expect(await chain([{ policies: [one], extensions: required }, { policies: [two] }])).toBe('invalid policy');
    expect(await chain([{ policies: [one], extensions: required }, {}])).toBe('invalid policy');
  });

  it('counts certificates until a policy is required', async () => {
    const soon: readonly RawExtension[] = [policyConstraints({ explicit: 3 })];
    expect(await chain([{ policies: [one], extensions: soon }, { policies: [one] }, {}])).toBe('valid');
    expect(await chain([{ policies: [one], extensions: [policyConstraints({ explicit: 2 })] }, { policies: [one] }, {}])).toBe(
      'invalid policy',
    );
  });

  it('lets any-policy stand for all until it is inhibited', async () => {
    expect(await chain([{ policies: [any], extensions: required }, { policies: [two] }])).toBe('valid');
    expect(await chain([{ policies: [any], extensions: [...required, inhibitAnyPolicy(0)] }, { policies: [any] }])).toBe('invalid policy');
    expect(await chain([{ policies: [one], extensions: [...required, inhibitAnyPolicy(0)] }, { policies: [one] }])).toBe('valid');
  });

  it('maps policies where that is allowed, and never to or from any-policy', async () => {
    const map = policyMappings([one, two]);
    expect(await chain([{ policies: [one], extensions: [...required, map] }, { policies: [two] }])).toBe('valid');
    expect(await chain([{ policies: [one], extensions: [...required, map] }, { policies: [one] }])).toBe('invalid policy');
    expect(
      await chain([
        { policies: [one], extensions: [policyConstraints({ explicit: 0, mapping: 0 })] },
        { policies: [one], extensions: [map] },
        { policies: [two] },
      ]),
    ).toBe('invalid policy');
    expect(await chain([{ policies: [one], extensions: [policyMappings([any, two])] }, { policies: [two] }])).toBe('invalid policy');
  });
});

describe('name constraints (PKITS 4.13)', () => {
  const test = name(['2.5.4.10', 'Test']);
  const chile = name(['2.5.4.6', 'CL'], ['2.5.4.10', 'Test']);
  const within = (limits: Parameters<typeof nameConstraints>[0], leaf: Partial<CertificateOrder> = {}): Promise<string> =>
    chain([{ extensions: [nameConstraints(limits)] }, leaf]);

  it('holds the subject to the directory’s subtree', async () => {
    expect(await within({ permitted: [directory(chile)] })).toBe('valid');
    expect(await within({ permitted: [directory(test)] })).toBe('invalid constraint');
    expect(await within({ excluded: [directory(chile)] })).toBe('invalid constraint');
    expect(await within({ permitted: [directory(chile)] }, { subject: 'C=cl, O=TEST, CN=Ana' })).toBe('valid');
  });

  it('wants a name inside the fence of every authority above it', async () => {
    const outer = nameConstraints({ permitted: [dns('example.com')] });
    const inner = nameConstraints({ permitted: [dns('a.example.com')] });
    const leaf = (host: string): Partial<CertificateOrder> => ({ extensions: [alternativeNames(dns(host))] });
    expect(await chain([{ extensions: [outer] }, { extensions: [inner] }, leaf('x.a.example.com')])).toBe('valid');
    expect(await chain([{ extensions: [outer] }, { extensions: [inner] }, leaf('b.example.com')])).toBe('invalid constraint');
  });

  it.each([
    ['a host below', { permitted: [dns('example.com')] }, dns('a.example.com'), 'valid'],
    ['a host that only ends alike', { permitted: [dns('example.com')] }, dns('badexample.com'), 'invalid constraint'],
    ['an excluded host', { excluded: [dns('example.com')] }, dns('EXAMPLE.com'), 'invalid constraint'],
    ['a mailbox of the host', { permitted: [email('example.com')] }, email('ana@example.com'), 'valid'],
    ['a mailbox of a host below', { permitted: [email('example.com')] }, email('ana@a.example.com'), 'invalid constraint'],
    ['a mailbox of the domain', { permitted: [email('.example.com')] }, email('ana@a.example.com'), 'valid'],
    ['one mailbox', { permitted: [email('ana@example.com')] }, email('eva@example.com'), 'invalid constraint'],
    ['a mailbox with two at signs', { permitted: [email('example.com')] }, email('a@b@example.com'), 'invalid certificate-malformed'],
    ['a host in a URI', { permitted: [uri('.example.com')] }, uri('https://a.example.com:8443/x'), 'valid'],
    ['a URI of another host', { permitted: [uri('.example.com')] }, uri('https://user@example.org/a.example.com'), 'invalid constraint'],
    ['a URI without host', { permitted: [uri('.example.com')] }, uri('urn:x:y'), 'invalid certificate-malformed'],
    ['an address in the net', { permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }, ip(10, 1, 2, 3), 'valid'],
    ['an address outside the net', { permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }, ip(11, 1, 2, 3), 'invalid constraint'],
    ['a mask with holes', { permitted: [ip(10, 0, 0, 0, 255, 0, 255, 0)] }, ip(10, 1, 2, 3), 'invalid certificate-malformed'],
    ['a constraint with a leading dot', { permitted: [dns('.example.com')] }, dns('a.example.com'), 'undecided unsupported-constraint'],
  ])('judges %s', async (_what, limits, value, expected) => {
    expect(await within(limits, { extensions: [alternativeNames(value)] })).toBe(expected);
  });

  it('does not hold one kind of name to another kind’s limits', async () => {
    expect(await within({ permitted: [dns('example.com')] }, { extensions: [alternativeNames(email('ana@elsewhere.org'))] })).toBe('valid');
  });

  it('leaves names undecided that are too many to compare', async () => {
    const many = Array.from({ length: 800 }, (_, i) => dns(`h${i}.example.com`));
    expect(await within({ excluded: many }, { extensions: [alternativeNames(...many)] })).toBe('undecided path-too-complex');
  });
});
