import { describe, expect, it } from 'vitest';
import { askAgain, confirmKey, meaningOfKey, openCall, spokenForRoom, testCall } from '#domain/notify/call';
import type { CalledIncident, CallState, SpokenTurn } from '#domain/notify/call';
import { spokenMessage } from '#domain/notify/message/spoken-message';
import { fakeIncident, fakeMessage } from '#domain/notify/render/message.fake';

const disk: CalledIncident = {
  number: 1042,
  title: 'Disk full on db-1',
  severity: 'critical',
  source: 'Zabbix',
  state: 'open',
  by: null,
  exhausted: false,
  confirming: false,
};
const cpu: CalledIncident = { ...disk, number: 1043, title: 'CPU hot', severity: 'warning' };
const first: CallState = { turn: 1, misses: 0, pressed: false };
const text = ({ say }: SpokenTurn) => say.join(' ');

describe('the first words', () => {
  it('are the most important ones, then the keys', () => {
    const { say, ask } = openCall('en', [disk]);
    expect(say).toEqual([
      'Critical alert: Disk full on db-1.',
      'From Zabbix, incident 1042.',
      'Press 1 to acknowledge, 2 to resolve, 3 to snooze for 30 minutes, 4 to escalate, 0 to hear it again.',
    ]);
    expect(ask).toEqual(first);
  });

  it('are in the language of the person', () => {
    expect(text(openCall('fr', [disk, cpu]))).toMatch(
      /^Alerte critique : Disk full on db-1\. Et un autre incident\. Source : Zabbix, incident 1042\. Tapez 1 pour prendre en charge/,
    );
  });

  it('are about the worst of many, and say how many more there are', () => {
    expect(text(openCall('en', [cpu, disk, { ...cpu, number: 1 }]))).toMatch(
      /^Critical alert: Disk full on db-1\. And 2 more incidents\./,
    );
  });

  it('leave out what somebody has taken meanwhile', () => {
    const { say } = openCall('en', [{ ...disk, state: 'acknowledged', by: 'Ben Petit' }, cpu]);
    expect(say[0]).toBe('Warning: CPU hot.');
    expect(say.join(' ')).not.toContain('more incident');
  });

  it.each<[Partial<CalledIncident>, string]>([
    [{ state: 'acknowledged', by: 'Ben Petit' }, 'Already acknowledged by Ben Petit: Disk full on db-1.'],
    [{ state: 'resolved', by: 'Ben Petit' }, 'Already resolved by Ben Petit: Disk full on db-1.'],
    [{ state: 'resolved' }, 'Already over: Disk full on db-1.'],
    [{ state: 'snoozed' }, 'Already snoozed: Disk full on db-1.'],
  ])('say who has answered before: %j', (change, said) => {
    expect(openCall('en', [{ ...disk, ...change }])).toEqual({ say: [said, 'Goodbye.'], ask: null });
  });

  it('ask whoever has it whether they still do', () => {
    expect(openCall('en', [{ ...disk, state: 'acknowledged', by: 'Ann Martin', confirming: true }]).say[0]).toBe(
      'Are you still on it?',
    );
  });

  it('say that nobody has answered, to whoever is told at the end', () => {
    expect(openCall('fr', [{ ...disk, exhausted: true }]).say.slice(0, 2)).toEqual([
      'Personne n’a répondu, et il ne reste personne à alerter.',
      'Alerte critique : Disk full on db-1.',
    ]);
  });

  it('of what is gone are few', () => {
    expect(openCall('en', [])).toEqual({ say: ['There is nothing left to do.', 'Goodbye.'], ask: null });
  });
});

describe('a key', () => {
  it.each([
    ['1', 'acknowledge'],
    ['2', 'resolve'],
    ['3', 'snooze'],
    ['4', 'escalate'],
    ['0', 'repeat'],
    ['5', null],
    ['#', null],
    ['', null],
    ['11', null],
  ])('%s means %s', (key, meaning) => {
    expect(meaningOfKey(key)).toBe(meaning);
  });

  it('is confirmed aloud', () => {
    const acknowledged: CalledIncident = { ...disk, state: 'acknowledged', by: 'Ann Martin' };
    expect(confirmKey('en', 'acknowledge', [acknowledged], [acknowledged]).say).toEqual([
      'Acknowledged: Disk full on db-1.',
      'Goodbye.',
    ]);
    expect(confirmKey('fr', 'snooze', [disk, cpu], [disk, cpu]).say).toEqual([
      'Mis en pause 30 minutes : 2 incidents.',
      'Au revoir.',
    ]);
  });

  it('that came too late says who was faster', () => {
    expect(confirmKey('en', 'acknowledge', [], [{ ...disk, state: 'acknowledged', by: 'Ben Petit' }]).say[0]).toBe(
      'Already acknowledged by Ben Petit: Disk full on db-1.',
    );
  });

  it('that could not be done says so', () => {
    expect(confirmKey('en', 'resolve', [], [disk]).say[0]).toBe(
      'That could not be done. You find the incident in Grafana.',
    );
  });

  it('0 says everything again, but not for ever', () => {
    const again = openCall('en', [disk], { turn: 3, misses: 2, pressed: false });
    expect([again.say[0], again.ask]).toEqual([
      'Critical alert: Disk full on db-1.',
      { turn: 4, misses: 0, pressed: true },
    ]);
    expect(openCall('en', [disk], { turn: 10, misses: 0, pressed: true })).toEqual({ say: ['Goodbye.'], ask: null });
  });
});

describe('silence', () => {
  it('hears the menu twice more and then a farewell', () => {
    const second = askAgain('en', first, null);
    const third = askAgain('en', second.ask ?? first, null);
    const last = askAgain('en', third.ask ?? first, null);
    expect([second.say, third.say].every((say) => say.length === 1 && say[0]?.startsWith('Press 1'))).toBe(true);
    expect([third.ask, last]).toEqual([
      { turn: 3, misses: 2, pressed: false },
      { say: ['No key was pressed, so this counts as no answer.', 'Goodbye.'], ask: null },
    ]);
  });

  it('after a wrong key is still a person', () => {
    const { say, ask } = askAgain('en', first, '7');
    expect([say[0], ask]).toEqual(['That key does nothing here.', { turn: 2, misses: 1, pressed: true }]);
    expect(askAgain('en', { turn: 3, misses: 2, pressed: true }, null).say[0]).toBe(
      'These keys do nothing here. You find the incident in Grafana.',
    );
  });
});

it('a room is read to twice and asked nothing', () => {
  const { say, ask } = spokenForRoom('en', [disk]);
  expect([say, ask]).toEqual([
    [
      'Critical alert: Disk full on db-1.',
      'From Zabbix, incident 1042.',
      'Critical alert: Disk full on db-1.',
      'From Zabbix, incident 1042.',
      'Goodbye.',
    ],
    null,
  ]);
});

it('a test tries the keys', () => {
  expect(testCall('en', undefined).ask).toEqual(first);
  expect(testCall('fr', '5').say[0]).toBe('Touche 5 reçue. Les appels et le clavier fonctionnent.');
  expect(testCall('en', null)).toEqual({ say: ['I heard no key. Calls work.', 'Goodbye.'], ask: null });
});

it('a message can be heard before anybody is called', () => {
  expect(spokenMessage(fakeMessage({ bundled: 3 })).slice(0, 2)).toEqual([
    'Critical alert: Disk full on db-1.',
    'And 2 more incidents.',
  ]);
  expect(spokenMessage(fakeMessage({ incident: fakeIncident({ title: '\u202e' }) }))[0]).toBe('Critical alert: #1042.');
});
