import { expect, it } from 'vitest';
import type { Message } from '#domain/notify/message/message';
import { fakeIncident, fakeMessage } from '#domain/notify/render/message.fake';
import { spokenMessage } from '#domain/notify/message/spoken-message';

const ALERT = 'Critical alert: Disk full on db-1.';
const FROM = 'From Zabbix, incident 1042.';
const MENU = 'Press 1 to acknowledge, 2 to resolve, 3 to snooze for 30 minutes, 4 to escalate, 0 to hear it again.';
const update = (kind: NonNullable<Message['update']>['kind']) => ({ kind, actor: 'Ben', text: null });

it.each<[string, Partial<Message>, string[]]>([
  ['a page', {}, [ALERT, FROM, MENU]],
  ['a page for two', { bundled: 2 }, [ALERT, 'And one more incident.', FROM, MENU]],
  ['a page for three', { bundled: 3 }, [ALERT, 'And 2 more incidents.', FROM, MENU]],
  [
    'what somebody opened by hand',
    { incident: fakeIncident({ source: null }) },
    [ALERT, 'From by hand, incident 1042.', MENU],
  ],
  ['without a title', { incident: fakeIncident({ title: '' }) }, ['Critical alert: #1042.', FROM, MENU]],
  ['a question', { kind: 'update', update: update('confirm') }, ['Are you still on it?', ALERT, FROM, MENU]],
  [
    'the end of the escalation',
    { kind: 'update', update: update('exhausted') },
    ['Nobody has answered, and nobody is left to page.', ALERT, FROM, MENU],
  ],
  ['other news', { kind: 'update', update: update('acknowledged') }, ['Acknowledged by Ben.', ALERT, FROM, MENU]],
  ['a test', { kind: 'test', incident: null }, ['This is a test call from Vigie.', 'Press any key to try the keys.']],
  [
    'a duty',
    { kind: 'onCall', incident: null, onCall: { rota: 'SRE', start: null, end: null, on: true } },
    ['You are on call for SRE.', 'Goodbye.'],
  ],
  [
    'a code',
    { kind: 'test', incident: null, code: '12' },
    ['Your code for Vigie is:', '1, 2.', 'Once more:', '1, 2.', 'Once more:', '1, 2.', 'Goodbye.'],
  ],
])('%s', (_what, change, words) => {
  expect(spokenMessage(fakeMessage(change))).toEqual(words);
});

it('in French', () => {
  expect(spokenMessage(fakeMessage({ language: 'fr', incident: fakeIncident({ source: null }) })).join(' ')).toContain(
    'à la main',
  );
});
