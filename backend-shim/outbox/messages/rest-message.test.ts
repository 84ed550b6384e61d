/** Where somebody who is asked when they stopped can answer. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON } from '#domain/incident/incident.fake';
import { HOUR } from '#domain/time/duration';
import { openOutbox } from '../outbox.fake.ts';
import type { OutboxBench } from '../outbox.fake.ts';
import { configured } from '../plan.fake.ts';
import type { MessageLinks } from './message.ts';
import { restParts } from './rest-message.ts';

let bench: OutboxBench;
beforeEach(async () => {
  bench = await openOutbox(configured());
});
afterEach(() => bench.close());

const links: MessageLinks = {
  swap: () => ({ take: '', decline: '' }),
  ...{ incident: () => 'incident', rota: () => null, hours: 'hours', home: 'home' },
  responder: () => ({ page: 'responder page', acknowledge: '', resolve: '' }),
};

async function asked(resolvedAt: number | null, to: Partial<MessageLinks> = {}): Promise<unknown> {
  const { id } = await bench.incident({ resolvedAt });
  const times = { start_at: NOON - 60 * HOUR, end_at: resolvedAt, travel_ms: 0 };
  await bench.transact(({ tx }) =>
    tx
      .insertInto('interventions')
      .values({ id: 'w', incident: id, user: 'ann', ...times, note: '', history: '[]', version: 1 })
      .execute(),
  );
  const recipient = { login: 'ann', name: (login: string) => login, links: { ...links, ...to } };
  return bench.transact((work) => restParts(work, { whenStopped: ['w'] }, recipient));
}

it.each<[string, number | null, Partial<MessageLinks>, string]>([
  ['the responder page of an open incident', null, {}, 'responder page'],
  ['the responder page while its link lasts', NOON - 15 * HOUR, {}, 'responder page'],
  ['the page in Grafana after a weekend', NOON - 50 * HOUR, {}, 'hours'],
  ['home where Grafana is not known', NOON - 50 * HOUR, { hours: null }, 'home'],
])('%s', async (_, resolvedAt, to, url) => {
  expect(await asked(resolvedAt, to)).toEqual({ whenStopped: [{ number: 1, at: NOON - 60 * HOUR, url }] });
});
