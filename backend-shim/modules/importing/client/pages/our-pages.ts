/** Reads from Vigie's API whom it paged, or would have paged in shadow, and what became of the alerts that it received. */
import { z } from 'zod';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import { PAIRED_WITHIN } from '#modules/importing/domain/pages/match';
import type { DroppedAlert, OurCase, PageMessage } from '#modules/importing/domain/pages/model';
import { keyForms } from '#modules/importing/domain/pages/same-alert';
import { DAY } from '#domain/time/duration';
import type { ListedItem, VigieClient } from '../vigie/client.ts';
import { heldIn } from './held-spans.ts';
import type { EntryOfTimeline } from './held-spans.ts';

/** Incidents that opened earlier before the range are not looked at. */
const LOOKED_BACK = 2 * DAY;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
/** Fields of other versions of Vigie are left alone. */
const incident = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  test: z.boolean(),
  integration: z.string().nullable(),
  policy: z.string().nullable(),
  openedAt: instant,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
});
type ReadIncident = z.output<typeof incident>;

const page = z.object({
  user: z.string().nullable(),
  step: z.int().nullable(),
  startedAt: instant,
  deliveries: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      state: z.string(),
      outcome: z.string().nullish(),
      endedAt: instant.nullish(),
    }),
  ),
});
type ReadPage = z.output<typeof page>;

const received = z.object({
  receivedAt: instant,
  fingerprint: z.string(),
  groupKey: z.string(),
  title: z.string().nullable(),
  incident: z.string().nullable(),
  decision: z.string(),
});
type Received = z.output<typeof received>;

const entry = z.object({ at: instant, kind: z.string(), data: z.record(z.string(), z.unknown()) });

export interface OurSide {
  cases: OurCase[];
  /** How many alerts each integration received. */
  received: Map<string, number>;
  dropped: DroppedAlert[];
}

export interface OurRange {
  from: number;
  to: number;
  /** Integrations of the import. */
  integrations: readonly string[];
}

export async function readOurSide(
  vigie: VigieClient,
  { from, to, integrations }: OurRange,
  progress: (line: string) => void,
): Promise<ImportResult<OurSide>> {
  const [first, last] = [from - LOOKED_BACK, to].map((at) => new Date(at).toISOString());
  const listed = parsed(incident, 'incidents', await vigie.items(`incidents?from=${first}&to=${last}`));
  if (!listed.ok) {
    return listed;
  }
  const incidents = listed.value.filter(({ test }) => !test);
  const known = [...new Set([...integrations, ...incidents.flatMap(({ integration }) => integration ?? [])])];
  const arrivals = await readReceived(vigie, known, from - LOOKED_BACK);
  if (!arrivals.ok) {
    return arrivals;
  }
  const ofIncident = Map.groupBy([...arrivals.value.values()].flat(), ({ incident: id }) => id ?? '');
  const cases: OurCase[] = [];
  // What was over earlier has no page in the range, nor one that belongs to a page in it.
  const lived = incidents.filter(({ resolvedAt }) => resolvedAt === null || resolvedAt >= from - PAIRED_WITHIN);
  for (const [i, one] of lived.entries()) {
    progress(`pages of incident ${i + 1} of ${lived.length}`);
    const found = await readCase(vigie, one, ofIncident.get(one.id) ?? []);
    if (!found.ok) {
      return found;
    }
    cases.push(found.value);
  }
  return done({ cases, ...intake(arrivals.value, from, to) });
}

/** What each integration received since, the newest first. An integration that Vigie does not know has received nothing. */
async function readReceived(
  vigie: VigieClient,
  integrations: readonly string[],
  since: number,
): Promise<ImportResult<Map<string, Received[]>>> {
  const found = new Map<string, Received[]>();
  const isOld = (one: ListedItem | undefined) => one !== undefined && Date.parse(String(one['receivedAt'])) < since;
  for (const id of integrations) {
    const path = `integrations/${encodeURIComponent(id)}/alerts`;
    const items = parsed(received, path, await vigie.items(`${path}?raw=false`, (some) => isOld(some.at(-1))));
    if (!items.ok) {
      return items;
    }
    found.set(
      id,
      items.value.filter(({ receivedAt }) => receivedAt >= since),
    );
  }
  return done(found);
}

function intake(arrivals: ReadonlyMap<string, readonly Received[]>, from: number, to: number) {
  const inRange = [...arrivals].map(
    ([id, all]) => [id, all.filter(({ receivedAt: at }) => at >= from && at < to)] as const,
  );
  return {
    received: new Map(inRange.map(([id, some]) => [id, some.length])),
    dropped: inRange.flatMap(([integration, some]) =>
      some
        .filter(({ decision }) => decision === 'dropped')
        .map((one) => ({ keys: keysOf([one]), title: one.title ?? '', integration, at: one.receivedAt })),
    ),
  };
}

function keysOf(arrivals: readonly Received[]): string[] {
  return [...new Set(arrivals.flatMap(({ fingerprint, groupKey }) => [fingerprint, groupKey].flatMap(keyForms)))];
}

async function readCase(
  vigie: VigieClient,
  one: ReadIncident,
  arrivals: readonly Received[],
): Promise<ImportResult<OurCase>> {
  const path = `incidents/${encodeURIComponent(one.id)}`;
  const pages = parsed(page, `${path}/pages`, await vigie.items(`${path}/pages`));
  const entries = pages.ok ? parsed(entry, `${path}/timeline`, await vigie.items(`${path}/timeline`)) : pages;
  return pages.ok && entries.ok
    ? done(caseOf(one, pages.value, entries.value, arrivals))
    : ([pages, entries].find((answer) => !answer.ok) as ImportFailure);
}

function caseOf(
  { openedAt, resolvedAt, integration, test: _, ...one }: ReadIncident,
  pages: readonly ReadPage[],
  entries: readonly EntryOfTimeline[],
  arrivals: readonly Received[],
): OurCase {
  const messages = pages.flatMap(messagesOf);
  const told = new Set(messages.map(({ person }) => person));
  const failed = pages.flatMap(({ user, deliveries }) =>
    user !== null && !told.has(user) && deliveries.some(({ state }) => state === 'failed') ? [user] : [],
  );
  return {
    ...one,
    keys: [one.id, ...keysOf(arrivals)],
    integration,
    integrations: integration === null ? [] : [integration],
    openedAt,
    endedAt: resolvedAt,
    messages,
    held: heldIn(entries),
    unreachable: [...new Set(failed)],
  };
}

/** What was sent, and what in shadow would have been. */
function messagesOf({ user, step, startedAt, deliveries }: ReadPage): PageMessage[] {
  return user === null
    ? []
    : deliveries
        .filter(({ state, outcome }) => state === 'done' || outcome === 'shadow')
        .map(({ id, channel, endedAt }) => ({
          id,
          at: endedAt ?? startedAt,
          person: user,
          method: channel,
          since: startedAt,
          step,
        }));
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  what: string,
  answer: ImportResult<readonly unknown[]>,
): ImportResult<z.output<Schema>[]> {
  if (!answer.ok) {
    return answer;
  }
  const read = z.array(schema).safeParse(answer.value);
  return read.success
    ? done(read.data)
    : importFailure('unexpected-shape', { what: `Vigie’s answer to ${what}`, detail: z.prettifyError(read.error) });
}
