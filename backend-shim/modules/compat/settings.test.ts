/** Tests what the setting says, and what `vigie check` finds. */
import { expect, it } from 'vitest';
import { loadConfig } from '../../config/config.ts';
import type { SidecarConfig } from '../../config/config.ts';
import { EMPTY_CONFIG } from '#contract/config';
import { COMPAT_SETTINGS, servedApis, unservedSenders } from './settings.ts';

const inputs = { readFile: () => null, ofModules: COMPAT_SETTINGS };

function configWith(compat: string): SidecarConfig {
  const loaded = loadConfig({ VIGIE_COMPAT: compat }, inputs);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join(', '));
  return loaded.config;
}

it('the setting names pagers, none by default', () => {
  expect(servedApis(configWith('pagerduty, oncall'))).toEqual(['pagerduty', 'oncall']);
  expect(servedApis(configWith(''))).toEqual([]);
});

it('another name is a problem, and without the module the setting is unknown', () => {
  expect(loadConfig({ VIGIE_COMPAT: 'victorops' }, inputs)).toMatchObject({
    ok: false,
    problems: [{ variable: 'VIGIE_COMPAT' }],
  });
  expect(loadConfig({ VIGIE_COMPAT: 'oncall' }, { readFile: () => null })).toMatchObject({
    ok: false,
    problems: [{ variable: 'VIGIE_COMPAT', why: { reason: 'unknown-setting' } }],
  });
});

it('senders of another pager whose paths are not served are a warning', () => {
  const files = {
    ...EMPTY_CONFIG,
    integrations: (['pagerduty', 'opsgenie'] as const).map((type) => ({ id: `shop-${type}`, type })),
  } as unknown as Parameters<typeof unservedSenders>[1];
  expect(unservedSenders(configWith('opsgenie'), files)).toMatchObject([
    {
      variable: 'VIGIE_COMPAT',
      message: 'does not name pagerduty: senders of shop-pagerduty find nothing at the paths that they know',
    },
  ]);
  expect(unservedSenders(configWith('opsgenie,pagerduty'), files)).toEqual([]);
  expect(unservedSenders(configWith(''), files)).toHaveLength(2);
});
