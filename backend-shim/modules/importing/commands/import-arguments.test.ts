import { expect, test } from 'vitest';
import { readImportArguments } from './import-arguments.ts';

const SETTINGS = {
  source: 'goalert',
  step: null,
  snapshot: 's',
  url: null,
  keyFile: null,
  vigie: null,
  vigieTokenFile: null,
  people: 's/people.yaml',
  days: 90,
  toFolder: null,
  localTime: false,
  redact: false,
  again: false,
  yes: false,
  live: false,
  json: false,
};

test.each([
  [['goalert', '--snapshot', 's'], {}],
  [['goalert', 'fetch', '--snapshot=s', '--redact'], { step: 'fetch', redact: true }],
  [
    ['pagerduty', 'plan', '--snapshot', 's', '--people', 'p.yaml'],
    { source: 'pagerduty', step: 'plan', people: 'p.yaml' },
  ],
  [
    ['opsgenie', 'fetch', '--snapshot', 's', '--from-backup', 'OpsGenieBackups'],
    { source: 'opsgenie', step: 'fetch', fromBackup: 'OpsGenieBackups' },
  ],
  [
    ['goalert', 'prove', '--again', '--days', '30', '--snapshot', 's', '--json'],
    { step: 'prove', again: true, days: 30, json: true },
  ],
  [
    ['goalert', 'apply', '--snapshot', 's', '--to', 'files:./provisioning', '--yes'],
    { step: 'apply', toFolder: './provisioning', yes: true },
  ],
  [['goalert', 'apply', '--snapshot', 's', '--live'], { step: 'apply', live: true }],
  [
    [
      'goalert',
      '--snapshot',
      's',
      '--url',
      'https://g',
      '--key-file',
      'k',
      '--vigie',
      'http://v',
      '--vigie-token-file',
      't',
      '--local-time',
    ],
    { url: 'https://g', keyFile: 'k', vigie: 'http://v', vigieTokenFile: 't', localTime: true },
  ],
])('%j', (args, change) => {
  expect(readImportArguments(args)).toEqual({ ok: true, settings: { ...SETTINGS, ...change } });
});

test('--help is no mistake', () => {
  expect(readImportArguments(['--help'])).toEqual({ ok: 'help' });
});

test.each([
  [[], /"" is no pager/],
  [['pagerdutty', '--snapshot', 's'], /"pagerdutty" is no pager.* Did you mean "pagerduty"\?/],
  [['goalert', 'aply', '--snapshot', 's'], /"aply" is no step. Did you mean "apply"\?/],
  [['opsgenie', 'plan', '--snapshot', 's', '--from-backup', 'b'], /--from-backup belongs to fetch/],
  [['goalert', 'fetch', 'plan', '--snapshot', 's'], /"plan" is no step/],
  [['goalert', 'fetch'], /--snapshot needs a value/],
  [['goalert', '--snapshot'], /--snapshot needs a value/],
  [['goalert', '--snapshot', 's', '--keyfile', 'k'], /--keyfile is unknown. Did you mean "--key-file"\?/],
  [['goalert', '--snapshot', 's', '--days', '0'], /--days must be/],
  [['goalert', '--snapshot', 's', '--days', 'x'], /--days must be/],
  [['goalert', '--snapshot', 's', '--to', 'files:'], /--to must be/],
  [['goalert', '--snapshot', 's', '--to', 'nowhere'], /--to must be/],
])('%j is refused', (args, problem) => {
  expect(readImportArguments(args)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
});
