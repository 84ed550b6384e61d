/** What `VIGIE_SHADOW` and files state, as sidecars start, stop, and meet rows that cannot be read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../../ports/directory.ts';
import { bumpRevision } from '../../../store/revision.ts';
import { addShadows, readShadows } from '../../../store/shadow/shadows.ts';
import { openWork } from '../../../store/work.fake.ts';
import type { WorkBench } from '../../../store/work.fake.ts';
import { adjustShadows } from './adjust.ts';
import { attendToSetting, SETTING_EVERY, UNCONFIRMED_AFTER } from './setting.ts';

const NOW = Date.UTC(2026, 9, 7, 3);
const teams = (...given: Array<{ id: string; shadow?: boolean }>) => new Map(given.map((one) => [one.id, one]));
const directory = (more: object = {}) =>
  ({ revision: 0, teams: new Map(), integrations: new Map(), units: new Map(), ...more }) as unknown as Directory;

let bench: WorkBench;
beforeEach(async () => {
  bench = await openWork({ now: NOW, directory: directory() });
});
afterEach(() => bench.close());

const starts = (isOn: boolean) => bench.transact((work) => adjustShadows(work, isOn));
const reloads = () => bench.transact((work) => adjustShadows(work));
const attends = (isOn: boolean) => bench.transact((work) => attendToSetting(work, isOn));
const shadows = async () =>
  (await readShadows(bench.read)).map(({ kind, subject, origin }) => [kind, subject, origin].filter(Boolean).join(' '));
const put = (...rows: Array<[kind: string, subject: string, origin: string]>) =>
  bench.transact((work) =>
    addShadows(
      work,
      rows.map(([kind, subject, origin]) => ({ kind, subject, origin, at: NOW, by: null })),
    ),
  );
const store = (kind: string, id: string, body: string) =>
  bench.transact(({ tx }) =>
    tx
      .insertInto('config')
      .values({ kind, id, body, origin: 'api', version: 1, created_at: NOW, updated_at: NOW })
      .execute(),
  );

describe('VIGIE_SHADOW', () => {
  it('holds for all while a running sidecar states it, whatever another says', async () => {
    await starts(true);
    for (let passed = 0; passed < 3 * UNCONFIRMED_AFTER; passed += SETTING_EVERY) {
      bench.now += SETTING_EVERY;
      expect(await attends(true)).toEqual({ differs: false, ended: false });
      expect(await attends(false)).toEqual({ differs: true, ended: false });
    }
    expect(await shadows()).toEqual(['all stated']);
  });

  it('of a sidecar that does not run any more ends after a minute', async () => {
    await starts(true);
    bench.now += UNCONFIRMED_AFTER;
    expect(await attends(false)).toEqual({ differs: true, ended: false });
    bench.now += 1;
    expect(await attends(false)).toEqual({ differs: false, ended: true });
    expect(await shadows()).toEqual([]);
    expect(await attends(false)).toEqual({ differs: false, ended: false });
  });

  it('is confirmed by a start, even if it holds already', async () => {
    await starts(true);
    bench.now += 10 * UNCONFIRMED_AFTER;
    await starts(true);
    expect(await attends(false)).toEqual({ differs: true, ended: false });
  });

  it('of the sidecar that started last holds; one that runs on with true only says that it differs', async () => {
    await starts(true);
    await starts(false);
    expect(await attends(true)).toEqual({ differs: true, ended: false });
    expect(await shadows()).toEqual([]);
  });

  it('that was confirmed in the future, before the clock was set back, counts as unconfirmed', async () => {
    await starts(true);
    bench.now -= UNCONFIRMED_AFTER + 1;
    expect(await attends(false)).toEqual({ differs: false, ended: true });
  });

  it('that nobody ever confirmed ends; shadows of teams stay', async () => {
    await put(['all', '', 'stated'], ['team', 'sre', 'pressed']);
    expect(await attends(false)).toEqual({ differs: false, ended: true });
    expect(await shadows()).toEqual(['team sre pressed']);
  });
});

describe('a team or integration', () => {
  it('that cannot be read keeps its shadow, and so does it when it can be read again', async () => {
    const rows = ['integration probe stated', 'team sre pressed', 'team sre stated'];
    await put(['team', 'sre', 'pressed'], ['team', 'sre', 'stated'], ['integration', 'probe', 'stated']);
    await store('teams', 'sre', '{');
    await store('integrations', 'probe', '{');
    await reloads();
    expect(await shadows()).toEqual(rows);
    await starts(false);
    expect(await shadows()).toEqual(rows);
    bench.directory = directory({ teams: teams({ id: 'sre', shadow: true }), integrations: teams({ id: 'probe' }) });
    await reloads();
    expect(await shadows()).toEqual(['team sre pressed', 'team sre stated']);
  });

  it('that is gone loses it, also if something of another kind has the same id', async () => {
    await put(['team', 'sre', 'pressed'], ['integration', 'probe', 'stated']);
    await store('teams', 'probe', '{}');
    await store('rotas', 'sre', '{}');
    await reloads();
    expect(await shadows()).toEqual([]);
  });

  it('is left alone by a start that has not read the latest change; only VIGIE_SHADOW counts then', async () => {
    await store('teams', 'sre', '{"shadow":true}');
    bench.directory = directory({ teams: teams({ id: 'sre' }) });
    await put(['team', 'sre', 'stated'], ['all', '', 'stated']);
    await bench.transact(bumpRevision);
    await starts(false);
    expect(await shadows()).toEqual(['team sre stated']);
    await starts(true);
    expect(await shadows()).toEqual(['all stated', 'team sre stated']);
    await reloads();
    expect(await shadows()).toEqual(['all stated', 'team sre stated']);
  });
});
