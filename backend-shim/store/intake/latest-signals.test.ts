import { expect, it } from 'vitest';
import type { ConfigTable } from '../schema/settings.ts';
import type { SignalTable } from '../schema/intake.ts';
import { openWork } from '../work.fake.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { latestSignals } from './payloads.ts';

it('the newest alert of each configured integration, whatever else there is', async () => {
  const bench = await openWork({ now: 0 });
  const signal = (id: string, integration: string) =>
    ({
      id,
      integration,
      received_at: Number(id),
      fingerprint: 'f',
      group_key: `g${id}`,
      status: 'firing',
      severity: 'error',
      title: `t${id}`,
      incident: null,
      decision: 'opened',
      raw: null,
    }) as SignalTable;
  const object = (kind: string, id: string): ConfigTable => ({
    kind,
    id,
    body: '{}',
    origin: 'api',
    version: 1,
    created_at: 0,
    updated_at: 0,
  });
  await bench.transact(async ({ tx }) => {
    await tx
      .insertInto('config')
      .values([object('integrations', 'a'), object('integrations', 'b'), object('integrations', 'silent')])
      .execute();
    await tx
      .insertInto('signals')
      .values([signal('1', 'a'), signal('3', 'a'), signal('2', 'b'), signal('4', 'gone')])
      .execute();
  });
  const found = await latestSignals(bench.read, CAPABILITIES.sqlite);
  await bench.close();
  expect(found.toSorted((x, y) => x.received_at - y.received_at)).toEqual([
    { integration: 'b', received_at: 2, group_key: 'g2', title: 't2' },
    { integration: 'a', received_at: 3, group_key: 'g3', title: 't3' },
  ]);
});
