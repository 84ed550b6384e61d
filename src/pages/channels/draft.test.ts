import { describe, expect, it } from 'vitest';
import type { ChannelSetupWire } from '#contract/paging/channel-kind';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { ChannelField, ChannelKind, StoredChannel } from '../../api/resources/channels.ts';
import { problemText } from '../../components/words/problem-words.ts';
import { bodyOf, draftOf, isComplete, newDraft, problemOf } from './draft.ts';
import { askedFields, filledIn, freeId, namesItsId, setupOf } from './form/asked-fields.ts';
import { namedFailure } from './form/named-problems.ts';

const field = (name: string, secret: boolean, required: boolean): ChannelField => ({
  name,
  labels: { en: `The ${name}`, fr: `Le ${name}` },
  hints: { en: '', fr: '' },
  secret,
  required,
});
const way = (id: string, asked: Array<[string, boolean]>, settings: Record<string, string> = {}): ChannelSetupWire => ({
  id,
  names: { en: id, fr: id },
  summaries: { en: '', fr: '' },
  group: 'chat',
  needs: [],
  steps: [],
  fields: asked.map(([name, required]) => ({ name, required, labels: null, hints: null })),
  settings,
});
const PRESET = way('known', [['url', true]], { preset: 'known' });
const BY_URL = way('by-url', [
  ['url', true],
  ['room', false],
]);
const KIND: ChannelKind = {
  kind: 'chat',
  names: { en: 'Chat', fr: 'Chat' },
  serves: [],
  address: { labels: { en: '', fr: '' }, hints: { en: '', fr: '' } },
  fields: [
    field('preset', false, false),
    field('url', true, false),
    field('room', false, false),
    field('port', false, false),
  ],
  setups: [PRESET, BY_URL],
};
const STORED: StoredChannel = {
  id: 'sre',
  type: 'chat',
  name: null,
  team: 'sre',
  settings: { port: 443, tls: true },
  secrets: { url: null },
  provisioned: false,
  version: 3,
};

const names = (fields: ChannelField[]) => fields.map(({ name }) => name);

describe('what a form asks for', () => {
  it('is what the way asks for first, and everything that the way does not fix as advanced', () => {
    const { main, advanced } = askedFields(KIND, BY_URL, null);
    expect([names(main), names(advanced)]).toEqual([
      ['url', 'room'],
      ['preset', 'port'],
    ]);
    expect(main.map(({ required }) => required)).toEqual([true, false]);
    expect(names(askedFields(KIND, PRESET, null).advanced)).toEqual(['room', 'port']);
  });

  it('of a stored channel is found by what it has', () => {
    expect(setupOf(KIND, STORED)).toBe(BY_URL);
    expect(setupOf(KIND, { ...STORED, settings: { preset: 'known' } })).toBe(PRESET);
    expect(setupOf(KIND, { ...STORED, secrets: {} })).toBeNull();
  });

  it('of a stored channel that fits no way is what it has', () => {
    const odd = { ...STORED, secrets: {} };
    const { main, advanced } = askedFields(KIND, null, odd);
    expect([names(main), names(advanced)]).toEqual([['port'], ['preset', 'url', 'room']]);
  });

  it('is complete once all that is required is there', () => {
    const asked = askedFields(KIND, BY_URL, null);
    const draft = { ...newDraft({ kind: KIND, setup: BY_URL }), name: 'SRE room' };
    expect(isComplete(draft, asked)).toBe(false);
    expect(isComplete({ ...draft, secrets: { url: 'https://x' } }, asked)).toBe(true);
    expect(isComplete({ ...draft, name: ' ', secrets: { url: 'https://x' } }, asked)).toBe(false);
  });
});

describe('a channel while it is edited', () => {
  it('keeps a secret that is set, and is not shown', () => {
    const draft = draftOf(STORED);
    const asked = askedFields(KIND, BY_URL, STORED);
    expect(isComplete(draft, asked)).toBe(true);
    expect(bodyOf(draft)).toEqual({
      type: 'chat',
      name: 'sre',
      team: 'sre',
      settings: { port: '443', tls: 'true' },
      secrets: { url: null },
    });
    expect(isComplete({ ...draft, secrets: { url: '' } }, asked)).toBe(false);
  });

  it('sends what its way fixes, and nothing that is empty', () => {
    const draft = newDraft({ kind: KIND, setup: PRESET });
    expect(
      bodyOf({ ...draft, name: ' SRE ', settings: { ...draft.settings, room: ' ' }, secrets: { url: '' } }),
    ).toEqual({ type: 'chat', name: 'SRE', team: null, settings: { preset: 'known' }, secrets: {} });
  });
});

describe('what is wrong', () => {
  const failure: ApiFailure = {
    kind: 'validation',
    status: 422,
    message: '',
    reason: null,
    data: {},
    details: [
      {
        path: 'secrets.url',
        message: 'is missing; give the url or the room',
        reason: 'at-least-one',
        data: { of: ['url', 'room'] },
      },
      { path: 'settings.unknown', message: 'is unknown' },
    ],
  };

  it('is said beside the field, and in the words of the form', () => {
    const named = namedFailure(failure, KIND.fields);
    expect(named?.details.map(({ label }) => label)).toEqual(['The url', undefined]);
    const said = problemOf(named?.details ?? [], field('url', true, true));
    expect(said).toBe(
      problemText({ reason: 'at-least-one', data: { of: ['The url', 'The room'] }, message: 'no words' }),
    );
    expect(said).toContain('The url');
    expect(problemOf(named?.details ?? [], field('url', false, true))).toBeUndefined();
    expect(namedFailure(null, KIND.fields)).toBeNull();
  });
});

describe('texts of a way', () => {
  it('have this installation’s values, and say what is not known yet', () => {
    const values = { publicUrl: 'https://vigie.example.com', id: 'slack', callbackToken: '' };
    expect(filledIn('{publicUrl}/callbacks/{id}/reply/{callbackToken}?from={SMSSENDER}&a={other}', values)).toBe(
      'https://vigie.example.com/callbacks/slack/reply/<callbackToken>?from={SMSSENDER}&a={other}',
    );
  });

  it('may name the id of the channel, which must be free then', () => {
    expect(namesItsId(PRESET)).toBe(false);
    const step = { what: { en: '', fr: '' }, link: null, copy: { name: 'URL', text: ['{publicUrl}/callbacks/{id}'] } };
    expect(namesItsId({ ...PRESET, steps: [step] })).toBe(true);
    expect([freeId('slack', []), freeId('slack', ['slack', 'slack-2', 'x'])]).toEqual(['slack', 'slack-3']);
  });
});
