import { describe, expect, it } from 'vitest';
import type { CalendarReading } from '../../ports/calendar-reader.ts';
import { readCalendar } from './read.ts';

const NOW = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;

function calendar(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: string[]): string {
  return [
    'BEGIN:VEVENT',
    ...(lines.some((line) => line.startsWith('UID')) ? [] : ['UID:one']),
    ...lines,
    'END:VEVENT',
  ].join('\r\n');
}

function read(
  text: string,
  timeZone: string | null = 'Europe/Paris',
  now = NOW,
): Extract<CalendarReading, { ok: true }> {
  const reading = readCalendar({ text, now, timeZone });
  if (!reading.ok) {
    throw new Error(reading.detail);
  }
  return reading;
}

/** `01-05T08:00 01-06T08:00`, in UTC, until a day. */
function spans(
  text: string,
  until = '2026-04-01',
  timeZone: string | null = 'Europe/Paris',
  from = '2026-01-01',
): string[] {
  const all = read(text, timeZone)
    .groups.flatMap((group) => group.spans)
    .sort((a, b) => a.start - b.start);
  const short = (at: number): string => new Date(at).toISOString().slice(5, 16);
  return all
    .filter(({ start, end }) => start < Date.parse(until) && end > Date.parse(from))
    .map(({ start, end }) => `${short(start)} ${short(end)}`);
}

const PARIS = 'TZID=Europe/Paris';

describe('when an event is', () => {
  it.each<[string, string[], string[]]>([
    ['in UTC', ['DTSTART:20260105T080000Z', 'DTEND:20260105T200000Z'], ['01-05T08:00 01-05T20:00']],
    ['in a zone', [`DTSTART;${PARIS}:20260105T080000`, `DTEND;${PARIS}:20260105T200000`], ['01-05T07:00 01-05T19:00']],
    [
      'in a zone of Windows',
      ['DTSTART;TZID="Eastern Standard Time":20260105T080000', 'DTEND;TZID="Eastern Standard Time":20260105T200000'],
      ['01-05T13:00 01-06T01:00'],
    ],
    [
      'in a zone as Outlook shows it',
      ['DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20260105T080000', 'DURATION:PT1H'],
      ['01-05T07:00 01-05T08:00'],
    ],
    [
      'in a prefixed zone',
      ['DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/New_York:20260105T080000', 'DURATION:PT1H'],
      ['01-05T13:00 01-05T14:00'],
    ],
    [
      'from one zone to another',
      [`DTSTART;${PARIS}:20260105T080000`, 'DTEND;TZID=America/New_York:20260105T080000'],
      ['01-05T07:00 01-05T13:00'],
    ],
    ['floating', ['DTSTART:20260105T080000', 'DTEND:20260105T200000'], ['01-05T07:00 01-05T19:00']],
    ['a whole day', ['DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260107'], ['01-04T23:00 01-06T23:00']],
    ['a whole day without an end', ['DTSTART;VALUE=DATE:20260105'], ['01-04T23:00 01-05T23:00']],
    [
      'a whole day that ends on itself',
      ['DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260105'],
      ['01-04T23:00 01-05T23:00'],
    ],
    ['as long as it says', ['DTSTART:20260105T080000Z', 'DURATION:P1DT2H30M'], ['01-05T08:00 01-06T10:30']],
    ['of no length', ['DTSTART:20260105T080000Z'], []],
    [
      'over the spring gap, by the wall',
      [`DTSTART;${PARIS}:20260328T200000`, `DTEND;${PARIS}:20260329T080000`],
      ['03-28T19:00 03-29T06:00'],
    ],
    [
      'over the spring gap, by elapsed time',
      [`DTSTART;${PARIS}:20260328T200000`, 'DURATION:PT12H'],
      ['03-28T19:00 03-29T07:00'],
    ],
    [
      'in the gap itself',
      [`DTSTART;${PARIS}:20260329T023000`, `DTEND;${PARIS}:20260329T040000`],
      ['03-29T01:00 03-29T02:00'],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(spans(calendar(event(...lines)))).toEqual(expected);
  });

  it('begins at the first 02:30 of the repeated hour and ends at the last', () => {
    expect(
      spans(calendar(event(`DTSTART;${PARIS}:20261025T023000`, `DTEND;${PARIS}:20261025T024500`)), '2027-01-01'),
    ).toEqual(['10-25T00:30 10-25T01:45']);
  });

  it('floats in the zone that the calendar names, else in UTC', () => {
    const floating = event('DTSTART:20260105T080000', 'DTEND:20260105T090000');
    expect(spans(calendar('X-WR-TIMEZONE:America/New_York', floating), '2026-04-01', null)).toEqual([
      '01-05T13:00 01-05T14:00',
    ]);
    expect(spans(calendar(floating), '2026-04-01', null)).toEqual(['01-05T08:00 01-05T09:00']);
  });
});

describe('a zone that only the calendar knows', () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Ship',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0500',
    'TZOFFSETTO:+0400',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=1',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0400',
    'TZOFFSETTO:+0500',
    'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=2',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ].join('\r\n');

  it('is as its VTIMEZONE says, on both sides of its changes', () => {
    const text = calendar(
      zone,
      event('DTSTART;TZID=Ship:20260124T120000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=4'),
    );
    expect(spans(text)).toEqual([
      '01-24T07:00 01-24T08:00',
      '01-31T08:00 01-31T09:00',
      '02-07T08:00 02-07T09:00',
      '02-14T07:00 02-14T08:00',
    ]);
  });

  it('with one observance is a fixed offset', () => {
    const fixed = [
      'BEGIN:VTIMEZONE',
      'TZID:Fixed',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0545',
      'TZOFFSETTO:+0545',
      'END:STANDARD',
      'END:VTIMEZONE',
    ].join('\r\n');
    expect(spans(calendar(fixed, event('DTSTART;TZID=Fixed:20260105T080000', 'DURATION:PT1H')))).toEqual([
      '01-05T02:15 01-05T03:15',
    ]);
  });

  it('does not change one that everybody knows', () => {
    const wrong = zone.replaceAll('TZID:Ship', 'TZID:Europe/Paris');
    expect(spans(calendar(wrong, event(`DTSTART;${PARIS}:20260105T080000`, 'DURATION:PT1H')))).toEqual([
      '01-05T07:00 01-05T08:00',
    ]);
  });

  it('without any definition is reported', () => {
    const { ignored, groups } = read(calendar(event('DTSTART;TZID=Nowhere:20260105T080000', 'DURATION:PT1H')));
    expect(groups).toHaveLength(1);
    expect(ignored).toEqual([
      {
        summary: '',
        why: expect.stringContaining('the time zone "Nowhere" is unknown') as string,
        reason: 'unknown-zone',
        data: { zone: 'Nowhere' },
      },
    ]);
  });
});

describe('how it repeats', () => {
  const weekly = [`DTSTART;${PARIS}:20260105T090000`, `DTEND;${PARIS}:20260105T180000`];

  it.each<[string, string[], string[]]>([
    ['so many times', ['RRULE:FREQ=WEEKLY;COUNT=3'], ['01-05T08:00', '01-12T08:00', '01-19T08:00']],
    [
      'until an instant, which counts',
      ['RRULE:FREQ=WEEKLY;UNTIL=20260119T080000Z'],
      ['01-05T08:00', '01-12T08:00', '01-19T08:00'],
    ],
    ['until a day, which counts', ['RRULE:FREQ=WEEKLY;UNTIL=20260119'], ['01-05T08:00', '01-12T08:00', '01-19T08:00']],
    ['until a moment too early', ['RRULE:FREQ=WEEKLY;UNTIL=20260119T075959Z'], ['01-05T08:00', '01-12T08:00']],
    [
      'on some days',
      ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4'],
      ['01-05T08:00', '01-07T08:00', '01-12T08:00', '01-14T08:00'],
    ],
    ['every other week', ['RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3'], ['01-05T08:00', '01-19T08:00', '02-02T08:00']],
    [
      'on the last Friday of the month, from a Monday',
      ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3'],
      ['01-05T08:00', '01-30T08:00', '02-27T08:00'],
    ],
    ['but not then', ['RRULE:FREQ=WEEKLY;COUNT=3', `EXDATE;${PARIS}:20260112T090000`], ['01-05T08:00', '01-19T08:00']],
    [
      'but not then, in UTC',
      ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20260112T080000Z,20260119T080000Z'],
      ['01-05T08:00'],
    ],
    [
      'and then',
      ['RRULE:FREQ=WEEKLY;COUNT=2', `RDATE;${PARIS}:20260114T090000`],
      ['01-05T08:00', '01-12T08:00', '01-14T08:00'],
    ],
    ['only by dates', [`RDATE;${PARIS}:20260114T090000`], ['01-05T08:00', '01-14T08:00']],
    [
      'by the wall when the clock changes',
      ['RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260407'],
      [
        '01-05T08:00',
        '01-12T08:00',
        '01-19T08:00',
        '01-26T08:00',
        '02-02T08:00',
        '02-09T08:00',
        '02-16T08:00',
        '02-23T08:00',
        '03-02T08:00',
        '03-09T08:00',
        '03-16T08:00',
        '03-23T08:00',
        '03-30T07:00',
        '04-06T07:00',
      ],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(spans(calendar(event(...weekly, ...lines)), '2026-05-01').map((line) => line.slice(0, 11))).toEqual(
      expected,
    );
  });

  it('by days, also where UNTIL has a time', () => {
    const days = ['DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260106'];
    expect(
      spans(calendar(event(...days, 'RRULE:FREQ=DAILY;UNTIL=20260107T000000Z', 'EXDATE;VALUE=DATE:20260106'))),
    ).toEqual(['01-04T23:00 01-05T23:00', '01-06T23:00 01-07T23:00']);
  });

  it('since long ago, and on its last day', () => {
    const old = event(
      `DTSTART;${PARIS}:19990104T090000`,
      `DTEND;${PARIS}:19990111T090000`,
      'RRULE:FREQ=WEEKLY;INTERVAL=3',
    );
    expect(spans(calendar(old), '2026-02-03', 'Europe/Paris', '2026-01-19T07:00Z')).toEqual([
      '01-12T08:00 01-19T08:00',
      '02-02T08:00 02-09T08:00',
    ]);
  });

  it('for five years ahead', () => {
    const reading = read(calendar(event(...weekly, 'RRULE:FREQ=WEEKLY')));
    expect(reading.knownUntil).toBe(NOW + 1827 * DAY);
    expect(reading.groups[0]?.spans).toHaveLength(261);
  });
});

describe('one of a series', () => {
  const series = event(
    `DTSTART;${PARIS}:20260105T090000`,
    `DTEND;${PARIS}:20260106T090000`,
    'SUMMARY:Ann',
    'RRULE:FREQ=WEEKLY;COUNT=4',
  );
  const change = (...lines: string[]): string =>
    calendar(series, event(`RECURRENCE-ID;${PARIS}:20260112T090000`, ...lines));

  it('is moved', () => {
    expect(spans(change('SUMMARY:Ann', `DTSTART;${PARIS}:20260113T090000`, `DTEND;${PARIS}:20260114T090000`))).toEqual([
      '01-05T08:00 01-06T08:00',
      '01-13T08:00 01-14T08:00',
      '01-19T08:00 01-20T08:00',
      '01-26T08:00 01-27T08:00',
    ]);
  });

  it('is named in UTC as well', () => {
    const moved = calendar(
      series,
      event(
        'RECURRENCE-ID:20260112T080000Z',
        'SUMMARY:Ben',
        `DTSTART;${PARIS}:20260112T090000`,
        `DTEND;${PARIS}:20260113T090000`,
      ),
    );
    expect(read(moved).groups.map(({ summary, spans: own }) => [summary, own.length])).toEqual([
      ['Ann', 3],
      ['Ben', 1],
    ]);
  });

  it('is cancelled', () => {
    expect(
      spans(change('STATUS:CANCELLED', `DTSTART;${PARIS}:20260112T090000`, `DTEND;${PARIS}:20260113T090000`)),
    ).toHaveLength(3);
  });

  it('changes with all that follow', () => {
    const text = calendar(
      series,
      event(
        `RECURRENCE-ID;RANGE=THISANDFUTURE;${PARIS}:20260112T090000`,
        'SUMMARY:Ben',
        `DTSTART;${PARIS}:20260112T100000`,
        `DTEND;${PARIS}:20260112T120000`,
      ),
    );
    expect(spans(text)).toEqual([
      '01-05T08:00 01-06T08:00',
      '01-12T09:00 01-12T11:00',
      '01-19T09:00 01-19T11:00',
      '01-26T09:00 01-26T11:00',
    ]);
    expect(read(text).groups.map(({ summary, spans: own }) => [summary, own.length])).toEqual([
      ['Ann', 1],
      ['Ben', 3],
    ]);
  });

  it('stands alone if its series is missing', () => {
    expect(
      spans(
        calendar(
          event(
            `RECURRENCE-ID;${PARIS}:20260112T090000`,
            `DTSTART;${PARIS}:20260112T100000`,
            `DTEND;${PARIS}:20260112T120000`,
          ),
        ),
      ),
    ).toEqual(['01-12T09:00 01-12T11:00']);
  });

  it('in a later revision counts in place of the earlier', () => {
    const revision = (sequence: number, hour: string): string =>
      event(
        `SEQUENCE:${sequence}`,
        `RECURRENCE-ID;${PARIS}:20260112T090000`,
        `DTSTART;${PARIS}:20260112T${hour}0000`,
        `DTEND;${PARIS}:20260112T230000`,
      );
    expect(spans(calendar(revision(2, '11'), series, revision(1, '10')))[1]).toBe('01-12T10:00 01-12T22:00');
  });
});

describe('a whole event', () => {
  it('that is cancelled is not there', () => {
    expect(
      read(calendar(event('STATUS:CANCELLED', 'DTSTART:20260105T080000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'))).groups,
    ).toEqual([]);
  });

  it('counts in its latest revision; two of one name and revision both count', () => {
    const at = (hour: string, ...lines: string[]): string =>
      event(`DTSTART:20260105T${hour}0000Z`, 'DURATION:PT1H', ...lines);
    expect(spans(calendar(at('08', 'SEQUENCE:1'), at('09', 'SEQUENCE:2')))).toEqual(['01-05T09:00 01-05T10:00']);
    expect(spans(calendar(at('08'), at('09')))).toEqual(['01-05T08:00 01-05T09:00', '01-05T09:00 01-05T10:00']);
  });

  it('names who is invited, without rooms and without those who declined', () => {
    const people = [
      'ATTENDEE;CN="Martin, Ann";PARTSTAT=ACCEPTED:mailto:Ann@Example.com',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:ben@example.com',
      'ATTENDEE;CUTYPE=ROOM:mailto:room@example.com',
      'ATTENDEE;EMAIL=dee@example.com:/principals/dee',
      'ORGANIZER;CN=Cleo:MAILTO:cleo@example.com',
    ];
    expect(
      read(calendar(event('DTSTART:20260105T080000Z', 'DURATION:PT1H', 'SUMMARY:On\\, call\\nnow ', ...people)))
        .groups[0],
    ).toMatchObject({
      summary: 'On, call now',
      attendees: ['ann@example.com', 'dee@example.com'],
      organizer: 'cleo@example.com',
    });
  });

  it('that cannot be read is reported, and the others count', () => {
    const { groups, ignored } = read(
      calendar(
        event('UID:a', 'SUMMARY:Odd', 'DTSTART:tomorrow'),
        event('UID:b', 'SUMMARY:Back', 'DTSTART:20260105T080000Z', 'DTEND:20260105T070000Z'),
        event('UID:c', 'SUMMARY:Often', 'DTSTART:20260105T080000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'),
        event('UID:d', 'DTSTART:20260105T080000Z', 'DURATION:PT1H'),
      ),
    );
    expect(groups).toHaveLength(1);
    expect(ignored.map(({ summary, reason }) => `${summary} ${reason}`)).toEqual([
      'Odd no-beginning',
      'Back wrong-end',
      'Often wrong-repetition',
    ]);
  });
});

describe('a text that is no calendar', () => {
  it.each([
    ['nothing', '', 'no-calendar'],
    ['a page', '<!doctype html><title>Sign in</title>', 'no-calendar'],
    ['JSON', '{"error":"gone"}', 'no-calendar'],
    ['half a calendar', calendar(event('DTSTART:20260105T080000Z')).slice(0, -20), 'malformed'],
    ['lines of something else', calendar('what is this'), 'malformed'],
  ])('%s', (_what, text, reason) => {
    expect(readCalendar({ text, now: NOW, timeZone: null })).toMatchObject({ ok: false, reason });
  });

  it('is not quoted', () => {
    expect(JSON.stringify(readCalendar({ text: calendar('secret line'), now: NOW, timeZone: null }))).not.toContain(
      'secret',
    );
  });

  it('an empty calendar is a calendar', () => {
    expect(read(calendar()).groups).toEqual([]);
  });

  it('lines may end as on Unix, after a byte order mark', () => {
    expect(
      spans(`\uFEFF${calendar(event('DTSTART:20260105T080000Z', 'DURATION:PT1H')).replaceAll('\r\n', '\n')}`),
    ).toHaveLength(1);
  });
});

describe('a hostile calendar is cut off', () => {
  it.each([
    'FREQ=SECONDLY',
    'FREQ=MINUTELY',
    'FREQ=HOURLY;BYMINUTE=0,1,2,3',
    'FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=NEVER',
    'nonsense',
  ])('by the rule %s', (rule) => {
    const before = performance.now();
    const { groups } = read(calendar(event('DTSTART:19700101T000000Z', 'DURATION:PT1S', `RRULE:${rule}`)));
    expect(groups.flatMap(({ spans: own }) => own).length).toBeLessThan(5000);
    expect(performance.now() - before).toBeLessThan(3000);
  });

  it('by 100,000 events; past events do not count', () => {
    const many = (day: string): string =>
      calendar(
        ...Array.from({ length: 100_000 }, (_, i) => event(`UID:${i}`, `DTSTART:${day}T000000Z`, 'DURATION:PT1H')),
      );
    expect(readCalendar({ text: many('20260106'), now: NOW, timeZone: null })).toMatchObject({
      ok: false,
      reason: 'too-much',
    });
    expect(readCalendar({ text: many('20200106'), now: NOW, timeZone: null })).toMatchObject({ ok: true, groups: [] });
  }, 60_000);

  it('by too many occurrences: the near ones are known', () => {
    const daily = Array.from({ length: 150 }, (_, i) =>
      event(`UID:${i}`, 'DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'),
    );
    expect(read(calendar(...daily)).knownUntil).toBe(NOW + 100 * DAY);
  }, 60_000);
});
