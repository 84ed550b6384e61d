import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Directory } from '../../ports/directory.ts';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { run } from '../query.ts';
import { createRetention } from './retention.ts';
import type { Store } from '../store.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);
const times = { incidents: 396 * DAY, payloads: 30 * DAY, audit: 800 * DAY };

onEachDatabase('Retention', (database) => {
  let store: Store;
  let bench: WorkBench;
  beforeEach(async () => {
    store = await openFresh(database);
    bench = await workOn(store, { now: NOW });
  });
  afterEach(() => store.close());

  async function incident(id: string, number: number, state: string, resolvedAt: number | null): Promise<void> {
    await store.transaction(async (tx) => {
      await run(
        tx,
        `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, labels, links, firing, total, opened_at, resolved_at, "inner", version, updated_at)
        values ('${id}', ${number}, 'webhook', '${id}', 't', '', 'error', 2, 'default', '${state}', 0, 0, '{}', '[]', 0, 1, 1, ${resolvedAt ?? 'null'}, '{}', 1, 1)`,
        [],
      );
      await run(
        tx,
        `insert into timeline (id, incident, at, kind, text, data) values ('t-${id}', '${id}', 1, 'opened', 'x', '{}')`,
        [],
      );
      await run(
        tx,
        `insert into deliveries (id, kind, incident, channel_kind, lane, rank, state, due_at, attempt, content, created_at) values ('d-${id}', 'page', '${id}', 'email', 'l', 0, 'done', 1, 1, '{}', 1)`,
        [],
      );
      await run(
        tx,
        `insert into attempts (delivery, attempt, at, outcome, took_ms) values ('d-${id}', 1, 1, 'done', 1)`,
        [],
      );
    });
  }
  const signal = (id: string, at: number, of: string | null) =>
    store.transaction((tx) =>
      run(
        tx,
        `insert into signals (id, integration, received_at, fingerprint, group_key, status, incident, decision, raw) values ('${id}', 'w', ${at}, 'f', 'g', 'firing', ${of === null ? 'null' : `'${of}'`}, 'joined', '{}')`,
        [],
      ),
    );
  /** A whole pass, as after a start. */
  const remove = async (
    directory: object = { units: new Map(), profiles: new Map() },
    retention = createRetention(times),
  ) => {
    bench.directory = directory as Directory;
    const removed = { incidents: 0, messages: 0, payloads: 0, audit: 0 };
    for (let more = true; more;) {
      const { more: isMore, ...some } = await retention.removeSome(bench.transact, NOW);
      for (const what of Object.keys(removed) as Array<keyof typeof removed>) removed[what] += some[what];
      more = isMore;
    }
    return removed;
  };
  const idsOf = async (table: string) =>
    (await run<{ id: string }>(store.read, `select id from ${table} order by id`, [])).map((row) => row.id);

  it('removes what has been resolved for 13 months, with all its parts, and nothing that is open', async () => {
    await incident('old', 1, 'resolved', NOW - 400 * DAY);
    await incident('recent', 2, 'resolved', NOW - 100 * DAY);
    await incident('open', 3, 'open', null);
    expect(await remove()).toMatchObject({ incidents: 1 });
    expect(await idsOf('incidents')).toEqual(['open', 'recent']);
    expect(await idsOf('timeline')).toEqual(['t-open', 't-recent']);
    expect(await idsOf('deliveries')).toEqual(['d-open', 'd-recent']);
    expect(await run(store.read, 'select delivery from attempts order by delivery', [])).toEqual([
      { delivery: 'd-open' },
      { delivery: 'd-recent' },
    ]);
  });

  interface Column {
    name: string;
    type: string;
    optional: boolean;
  }
  const columnsOf = (table: string): Promise<Column[]> =>
    database.kind === 'sqlite'
      ? run<{ name: string; type: string; needed: number }>(
          store.read,
          `select name, type, "notnull" as needed from pragma_table_info('${table}')`,
          [],
        ).then((all) => all.map(({ name, type, needed }) => ({ name, type, optional: needed === 0 })))
      : run<{ name: string; type: string; nullable: string }>(
          store.read,
          `select column_name as name, data_type as type, is_nullable as nullable from information_schema.columns where table_schema = current_schema() and table_name = '${table}'`,
          [],
        ).then((all) => all.map(({ name, type, nullable }) => ({ name, type, optional: nullable === 'YES' })));
  const tables = () =>
    database.kind === 'sqlite'
      ? run<{ name: string }>(
          store.read,
          `select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'incident' where m.type = 'table' order by m.name`,
          [],
        )
      : run<{ name: string }>(
          store.read,
          `select table_name as name from information_schema.columns where table_schema = current_schema() and column_name = 'incident' order by table_name`,
          [],
        );

  /** Whatever its columns are. */
  async function row(table: string, incident: string): Promise<void> {
    const needed = (await columnsOf(table)).filter(
      ({ name, optional }) => name === 'incident' || name === 'id' || !optional,
    );
    const value = ({ name, type }: Column) =>
      name === 'incident' ? `'${incident}'` : /int|real|double|numeric/i.test(type) ? '1' : `'${table}-${incident}'`;
    await store.transaction((tx) =>
      run(
        tx,
        `insert into ${table} (${needed.map(({ name }) => `"${name}"`).join(', ')}) values (${needed.map(value).join(', ')})`,
        [],
      ),
    );
  }

  /** Pay and law ask for these longer; and what the outbox was asked for is gone within a second. */
  const KEPT = ['interventions', 'outbox_requests'];

  it('leaves nothing of an old incident in any table that knows incidents, also in one that is added later', async () => {
    await incident('old', 1, 'resolved', NOW - 400 * DAY);
    await incident('recent', 2, 'resolved', NOW - 100 * DAY);
    const all = (await tables()).map(({ name }) => name).filter((name) => !KEPT.includes(name));
    expect(all).toEqual(
      expect.arrayContaining(['alerts', 'deliveries', 'incident_keys', 'pages', 'signals', 'syncs', 'timeline']),
    );
    for (const table of all) {
      await row(table, 'old');
      await row(table, 'recent');
    }
    await store.transaction((tx) =>
      run(
        tx,
        `insert into attempts (delivery, attempt, at, outcome, took_ms) values ('syncs-old', 1, 1, 'done', 1), ('syncs-recent', 1, 1, 'done', 1)`,
        [],
      ),
    );
    expect(await remove()).toMatchObject({ incidents: 1 });
    const left = async (id: string) =>
      (
        await Promise.all(
          all.map(async (table) =>
            (await run(store.read, `select 1 from ${table} where incident = '${id}'`, [])).length > 0 ? [table] : [],
          ),
        )
      ).flat();
    expect(await left('old')).toEqual([]);
    expect(await left('recent')).toEqual(all);
    expect(await run(store.read, `select delivery from attempts where delivery like 'syncs%'`, [])).toEqual([
      { delivery: 'syncs-recent' },
    ]);
  });

  it('removes messages about no incident after the same time: letters, hand-overs, tries', async () => {
    for (const [id, at, state] of [
      ['old', NOW - 400 * DAY, 'done'],
      ['recent', NOW - 100 * DAY, 'failed'],
      ['waiting', NOW - 400 * DAY, 'due'],
      ['leaving', NOW - 400 * DAY, 'sending'],
    ] as const) {
      await store.transaction((tx) =>
        run(
          tx,
          `insert into deliveries (id, kind, channel_kind, lane, rank, state, due_at, attempt, content, created_at) values ('${id}', 'onCall', 'email', 'l', 0, '${state}', 1, 1, '{}', ${at})`,
          [],
        ),
      );
      await store.transaction((tx) =>
        run(tx, `insert into attempts (delivery, attempt, at, outcome, took_ms) values ('${id}', 1, 1, 'done', 1)`, []),
      );
    }
    expect(await remove()).toMatchObject({ messages: 1 });
    expect(await idsOf('deliveries')).toEqual(['leaving', 'recent', 'waiting']);
    expect(await run(store.read, 'select delivery from attempts order by delivery', [])).toEqual([
      { delivery: 'leaving' },
      { delivery: 'recent' },
      { delivery: 'waiting' },
    ]);
  });

  it('takes payloads away after 30 days and keeps that the signal came', async () => {
    await incident('open', 1, 'open', null);
    await signal('old', NOW - 31 * DAY, 'open');
    await signal('stray', NOW - 31 * DAY, null);
    await signal('new', NOW - DAY, 'open');
    await remove();
    expect(await run(store.read, 'select id, raw from signals order by id', [])).toEqual([
      { id: 'new', raw: '{}' },
      { id: 'old', raw: null },
    ]);
  });

  it('goes on behind what stays, and looks at no payload twice', async () => {
    for (let n = 1; n <= 120; n++) await incident(`${n}`, n, 'resolved', NOW - (n % 60 === 0 ? 400 : 100) * DAY);
    await incident('open', 121, 'open', null);
    const retention = createRetention(times);
    await signal('old', NOW - 31 * DAY, 'open');
    expect(await remove(undefined, retention)).toMatchObject({ incidents: 2, payloads: 1 });
    await store.transaction((tx) => run(tx, `update signals set raw = 'put back' where id = 'old'`, []));
    expect(await remove(undefined, retention)).toMatchObject({ incidents: 0, payloads: 0 });
    expect(await remove()).toMatchObject({ payloads: 1 });
  });

  it('removes entries of the audit log after their time, and later where a unit keeps its records longer', async () => {
    for (const [id, at] of [
      ['a', NOW - 2 * 366 * DAY - 1],
      ['b', NOW - 2 * 366 * DAY],
      ['c', NOW - DAY],
    ] as const) {
      await store.transaction((tx) =>
        run(
          tx,
          `insert into audit (id, at, actor, action, kind, subject) values ('${id}', ${at}, 'ann', 'change', 'teams', 't')`,
          [],
        ),
      );
    }
    const short = createRetention({ ...times, audit: 30 * DAY });
    const units = new Map([['ops', { id: 'ops', retentionYears: 2 }]]);
    expect(await remove({ units, profiles: new Map() }, short)).toMatchObject({ audit: 1 });
    expect(await idsOf('audit')).toEqual(['b', 'c']);
    expect(await remove(undefined, short)).toMatchObject({ audit: 1 });
    expect(await idsOf('audit')).toEqual(['c']);
  });

  const intervention = (id: string, user: string, startAt: number, hasDetails: boolean, unit: string | null = null) =>
    store.transaction(async (tx) => {
      await run(
        tx,
        `insert into interventions (id, incident, "user", start_at, end_at, travel_ms, note, history, version) values ('${id}', 'i', '${user}', ${startAt}, ${startAt}, 0, '', '[]', 1)`,
        [],
      );
      if (hasDetails) {
        await run(
          tx,
          `insert into intervention_details (intervention, travel_before_ms, travel_after_ms, unit) values ('${id}', 0, 0, ${unit === null ? 'null' : `'${unit}'`})`,
          [],
        );
      }
    });

  it('removes interventions of units whose people have no profile any more, or that are gone', async () => {
    await intervention('erased', 'p1', NOW - 2 * 366 * DAY - 1, true, 'ops');
    await intervention('kept', 'p1', NOW - 2 * 366 * DAY, true, 'ops');
    await intervention('gone', 'p1', NOW - 5 * 366 * DAY - 1, true, 'lab');
    await intervention('kept of gone', 'p1', NOW - 5 * 366 * DAY, true, 'lab');
    await remove({ units: new Map([['ops', { id: 'ops', retentionYears: 2 }]]), profiles: new Map() });
    expect(await idsOf('interventions')).toEqual(['kept', 'kept of gone']);
  });

  it('removes decisions after the years of their unit, five years where the unit is gone', async () => {
    for (const [id, unit, at] of [
      ['old', 'ops', NOW - 2 * 366 * DAY - 1],
      ['kept', 'ops', NOW - 2 * 366 * DAY],
      ['gone', 'lab', NOW - 5 * 366 * DAY - 1],
      ['kept of gone', 'lab', NOW - 5 * 366 * DAY],
    ] as const) {
      await store.transaction((tx) =>
        run(
          tx,
          `insert into decisions (id, kind, unit, "user", start_at, end_at, reason, owed_ms, settled, "by", at) values ('${id}', 'urgentWorks', '${unit}', 'ann', 1, 2, 'x', 1, '[]', 'cleo', ${at})`,
          [],
        ),
      );
    }
    await remove({ units: new Map([['ops', { id: 'ops', retentionYears: 2 }]]), profiles: new Map() });
    expect(await idsOf('decisions')).toEqual(['kept', 'kept of gone']);
  });

  it('removes notices after the years of their unit, counted from the end of the duty', async () => {
    for (const [id, end] of [
      ['old', NOW - 2 * 366 * DAY - 1],
      ['kept', NOW - 2 * 366 * DAY],
    ] as const) {
      await store.transaction((tx) =>
        run(
          tx,
          `insert into notices (id, batch, unit, "user", rota, start_at, end_at, made_at, made_by, sha256) values ('${id}', 'b', 'ops', 'ann', 'sre', 1, ${end}, 1, 'vigie', 'x')`,
          [],
        ),
      );
    }
    await remove({ units: new Map([['ops', { id: 'ops', retentionYears: 2 }]]), profiles: new Map() });
    expect(await idsOf('notices')).toEqual(['kept']);
  });

  it('removes statements on the day that they say, whatever their unit says by then', async () => {
    for (const [id, after] of [
      ['old', NOW - 1],
      ['kept', NOW],
    ] as const) {
      await store.transaction((tx) =>
        run(
          tx,
          `insert into statements (id, unit, month, "user", state, version, body, sha256, file, made_at, history, delete_after) values ('${id}', 'ops', '2020-01', '${id}', 'closed', 1, '{}', 'x', '', 1, '[]', ${after})`,
          [],
        ),
      );
    }
    await remove({ units: new Map([['ops', { id: 'ops', retentionYears: 1 }]]), profiles: new Map() });
    expect(await idsOf('statements')).toEqual(['kept']);
  });

  it('keeps what belongs to a unit that is stored and cannot be read', async () => {
    await intervention('ancient', 'p1', NOW - 9 * 366 * DAY, true, 'ops');
    await store.transaction((tx) =>
      tx
        .insertInto('config')
        .values({ kind: 'units', id: 'ops', version: 1, body: '{', origin: 'api', created_at: 1, updated_at: 1 })
        .execute(),
    );
    await remove();
    expect(await idsOf('interventions')).toEqual(['ancient']);
  });

  it('removes interventions of people with a work profile after the years of their unit, and rests after 13 months', async () => {
    await intervention('old', 'ann', NOW - 2 * 366 * DAY - 1, true);
    await intervention('kept', 'ann', NOW - 2 * 366 * DAY, true);
    await intervention('before the unit', 'ann', NOW - 9 * 366 * DAY, false);
    await intervention('without a profile', 'ben', NOW - 9 * 366 * DAY, true);
    await intervention('exempt', 'cleo', NOW - 9 * 366 * DAY, true);
    for (const [id, planned] of [
      ['past', NOW - 396 * DAY - 1],
      ['recent', NOW - 396 * DAY],
    ]) {
      await store.transaction((tx) =>
        run(
          tx,
          `insert into rests (id, "user", unit, planned_at, earliest_at, rule, causes, provisional, state, history, version) values ('${id}', 'ann', 'ops', ${planned}, 1, 'restDaily', '[]', 0, 'applies', '[]', 1)`,
          [],
        ),
      );
    }
    await remove({
      units: new Map([['ops', { id: 'ops', retentionYears: 2 }]]),
      profiles: new Map([
        ['ann', [{ unit: 'ops', contract: 'hours' }]],
        ['cleo', [{ unit: 'ops', contract: 'exempt' }]],
      ]),
    });
    expect(await idsOf('interventions')).toEqual(['before the unit', 'exempt', 'kept', 'without a profile']);
    expect(await idsOf('rests')).toEqual(['recent']);
    const details = await store.read.selectFrom('intervention_details').select('intervention').execute();
    expect(details.map((row) => row.intervention).sort()).toEqual(['exempt', 'kept', 'without a profile']);
  });
});
