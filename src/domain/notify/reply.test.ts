import { describe, expect, it } from 'vitest';
import { parseReply } from '#domain/notify/reply';

describe('a reply', () => {
  it('the longest number of an incident has nine digits', () => {
    expect(parseReply('a 123456789')).toEqual({ kind: 'act', action: 'acknowledge', which: { number: 123_456_789 } });
  });

  it.each([
    ['a', 'acknowledge', 'last'],
    ['A', 'acknowledge', 'last'],
    ['À', 'acknowledge', 'last'],
    [' a. ', 'acknowledge', 'last'],
    ['ACK', 'acknowledge', 'last'],
    ['ok!', 'acknowledge', 'last'],
    ['c', 'resolve', 'last'],
    ['Clos', 'resolve', 'last'],
    ['résolu', 'resolve', 'last'],
    ['clôturer', 'resolve', 'last'],
    ['e', 'escalate', 'last'],
    ['É', 'escalate', 'last'],
    ['Escalader', 'escalate', 'last'],
    ['a all', 'acknowledge', 'all'],
    ['A TOUT', 'acknowledge', 'all'],
    ['a\nSent from my phone', 'acknowledge', 'last'],
  ])('%j: %s %s', (text, action, which) => expect(parseReply(text)).toEqual({ kind: 'act', action, which }));

  it.each(['a 1042', 'A #1042', 'a1042', '1042 a', '1042a', 'À : 1042', 'ack 1042.'])(
    '%j names an incident',
    (text) => {
      expect(parseReply(text)).toEqual({ kind: 'act', action: 'acknowledge', which: { number: 1042 } });
    },
  );

  it.each([
    ['STOP', 'stop'],
    ['stop.', 'stop'],
    ['Arrêt', 'stop'],
    ['START', 'start'],
    ['Reprendre', 'start'],
  ])('%j: %s', (text, kind) => expect(parseReply(text)).toEqual({ kind }));

  it.each([
    '',
    '   ',
    '1042',
    'b',
    'stop 1042',
    'a b',
    'a 12 13',
    'a table for two',
    'ça marche pas',
    'a 12345678901234567890',
    '💥',
    'aaa',
    'a@b.c',
    'end',
    'a 💥',
    'a?',
    'a 1234567890',
  ])('%j is unclear', (text) => {
    expect(parseReply(text)).toEqual({ kind: 'unclear' });
  });
});
