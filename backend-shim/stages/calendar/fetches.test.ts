import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { createIds } from '../../adapters/random-ids.ts';
import type { OutsideCalendar, Directory } from '../../ports/directory.ts';
import { CAPABILITIES } from '../../store/capabilities.ts';
import { newCalendarState, nextFetches, readCalendarStates, saveCalendarState } from '../../store/duties/calendars.ts';
import { createPolicyCopies } from '../../store/incidents/policy-copies.ts';
import { migrate } from '../../store/migrate.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import type { Store } from '../../store/store.ts';
import { createUnreadableRegistry } from '../../store/stored/unreadable.ts';
import { setTimers } from '../../store/timers.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import type { Work } from '../../store/work.ts';
import { claimFetches, settleFetch } from './fetches.ts';
import type { FetchResult, CalendarFetch } from './fetches.ts';
import { NO_RESTS, noWaits } from '../../store/labour/resting.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const read = (etag: string): FetchResult => ({
  kind: 'read',
  groups: [],
  ignored: [],
  knownUntil: NOW + 30 * DAY,
  etag,
  lastModified: null,
});
const failed: FetchResult = { kind: 'failed', reason: 'network', detail: 'nobody answers' };

onEachDatabase('A look at a calendar', (database) => {
  let store: Store;
  let now = NOW;
  let calendar: OutsideCalendar;
  beforeEach(async () => {
    store = await openFresh(database);
    await migrate(store);
    now = NOW;
    calendar = {
      id: 'team',
      name: 'Team',
      team: null,
      url: 'https://calendar.example.com/team.ics',
      refresh: HOUR,
      staleAfter: DAY,
      timeZone: null,
      people: {},
      absences: null,
      version: 1,
      trusted: false,
    };
    await transact((work) => saveCalendarState(work, newCalendarState('team', now)));
    await transact((work) =>
      setTimers(work, [{ kind: 'calendar', subject: 'team', due_at: now, rank: 0, attempt: 0 }]),
    );
  });
  afterEach(() => store.close());

  const transact = <T>(change: (work: Work) => Promise<T>) =>
    store.transaction((tx) => {
      const directory = {
        calendars: new Map([['team', calendar]]),
        responders: new Map(),
        rotas: new Map(),
      } as unknown as Directory;
      return change({
        tx,
        cap: CAPABILITIES[store.dialect],
        now,
        ids: createIds(),
        directory,
        copies: createPolicyCopies(),
        unreadable: createUnreadableRegistry(silentLog),
        requests: [],
        ended: [],
        rests: NO_RESTS,
        waits: noWaits(),
        report: () => undefined,
      });
    });
  /** Once its time has come. */
  const claim = async (): Promise<CalendarFetch> => {
    now = (await nextFetches(store.read)).get('team') ?? now;
    const [look] = await transact((work) => claimFetches(work, 10));
    if (look === undefined) {
      throw new Error('no look is due');
    }
    return look;
  };
  const settle = (look: CalendarFetch, found: FetchResult) => transact((work) => settleFetch(work, look, found));
  const state = async () => (await readCalendarStates(store.read)).get('team');
  const wait = async () => ((await nextFetches(store.read)).get('team') ?? 0) - now;

  it('that answers when a newer one is under way is not written', async () => {
    const [late, newer] = [await claim(), await claim()];
    expect(newer.id).not.toBe(late.id);
    await settle(newer, read('"new"'));
    const known = await state();
    expect(await settle(late, read('"old"'))).toBe(false);
    expect(await settle(late, failed)).toBe(false);
    expect(await state()).toEqual(known);
    expect(known).toMatchObject({ etag: '"new"', failure: null });
  });

  it('that fails is followed by another one soon, one that went well by the next in its time', async () => {
    expect(await settle(await claim(), failed)).toBe(true);
    expect(await wait()).toBe(5 * MINUTE);
    expect(await settle(await claim(), failed)).toBe(false);
    await settle(await claim(), read('"a"'));
    expect(await wait()).toBe(HOUR);
    calendar = { ...calendar, refresh: 2 * MINUTE };
    await settle(await claim(), failed);
    expect(await wait()).toBe(2 * MINUTE);
  });

  it('of an address that changed meanwhile is followed by another at once', async () => {
    const look = await claim();
    calendar = { ...calendar, version: 2, url: 'https://calendar.example.com/other.ics' };
    await settle(look, read('"a"'));
    expect(await wait()).toBe(0);
  });

  it.each<[string, () => Promise<void> | void, string | null]>([
    ['the same address, lately', () => undefined, '"a"'],
    ['another address: the tag is of the old one', () => void (calendar = { ...calendar, version: 2 }), null],
    ['after a failure: what is known may be damaged', async () => void (await settle(await claim(), failed)), null],
  ])('asks whether something changed: %s', async (_case, change, etag) => {
    await settle(await claim(), read('"a"'));
    await change();
    expect((await claim()).etag).toBe(etag);
  });

  it('a day later reads it whole: series go on', async () => {
    calendar = { ...calendar, refresh: DAY };
    await settle(await claim(), read('"a"'));
    expect((await claim()).etag).toBeNull();
  });
});
