/** A large backlog of old rows, as after VIGIE_RETENTION_INCIDENTS was shortened: it goes in small portions, beside paging. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, MINUTE } from '#domain/time/duration';
import { longHistory } from '../bench/long-history.ts';
import { changeRows, readRows } from '../stories/rows.ts';
import { onEachDatabase } from '../support/databases.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { TURN_PROBE, turnsOf } from '../support/turns.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { expectNothingLost, startStorm, stormProvisioning } from './storm.ts';

/** Each has nine rows more, and a payload. */
const INCIDENTS = 20_000;
const AUDIT = 20_000;
/** ms of processor time in which nobody else is served. Without a backlog the first seconds of a sidecar have turns of 100 ms. */
const LONGEST_TURN = 200;

onEachDatabase('A backlog of 200,000 old rows', (database) => {
  let sink: WebhookSink;
  let sidecar: Sidecar;
  let url: string;
  beforeEach(async () => {
    sink = await startWebhookSink();
    url = await database.fresh();
    sidecar = await startSidecar({
      provisioning: stormProvisioning(sink),
      databaseUrl: url,
      clock: 'system',
      env: { NODE_OPTIONS: TURN_PROBE },
    });
    await sidecar.stop();
    const shape = {
      incidents: INCIDENTS,
      every: MINUTE,
      until: Date.now() - 420 * DAY,
      teams: 0,
      integrations: 0,
      people: 1,
    };
    for (const statement of longHistory(shape)) await changeRows(url, statement);
    await changeRows(url, `update signals set raw = '{"title":"Disk full"}'`);
    await changeRows(
      url,
      `insert into audit (id, at, actor, action, kind, subject)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < ${AUDIT})
         select '00' || (10000000 + i), ${Date.now() - 2000 * DAY} + i, 'ann', 'change', 'teams', 'sre' from n`,
    );
  }, 120_000);
  afterEach(async () => {
    await sidecar.remove();
    await sink.stop();
  });

  const left = async () => {
    const [row] = await readRows<{ n: number }>(
      url,
      `select (select count(*) from incidents where id < '00000000001') + (select count(*) from audit where id < '01') as n`,
    );
    return Number(row?.n);
  };

  it('is removed while alerts come in, page and escalate, and holds none of them up', async () => {
    await sidecar.start();
    const longestTurn = turnsOf(sidecar);
    await longestTurn();
    const began = performance.now();
    const storm = startStorm([sidecar]);
    await until('the old rows are gone', async () => (await left()) === 0, 300_000);
    const seconds = (performance.now() - began) / 1000;
    await storm.stop();
    const turn = await longestTurn();
    console.log(
      `${storm.accepted.length} alerts beside it, in ${seconds.toFixed(0)} s; longest turn ${turn.toFixed(0)} ms`,
    );
    await expectNothingLost(sidecar, sink, [storm]);
    expect(turn).toBeLessThan(LONGEST_TURN);
    expect(sidecar.errors).toEqual([]);
  });
});
