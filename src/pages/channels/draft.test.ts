import { describe, expect, it } from 'vitest';
import type { ChannelKind, StoredChannel } from '../../api/resources/channels.ts';
import { bodyOf, draftOf, emptyDraft, isComplete, problemOf } from './draft.ts';

const field = (name: string, secret: boolean, required: boolean) => ({
  name,
  labels: { en: name, fr: name },
  hints: { en: '', fr: '' },
  secret,
  required,
});
const KIND: ChannelKind = {
  kind: 'chat',
  names: { en: 'Chat', fr: 'Chat' },
  serves: [],
  address: { labels: { en: '', fr: '' }, hints: { en: '', fr: '' } },
  fields: [field('url', true, true), field('room', false, false), field('port', false, true)],
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

describe('a channel while it is edited', () => {
  it('is complete once all that its kind needs is there', () => {
    const draft = { ...emptyDraft('chat'), name: 'SRE room', secrets: { url: 'https://x' } };
    expect(isComplete(draft, KIND)).toBe(false);
    expect(isComplete({ ...draft, settings: { port: '1' } }, KIND)).toBe(true);
    expect(isComplete({ ...draft, name: ' ', settings: { port: '1' } }, KIND)).toBe(false);
    expect(isComplete({ ...draft, settings: { port: '1' } }, undefined)).toBe(false);
  });

  it('keeps a secret that is set, and is not shown', () => {
    const draft = draftOf(STORED);
    expect(isComplete(draft, KIND)).toBe(true);
    expect(bodyOf(draft)).toEqual({
      type: 'chat',
      name: 'sre',
      team: 'sre',
      settings: { port: '443', tls: 'true' },
      secrets: { url: null },
    });
    expect(isComplete({ ...draft, secrets: { url: '' } }, KIND)).toBe(false);
  });

  it('sends nothing that is empty', () => {
    expect(
      bodyOf({ ...emptyDraft('chat'), name: ' SRE ', settings: { room: ' ', port: '1' }, secrets: { url: '' } }),
    ).toEqual({ type: 'chat', name: 'SRE', team: null, settings: { port: '1' }, secrets: {} });
  });

  it('says beside the field what is wrong with it', () => {
    const details = [
      { path: 'secrets.url', message: 'is missing' },
      { path: 'settings.port', message: 'must be a number' },
    ];
    expect(problemOf(details, field('url', true, true))).toBe('is missing');
    expect(problemOf(details, field('url', false, true))).toBeUndefined();
  });
});
