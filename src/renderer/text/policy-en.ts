import type { PolicyText } from '#renderer/text/policy-es.ts';

export const policyEn: PolicyText = {
  policy: {
    title: 'Effective policy',
    replaced: 'A configuration file stands in place of the policy, as in practice.',
    none: 'Your institution has not fixed any value. The defaults apply.',
    problems: 'Parts of the policy not in effect; tell your IT department',
    all: 'All values',
    key: 'Value',
    holds: 'In effect',
    from: 'Where it came from',
    sources: { machine: 'Computer', user: 'User', default: 'Default' },
    notSet: 'not set',
  },
};
