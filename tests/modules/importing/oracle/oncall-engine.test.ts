/**
 * Schedules that OnCall's own engine 1.16 answered for, one shape each, imported: everybody whom its paging function named at
 * instants of a year, six clock changes among them; and cases that the capture does not hold, with their answers by hand.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { importTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import { oncall } from '../../../../backend-shim/modules/importing/client/pagers/oncall/definition.ts';
import { oncallPeer } from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import type { OncallItem } from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import { TIME_LIMIT } from '../../../oracle/runs.ts';
import { modelOf } from './prove-random.ts';

const DAY = 86_400_000;
const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z');

interface Captured {
  schedule: OncallItem;
  shifts: OncallItem[];
  /** [instant, usernames] */
  who: Array<[string, string[]]>;
}
interface Row {
  user_pk: string;
  shift_start: string;
  shift_end: string;
}
interface Capture {
  users: Record<string, string>;
  schedules: Captured[];
}

const readJson = <Value>(...file: string[]) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, ...file), 'utf8')) as Value;

/** Plans and proves an organisation that has these schedules, as `npm run import` does. */
async function movedIn(
  schedules: readonly Omit<Captured, 'who'>[],
  users: Record<string, string>,
  days: number,
  now: string,
) {
  const from = Date.parse(now);
  const model = modelOf<Row[]>(
    'oncall.py',
    schedules.map(({ schedule, shifts }) => ({
      from: iso(from - 3 * DAY),
      to: iso(from + (days + 3) * DAY),
      notified: Object.keys(users),
      schedule,
      // The API shows on which day weeks begin for weekly shifts alone; the engine knows, and here it was Monday.
      shifts: shifts.map((one) => ({ week_start: 'MO', ...one })),
      swaps: [],
    })),
  );
  const rows = Object.fromEntries(
    schedules.map(({ schedule }, i) => [
      schedule.id,
      (model[i] ?? []).map((row) => ({
        user: row.user_pk,
        start: Date.parse(row.shift_start),
        end: Date.parse(row.shift_end),
      })),
    ]),
  );
  const lists = {
    users: Object.entries(users).map(([id, username]) => ({
      id,
      username,
      email: `${id}@example.com`,
      role: 'editor',
    })),
    schedules: schedules.map(({ schedule }) => schedule),
    on_call_shifts: schedules.flatMap(({ shifts }) => shifts),
    ...Object.fromEntries(EMPTY.map((list) => [list, [] as OncallItem[]])),
  };
  const one = await importTry({ pager: oncall, transport: oncallPeer({ rows, lists }), now });
  try {
    expect(await one.run({ step: 'fetch', days })).toBe(0);
    await one.choose(users);
    await one.run({ step: 'plan', days });
    const exit = await one.run({ step: 'prove', days });
    return { exit, plan: await one.plan(), proof: await one.proof(), rows };
  } finally {
    await one.remove();
  }
}

const EMPTY = [
  'teams',
  'escalation_chains',
  'escalation_policies',
  'integrations',
  'routes',
  'personal_notification_rules',
  'user_groups',
  'webhooks',
  'shift_swaps',
];

type Moved = Awaited<ReturnType<typeof movedIn>>;

/** Logins at an instant, by Vigie's answer for the schedule. */
function vigieAt({ plan, proof }: Moved, schedule: string, instant: string): string[] {
  const planned = plan.proofs.find((one) => one.schedule === schedule);
  const spans = proof.rotas.find(({ rota }) => rota === planned?.rota)?.vigie ?? [];
  const at = Date.parse(instant);
  return spans.find(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end))?.people.toSorted() ?? [];
}

describe('every shape that the real engine answered for', () => {
  const { users, schedules } = readJson<Capture>('..', '..', '..', 'captures', 'oncall', 'shapes.json');
  let moved: Moved;
  beforeAll(async () => {
    moved = await movedIn(schedules, users, 366, '2026-11-30T23:59:30Z');
  }, TIME_LIMIT);

  test('is what the model of the engine says, at every captured instant', () => {
    const wrong = schedules.flatMap(({ schedule, who }) =>
      who.flatMap(([instant, expected]) => {
        const at = Date.parse(instant);
        const rows = moved.rows[schedule.id]?.filter(({ start, end }) => start <= at && at < end) ?? [];
        const got = [...new Set(rows.map(({ user }) => users[user]))].toSorted();
        return JSON.stringify(got) === JSON.stringify(expected.toSorted())
          ? []
          : [{ schedule: schedule['name'], instant, expected, got }];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('pages the same people in Vigie at every captured instant', () => {
    const wrong = schedules.flatMap(({ schedule, who }) =>
      who.flatMap(([instant, expected]) => {
        const got = vigieAt(moved, schedule.id, instant);
        return JSON.stringify(got) === JSON.stringify(expected.toSorted())
          ? []
          : [{ schedule: schedule['name'], instant, expected, got }];
      }),
    );
    expect(schedules.flatMap(({ who }) => who).length).toBe(104 * 80);
    expect(wrong).toEqual([]);
  });

  test('is proven in every second, and none is frozen', () => {
    expect(moved.exit).toBe(0);
    expect(moved.proof.rotas).toHaveLength(104);
    expect(moved.proof.rotas.filter(({ seconds, equal }) => seconds !== equal)).toEqual([]);
    const classes = Object.groupBy(moved.plan.proofs, (one) => one.class);
    expect(Object.keys(classes).toSorted()).toEqual(['approximated', 'exact', 'rewritten']);
    // Only in the nights of clock changes are there hours that no layer says.
    const said = moved.plan.items.filter(({ kind, class: one }) => kind === 'rota' && one === 'approximated');
    expect(new Set(said.map(({ reason }) => reason))).toEqual(
      new Set(['hours-over-a-clock-change', 'change-nights-written']),
    );
    expect(said.length).toBeLessThanOrEqual(14);
  });
});

interface GoldenCase {
  name: string;
  now: string;
  days: number;
  schedule: OncallItem;
  shifts: OncallItem[];
  /** `2026-12-16T08:00:00Z ann` from that instant on; after the last line nothing is said. */
  answer: string[];
}

describe('cases that the capture does not hold, with the engine’s answers', () => {
  const cases = readJson<GoldenCase[]>('..', 'golden', 'oncall-engine.json');
  const users = { UANN: 'ann', UBEN: 'ben', UCLEO: 'cleo', UDEE: 'dee' };

  test.each(cases)('$name', async ({ now, days, schedule, shifts, answer }) => {
    const moved = await movedIn([{ schedule, shifts }], users, days, now);
    const [rota] = moved.proof.rotas;
    const lines = (spans: ReadonlyArray<{ start: string; people: readonly string[] }> = []) =>
      spans
        .map(({ start, people }) => `${iso(Date.parse(start))} ${people.join(' ') || 'nobody'}`)
        .slice(1, answer.length + 1);
    expect(lines(rota?.source)).toEqual(answer);
    expect(lines(rota?.vigie)).toEqual(answer);
    expect(rota?.differences).toEqual([]);
    expect(moved.exit).toBe(0);
  });
});
