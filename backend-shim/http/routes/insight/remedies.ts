/** `/api/v1/insights/remedies`: what would help against the alerts that wake people most (docs/insights.md). */
import { stringify } from 'yaml';
import { keptRemedies, REMEDY_PROBLEMS, remediesWire } from '#contract/insight/remedies';
import type { AlertWithRemedies, KeptRemedies, OfferedRemedy, RemediesWire } from '#contract/insight/remedies';
import { SECOND } from '#domain/time/duration';
import type { FoundRemedies, RemedyActions } from '../../../actions/replays/remedies.ts';
import type { StoredObject } from '../../../ports/configuration.ts';
import type { Caller } from '../../../rights/caller.ts';
import { readOr } from '../../../store/stored/json.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import { callerOf } from '../../guard.ts';
import { heavyRefusal } from '../../errors.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';

export interface RemedyRouteDeps {
  remedies: RemedyActions;
  noting: UnreadableReporter;
  objects(): readonly StoredObject[];
  /** The logins among these whose figures the caller reads one by one. */
  readable(caller: Caller, logins: readonly string[]): Promise<ReadonlySet<string>>;
}

const tags = ['insights'];
/** An alert that woke so many tells nothing of one of them. */
const GROUP = 3;

export function remedyRoutes(app: ApiServer, deps: RemedyRouteDeps): void {
  const answer = async (caller: Caller) => bodyFor(deps, await deps.remedies.read(), caller);
  const summary = 'What would help against the alerts that wake people most, as it was found last';
  app.get('/insights/remedies', { schema: { tags, summary, response: { 200: remediesWire } } }, (request) =>
    answer(callerOf(request)),
  );
  app.post(
    '/insights/remedies',
    { schema: { tags, summary: 'Look now for what would help', response: { 202: remediesWire } } },
    async (request, reply) => {
      const caller = callerOf(request);
      if (!(await deps.remedies.begin(caller.name))) {
        throw heavyRefusal({ ok: false, reason: 'busy' });
      }
      return reply.code(202).send(await answer(caller));
    },
  );
}

/** Rights and versions are those of now: they may have changed since. */
async function bodyFor(deps: RemedyRouteDeps, { row, progress }: FoundRemedies, caller: Caller): Promise<RemediesWire> {
  const problem = REMEDY_PROBLEMS.find((one) => one === row?.problem) ?? null;
  const where = { kind: 'remedies', id: 'last', field: 'body' };
  const kept = row?.body == null ? null : readOr(keptRemedies, row.body, where, deps.noting, null);
  if (row === null || kept === null) {
    return { progress, problem, found: null };
  }
  const seen = await deps.readable(caller, [...new Set(kept.flatMap(({ woken }) => woken))]);
  const told = kept.filter(({ woken }) => woken.length >= GROUP || woken.every((login) => seen.has(login)));
  const alerts = told.map((alert) =>
    alertFor(
      alert,
      alert.woken.every((login) => seen.has(login)),
      deps.objects(),
    ),
  );
  return {
    progress,
    problem,
    found: {
      computedAt: iso(row.made_at ?? 0),
      from: iso(row.range_from ?? 0),
      to: iso(row.range_to ?? 0),
      // The order of those of whom no number is told would tell it.
      alerts: [
        ...alerts.filter(({ wakings }) => wakings !== null),
        ...alerts.filter(({ wakings }) => wakings === null).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
      ],
      withheld: kept.length - told.length,
    },
  };
}

function keyOf({ integration, name }: AlertWithRemedies): string {
  return `${integration}/${name}`;
}

type KeptAlert = KeptRemedies[number];
type KeptRemedy = KeptAlert['tried'][number];

function alertFor(alert: KeptAlert, isReadable: boolean, objects: readonly StoredObject[]): AlertWithRemedies {
  const { integration, name, incidents, wakings, tried } = alert;
  return {
    integration,
    name,
    incidents,
    wakings: isReadable ? wakings : null,
    offered: tried.filter(({ objection }) => objection === null).map((one) => offered(one, isReadable, objects)),
    refused: tried.flatMap(({ remedy, objection }) => (objection === null ? [] : [{ remedy, because: objection }])),
  };
}

function offered(tried: KeptRemedy, isReadable: boolean, now: readonly StoredObject[]): OfferedRemedy {
  const { remedy, saved, delayed, longestDelay, spared } = tried;
  const objects = tried.objects.map((one) => {
    const stored = storedOf(now, one);
    return {
      ...one,
      fromFile: stored?.origin === 'file',
      isDone: stored !== undefined && saysSo(stored.body, one.body),
    };
  });
  return {
    remedy,
    saved: isReadable ? saved : null,
    delayed,
    spared,
    missed: 0,
    longestDelay: Math.round(longestDelay / SECOND),
    objects,
    yaml: objects.some(({ fromFile }) => fromFile) ? yamlOf(tried) : null,
    isOutdated: objects.some((one) => !one.isDone && (storedOf(now, one)?.version ?? null) !== one.version),
  };
}

/** Whatever else it is called. */
function saysSo(stored: unknown, wanted: object): boolean {
  const of = (body: unknown, field: string) => JSON.stringify((body as Record<string, unknown>)[field] ?? null);
  return Object.keys(wanted).every((field) => field === 'name' || of(stored, field) === of(wanted, field));
}

function storedOf(now: readonly StoredObject[], { kind, id }: { kind: string; id: string }): StoredObject | undefined {
  return now.find((one) => one.kind === kind && one.id === id);
}

function yamlOf({ objects }: KeptRemedy): string {
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const bodies = [...byKind].map(([kind, own]) => [kind, own.map(({ body }) => bareOf(body))]);
  return stringify({ apiVersion: 1, ...Object.fromEntries(bodies) }, { lineWidth: 0 });
}

/** Without what is as it is where nothing is said. */
function bareOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(bareOf);
  }
  return typeof value !== 'object' || value === null
    ? value
    : Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (isUnsaid(one) ? [] : [[key, bareOf(one)]])));
}

function isUnsaid(value: unknown): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}
