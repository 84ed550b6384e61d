import ical from 'node-ical';
import { describe, expect, it } from 'vitest';
import { layer, every, noFacts, rota } from '#domain/rota/rota.fixture';
import { onCallAt } from '#domain/rota/on-call';
import { DAY, HOUR } from '#domain/time/duration';
import type { AnyRota } from '#domain/rota/model';
import type { Directory } from '../../ports/directory.ts';
import { feedOf } from '../feed-question.ts';
import { writeFeed } from './feed.ts';

const NOW = Date.UTC(2026, 2, 20);
const SRE = rota('UTC', [layer('week', 'ann, ben', { rotation: every(1, 'week', '2026-01-05T09:00') })], {
  id: 'sre',
  name: 'SRE primary',
});
const feedText = (...asked: Parameters<typeof feedOf>) => writeFeed(feedOf(...asked));
const options = { now: NOW, alarm: HOUR, link: () => null };

function directory(rotas: Record<string, AnyRota>): Directory {
  const responders = new Map([
    ['ann', { name: 'Ann Martin' }],
    ['ben', { name: 'Ben Petit' }],
  ]) as unknown as Directory['responders'];
  return { revision: 3, facts: noFacts, responders, rotas: new Map(Object.entries(rotas)) } as unknown as Directory;
}

/** What a calendar program makes of the feed. */
function read(text: string) {
  return Object.values(ical.sync.parseICS(text))
    .filter((part) => part?.type === 'VEVENT')
    .map((event) => event as ical.VEvent);
}

describe('the calendar of a rota', () => {
  const events = read(feedText(directory({ sre: SRE }), { kind: 'rota', id: 'sre' }, options));

  it('read back, says who is on call at every hour', () => {
    for (let at = NOW - 10 * DAY; at < NOW + 170 * DAY; at += 7 * HOUR) {
      const now = events
        .filter((event) => event.start.getTime() <= at && at < event.end!.getTime())
        .map((event) => String(event.summary));
      const names = onCallAt(SRE, noFacts, at).map(({ user }) =>
        user === 'ann' ? 'Ann Martin (SRE primary)' : 'Ben Petit (SRE primary)',
      );
      expect(now, new Date(at).toISOString()).toEqual(names);
    }
  });

  it('keeps the UID of a shift when the window moves on', () => {
    const later = read(
      feedText(directory({ sre: SRE }), { kind: 'rota', id: 'sre' }, { ...options, now: NOW + 3 * DAY }),
    );
    const uids = new Set(later.map((event) => event.uid));
    const kept = events.filter((event) => event.start.getTime() > NOW);
    expect(kept.filter((event) => !uids.has(event.uid))).toEqual([]);
    expect(new Set(events.map((event) => event.uid)).size).toBe(events.length);
  });
});

describe('the calendar of a person', () => {
  it('has their own shifts on every rota, and rings before them', () => {
    const always = rota('UTC', [{ ...layer('all', 'ann'), rotation: null }], { id: 'boss', name: 'Managers' });
    const text = feedText(directory({ sre: SRE, boss: always }), { kind: 'user', id: 'ann' }, options);
    const titles = read(text).map((event) => String(event.summary));
    expect(new Set(titles)).toEqual(new Set(['On call: SRE primary', 'On call: Managers']));
    expect(titles.filter((title) => title === 'On call: Managers')).toHaveLength(1);
    expect(text).toContain('TRIGGER:-PT1H');
  });
});
