import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { fileText } from './file-text.ts';

const POLICY = {
  id: 'sre',
  name: 'SRE: all day',
  team: 'sre',
  repeat: 2,
  onExhausted: null,
  steps: [
    { notify: [{ rota: 'sre', who: 'current' }, { user: 'ann' }], wait: '10m', onlyNew: false },
    { notify: [], wait: '1h', when: { windows: [{ days: ['mon', 'tue'], from: '09:00', to: '18:00' }] } },
  ],
};

test('what is written is read as it was, but for what is not set', () => {
  const odd = {
    id: 'no',
    name: '- x # "y"\n\u2028é',
    labels: { 'a b': '1', on: '0x1' },
    participants: [['ann'], []],
    n: {},
  };
  const read: unknown = parse(fileText({ escalationPolicies: [POLICY], rotas: [odd], teams: [] }));
  const { onExhausted, ...set } = POLICY;
  expect(onExhausted).toBeNull();
  expect(read).toEqual({ apiVersion: 1, escalationPolicies: [set], rotas: [odd], teams: [] });
});

test('people read it', () => {
  expect(fileText({ escalationPolicies: [{ id: 'sre', steps: [{ notify: [{ user: 'ann' }], wait: '5m' }] }] })).toBe(
    [
      'apiVersion: 1',
      'escalationPolicies:',
      '  - id: sre',
      '    steps:',
      '      - notify:',
      '          - user: ann',
      '        wait: "5m"',
      '',
    ].join('\n'),
  );
});
