/** The ways to set channels up fit the settings that they fill. */
import { describe, expect, it } from 'vitest';
import { PUSH } from '#contract/people/push';
import type { ChannelDefinition, ChannelSetup } from '../ports/channel.ts';
import { checkOwn } from '../configuration/own-checks.ts';
import { CHANNEL_DEFINITIONS } from './registry.ts';

const makeable = [...CHANNEL_DEFINITIONS.values()].filter(({ kind, fields }) => fields.length > 0 && kind !== PUSH);
const all = makeable.flatMap((definition) => (definition.setups ?? []).map((setup) => ({ definition, setup })));

/** What somebody would type, by the name of the setting; else any text. */
const TYPED: Record<string, string> = {
  url: 'https://service.example.com/hook',
  server: 'https://service.example.com/',
  to: '+33 6 12 34 56 78',
  channel: 'C0123456789',
  chat: '-1001234567890',
  accountSid: `AC${'0'.repeat(32)}`,
  from: '+15005550006',
  service: 'sms-ab12345-1',
};
const TYPED_OF: Record<string, Record<string, string>> = {
  email: { to: 'sre@example.com' },
  ntfy: { url: 'https://ntfy.example.com/sre' },
  'mattermost-channel': { channel: 'a'.repeat(26) },
};

function filled({ kind, fields }: ChannelDefinition, { id, fields: asked, settings = {} }: ChannelSetup) {
  const given = { settings: { ...settings } as Record<string, string>, secrets: {} as Record<string, string> };
  asked
    .filter(({ required = true }) => required)
    .forEach(({ name }) => {
      const part = fields.find((field) => field.name === name)?.secret ? given.secrets : given.settings;
      part[name] = TYPED_OF[id]?.[name] ?? TYPED[name] ?? 'typed';
    });
  return { id: 'new', name: 'New', type: kind, team: null, ...given };
}

it('every kind that people make by hand has a way to set it up, and no two are called alike', () => {
  expect(makeable.filter(({ setups = [] }) => setups.length === 0).map(({ kind }) => kind)).toEqual([]);
  const ids = all.map(({ setup }) => setup.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  const names = all.map(({ definition, setup }) => (setup.name ?? definition.name).en);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

describe.each(all.map((one) => [one.setup.id, one] as const))('%s', (_id, { definition, setup }) => {
  it('asks for few settings, which exist', () => {
    const known = definition.fields.map(({ name }) => name);
    const asked = setup.fields.map(({ name }) => name);
    expect([...asked, ...Object.keys(setup.settings ?? {})].filter((name) => !known.includes(name))).toEqual([]);
    expect(setup.fields.filter(({ required = true }) => required).length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('is taken when what it requires is filled in', () => {
    expect(checkOwn(CHANNEL_DEFINITIONS, {}, 'channels', filled(definition, setup))).toEqual([]);
  });

  it('knows the names of what it puts into its texts', () => {
    const texts = JSON.stringify([setup.needs, setup.steps]);
    const used = [...texts.matchAll(/\{([a-z][A-Za-z]*)\}/g)].map(([, name = '']) => name);
    const known = ['publicUrl', 'publicHost', 'id', 'callbackToken', 'server', 'text', 'serviceName'];
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('leads to pages that are reached safely', () => {
    const links = setup.steps.flatMap(({ link }) => (link ? [link.url] : []));
    expect(links.filter((url) => !url.startsWith('https://') || URL.parse(url) === null)).toEqual([]);
  });
});
