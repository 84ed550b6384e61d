/** People who are gone: asked for while something names them, and whose turns may be left empty. */
import { afterEach, expect, test } from 'vitest';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import type { PagerImport } from '../pager.ts';
import { goalert } from '../pagers/goalert/definition.ts';
import { goalertContent, TAKEN as GOALERT_TAKEN } from '../pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../pagers/goalert/fakes/peer.fake.ts';
import { oncall } from '../pagers/oncall/definition.ts';
import { CHOICES, oncallContent, TAKEN as ONCALL_TAKEN } from '../pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../pagers/oncall/fakes/peer.fake.ts';
import { opsgenie } from '../pagers/opsgenie/definition.ts';
import { opsgenieContent, TAKEN as OPSGENIE_TAKEN } from '../pagers/opsgenie/fakes/content.fake.ts';
import { opsgeniePeer } from '../pagers/opsgenie/fakes/peer.fake.ts';
import { pagerduty } from '../pagers/pagerduty/definition.ts';
import { pagerdutyContent, TAKEN as PAGERDUTY_TAKEN } from '../pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerTransport } from '../reading/reader.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

interface Gone {
  pager: PagerImport;
  transport: PagerTransport;
  now: string;
  people: Readonly<Record<string, string>>;
  gone: string;
}

const DB_PEOPLE = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };
const PD_PEOPLE = { PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo', PDEE: 'dee' };
const without = <One extends { id: string }>(all: readonly One[], id: string) => all.filter((one) => one.id !== id);
const withoutKey = (people: Readonly<Record<string, string>>, id: string) =>
  Object.fromEntries(Object.entries(people).filter(([key]) => key !== id));

/** Each still names in its schedules somebody whom its list of people lacks. */
const CASES: Gone[] = [
  {
    pager: pagerduty,
    now: PAGERDUTY_TAKEN,
    people: PD_PEOPLE,
    gone: 'PDEE',
    transport: pagerdutyPeer({
      ...pagerdutyContent,
      lists: { ...pagerdutyContent.lists, users: without(pagerdutyContent.lists['users'] ?? [], 'PDEE') },
    }),
  },
  {
    pager: opsgenie,
    now: OPSGENIE_TAKEN,
    people: DB_PEOPLE,
    gone: 'u-dee',
    transport: opsgeniePeer({ ...opsgenieContent, users: without(opsgenieContent.users, 'u-dee') }),
  },
  {
    pager: goalert,
    now: GOALERT_TAKEN,
    people: DB_PEOPLE,
    gone: 'u-dee',
    transport: goalertPeer({ ...goalertContent, users: without(goalertContent.users, 'u-dee') }),
  },
  {
    pager: oncall,
    now: ONCALL_TAKEN,
    people: CHOICES,
    gone: Object.keys(CHOICES)[0] ?? '',
    transport: oncallPeer({
      ...oncallContent,
      lists: {
        ...oncallContent.lists,
        users: without((oncallContent.lists['users'] ?? []) as Array<{ id: string }>, Object.keys(CHOICES)[0] ?? ''),
      },
    }),
  },
];

async function fetched({ pager, transport, now }: Pick<Gone, 'pager' | 'transport' | 'now'>): Promise<ImportTry> {
  const one = await importTry({ pager, transport, now });
  tries.push(one);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  return one;
}

test.each(CASES)('$pager.name: somebody gone is asked for like any other, and may be anybody', async (given) => {
  const { gone, people } = given;
  const one = await fetched(given);
  await one.choose(withoutKey(people, gone));
  expect(await one.run({ step: 'plan' })).toBe(4);
  // The map has a line for whom the error names, and is to be confirmed again.
  expect(await one.read('people.yaml')).toMatch(
    new RegExp(`confirmed: false[^]*"${gone}":  # .*${gone}, no longer listed by the source`),
  );
  expect((await one.plan()).items).toContainEqual(
    expect.objectContaining({ kind: 'person', sourceId: gone, reason: 'person-gone', class: 'needs-a-person' }),
  );
  await one.choose(people);
  await one.run({ step: 'plan' });
  expect((await one.plan()).unknown).toEqual([]);
  // Whom OnCall no longer lists it no longer pages, so that an answer that names them is another matter.
  expect(await one.run({ step: 'prove' })).toBe(given.pager === oncall ? 3 : 0);
});

test('PagerDuty: the turns of somebody gone are left empty by [], and the plan can be applied', async () => {
  const one = await fetched(CASES[0] as Gone);
  await one.choose({ ...PD_PEOPLE, PDEE: [] });
  await one.run({ step: 'plan' });
  expect((await one.plan()).people['PDEE']).toBeNull();
  expect(await one.run({ step: 'prove' })).toBe(0);
  expect(await one.run({ step: 'apply', toFolder: one.folder })).toBe(4);
  expect(one.applied()).toMatch(/^applied: \d+ made/);
});

test('whoever is left empty in an upper layer lets the layer below through, and the report says when and who', async () => {
  const transport = pagerdutyPeer(pagerdutyContent);
  const one = await fetched({ pager: pagerduty, transport, now: PAGERDUTY_TAKEN });
  await one.choose({ ...PD_PEOPLE, PANN: [] });
  await one.run({ step: 'plan' });
  expect(await one.run({ step: 'prove' })).toBe(0);
  const proof = (await one.proof()).rotas.find(({ rota }) => rota === 'database');
  const empty = proof?.differences.filter(({ cause }) => cause === 'left-empty') ?? [];
  expect(empty.length).toBe(proof?.differences.length);
  // Every other week the nights were ann's; below her it is cleo's turn then.
  expect(empty.map(({ source }) => source)).toEqual(empty.map(() => []));
  expect(new Set(empty.flatMap(({ vigie }) => vigie))).toEqual(new Set(['cleo']));
  expect(proof?.equal).toBeLessThan(proof?.seconds ?? 0);
  expect(one.printed.join('\n')).toMatch(
    /source nobody, Vigie cleo: the source names somebody whose turns are left empty/,
  );
});

test('a difference elsewhere is not excused by somebody who was left empty', async () => {
  const transport = pagerdutyPeer(pagerdutyContent);
  const one = await fetched({ pager: pagerduty, transport, now: PAGERDUTY_TAKEN });
  await one.choose({ ...PD_PEOPLE, PANN: [] });
  await one.run({ step: 'plan' });
  await one.write('plan.json', (await one.read('plan.json')).replace('"from": "18:00"', '"from": "17:00"'));
  expect(await one.run({ step: 'prove' })).toBe(3);
  expect(one.progress.at(-1)).toMatch(
    /^error: \d+ differences are unexplained, in Database: see .*report\.html\. Nothing was applied\. Next: .*run fetch, plan and prove again/,
  );
});
