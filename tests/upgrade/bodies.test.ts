/**
 * What a released version took and stored, this one takes and reads, with the same meaning; and what
 * this one stores for a body of that release, the release reads: they run on one database.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { RESOURCES } from '#contract/resources';
import type { ResourceName } from '#contract/resources';
import { readStored } from '../../backend-shim/store/stored/json.ts';
import { bodiesOf, fieldsOf, integrationsOf, knownTo, statedBy } from './bodies.ts';
import { RELEASED } from './databases.ts';
import { sourcesOf } from './released.ts';

type Contract = Record<string, Record<string, (body: unknown, ...more: unknown[]) => unknown>>;
type Schemas = Record<ResourceName, { schema: z.ZodType }>;

const NOW = join(import.meta.dirname, '../../src');
/** As many as it takes to state every field. */
const DRAWN = { numRuns: 600, seed: 20_260_302 };

const WINDOW = { timeZone: 'UTC', holidays: null, windows: [] };
const lookup = { timeWindow: () => WINDOW };
/** What the rest of the sidecar works with, by the file and the function that make it of a body. */
const MEANING: Partial<Record<ResourceName, [file: string, make: string]>> = {
  rotas: ['rota', 'toRota'],
  policies: ['policy', 'toPolicy'],
  integrations: ['integration', 'toIntegration'],
  users: ['user', 'toResponder'],
  teams: ['team', 'toTeam'],
  'time-windows': ['time-window', 'toTimeWindow'],
  maintenances: ['maintenance', 'toMaintenance'],
  subscriptions: ['subscription', 'toSubscription'],
  calendars: ['calendar', 'toCalendar'],
};

async function contractOf(
  src: string,
): Promise<{ schemas: Schemas; meaning(kind: ResourceName, body: unknown): unknown }> {
  // A release may keep a file in another folder than the next one.
  const paths = readdirSync(`${src}/contract`, { recursive: true, encoding: 'utf8' });
  const load = async (file: string) => {
    const found = paths.find((one) => basename(one) === `${file}.ts`) ?? `${file}.ts`;
    return (await import(/* @vite-ignore */ `${src}/contract/${found}`)) as unknown;
  };
  const { RESOURCES: schemas } = (await load('resources')) as { RESOURCES: Schemas };
  const files = [...new Set(Object.values(MEANING).map(([file]) => file))];
  const contract = Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await load(file)] as const)),
  ) as Contract;
  const meaning = (kind: ResourceName, body: unknown) => {
    const [file, make] = MEANING[kind] ?? [];
    return file === undefined ? body : contract[file]?.[make ?? '']?.(body, lookup);
  };
  return { schemas, meaning };
}

/** As it comes out of the database. */
const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(RELEASED)('A body of %s', async (release) => {
  const then = await contractOf(join(sourcesOf(release), 'src'));
  const now = await contractOf(NOW);
  // A kind that came later has no body of then.
  const KINDS = (Object.keys(RESOURCES) as ResourceName[]).filter((kind) => kind in then.schemas);
  const drawn = new Map<ResourceName, unknown[]>();
  const bodies = (kind: ResourceName): unknown[] => {
    const { schema } = then.schemas[kind];
    const known =
      drawn.get(kind) ?? fc.sample(kind === 'integrations' ? integrationsOf(schema) : bodiesOf(schema), DRAWN);
    drawn.set(kind, known);
    return known;
  };

  test.each(KINDS)('%s: what is tried states every field', (kind) => {
    const { schema } = then.schemas[kind];
    const stated = new Set(bodies(kind).flatMap((body) => statedBy(body, schema)));
    expect(fieldsOf(schema).filter((field) => !stated.has(field))).toEqual([]);
  });

  test.each(KINDS)('%s: stored then, is read now, and means the same', (kind) => {
    for (const body of bodies(kind)) {
      const stored = asStored(then.schemas[kind].schema.parse(body));
      const read = readStored(now.schemas[kind].schema, JSON.stringify(stored), { kind, id: 'any' });
      expect(read, JSON.stringify(stored)).toMatchObject({ ok: true, value: stored });
      expect(now.meaning(kind, read.ok && read.value), JSON.stringify(stored)).toMatchObject(
        then.meaning(kind, stored) as object,
      );
    }
  });

  test.each(KINDS)('%s: taken then, by the API and from files, is taken now, and means the same', (kind) => {
    for (const body of bodies(kind)) {
      const written = now.schemas[kind].schema.safeParse(body);
      expect(written.error?.issues, JSON.stringify(body)).toBe(undefined);
      expect(now.meaning(kind, written.data), JSON.stringify(body)).toMatchObject(
        then.meaning(kind, then.schemas[kind].schema.parse(body)) as object,
      );
    }
  });

  test.each(KINDS)(
    '%s: stored now, means the same to the release, and may be saved there without what it does not know',
    (kind) => {
      const { schema } = then.schemas[kind];
      for (const body of bodies(kind)) {
        const stored = asStored(now.schemas[kind].schema.parse(body));
        expect(then.meaning(kind, stored), JSON.stringify(stored)).toMatchObject(
          then.meaning(kind, asStored(schema.parse(body))) as object,
        );
        expect(schema.safeParse(knownTo(schema, stored)), JSON.stringify(stored)).toEqual({
          success: true,
          data: schema.parse(body),
        });
      }
    },
  );
});
