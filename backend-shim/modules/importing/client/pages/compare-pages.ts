/**
 * Compares whom the old pager paged with whom Vigie paged, or would have paged in shadow, since the last time; after
 * `prove --again`. It reads on both sides, and sends nothing. Days that have begun are compared anew until they are over.
 */
import { done, failureSentence } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import { pageDayFile, PAGES_STATE } from '#modules/importing/contract/page-files';
import type { PagesState } from '#modules/importing/contract/pages';
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { ImportProof } from '#modules/importing/contract/proof';
import { casesOfOnCall, comparePages } from '#modules/importing/domain/pages/compare';
import { PAIRED_WITHIN } from '#modules/importing/domain/pages/match';
import type { ComparedRota, PageFacts, ComparedPage, TheirCase } from '#modules/importing/domain/pages/model';
import { DAY, MINUTE } from '#domain/time/duration';
import type { PagerAccess } from '../pager.ts';
import { createReader } from '../reading/reader.ts';
import { stableJson } from '../snapshot/files.ts';
import { readMapFile } from '../snapshot/map-file.ts';
import { readSnapshot } from '../snapshot/snapshot.ts';
import type { StoredSnapshot } from '../snapshot/snapshot.ts';
import { sourceOf, vigieOf } from '../steps/context.ts';
import type { ImportContext } from '../steps/context.ts';
import { readPlan } from '../steps/plan.ts';
import { readOurSide } from './our-pages.ts';
import type { OurSide } from './our-pages.ts';
import { KNOWN_ROTAS, rotasIn, withProof } from './known-rotas.ts';
import { daysOf, readState, startOfDay } from './page-days.ts';
import { importedIntegrations, knownPeople, theirCases, unmappedIn } from './their-pages.ts';
import type { KnownPeople } from './their-pages.ts';

/** What is younger waits for the next time: the other side may page in a moment. */
const SETTLED = 10 * MINUTE;
/** After a longer pause, what lies before is not compared any more. */
const MOST_DAYS = 7;

/** What a comparison needs of the folder. */
interface Material {
  snapshot: StoredSnapshot;
  plan: ImportPlan;
  people: KnownPeople;
  /** By the source's id. */
  integrations: ReadonlyMap<string, string>;
  rotas: readonly ComparedRota[];
}

/**
 * @param proof the comparison of what is saved, made just now
 * @returns how far pages are compared; null: no Vigie is named. What could not be read is said in `failure`.
 */
export async function comparePagesStep(
  context: ImportContext,
  proof: ImportProof,
): Promise<ImportResult<PagesState | null>> {
  const { world, pager, folder, settings } = context;
  if (settings.vigie === null) {
    return done(null);
  }
  const now = world.clock.machine();
  const to = Math.floor((now - SETTLED) / MINUTE) * MINUTE;
  const rotas = withProof(rotasIn(await folder.read(KNOWN_ROTAS)), proof, startOfDay(now - MOST_DAYS * DAY));
  const written = await folder.write(KNOWN_ROTAS, stableJson(rotas));
  if (!written.ok) {
    return written;
  }
  const before = await readState(folder);
  const state: PagesState = {
    source: pager.name,
    onCallOnly: pager.readPages === undefined,
    // From the first time on both sides are known.
    since: before?.since ?? iso(to),
    comparedTo: before?.comparedTo ?? iso(to),
    failure: null,
  };
  const from = Math.max(
    Date.parse(state.since),
    startOfDay(Date.parse(state.comparedTo)),
    startOfDay(to) - (MOST_DAYS - 1) * DAY,
  );
  const compared = before === null || from >= to ? done(null) : await compareRange(context, rotas, { from, to, now });
  const next: PagesState = compared.ok
    ? { ...state, comparedTo: iso(Math.max(to, Date.parse(state.comparedTo))) }
    : { ...state, failure: { code: compared.code, data: { ...compared.data }, message: failureSentence(compared) } };
  const stored = await folder.write(PAGES_STATE, stableJson(next));
  return stored.ok ? done(next) : stored;
}

async function compareRange(
  context: ImportContext,
  rotas: readonly ComparedRota[],
  { from, to, now }: { from: number; to: number; now: number },
): Promise<ImportResult<null>> {
  const { world, folder } = context;
  const material = await materialOf(context, rotas);
  if (!material.ok) {
    return material;
  }
  // A page shortly before the range may be the counterpart of one in it.
  const rows = await compareSides(context, material.value, from - PAIRED_WITHIN, to);
  if (!rows.ok) {
    return rows;
  }
  for (const day of daysOf(rows.value, { from, to, comparedAt: now }, material.value.people)) {
    world.progress(`pages of ${day.day}: ${day.rows.length}`);
    const written = await folder.write(pageDayFile(day.day), stableJson(day));
    if (!written.ok) {
      return written;
    }
  }
  return done(null);
}

async function materialOf(context: ImportContext, rotas: readonly ComparedRota[]): Promise<ImportResult<Material>> {
  const { pager, folder } = context;
  const snapshot = await readSnapshot(folder, pager.name);
  const plan = snapshot.ok ? await readPlan(context, snapshot.value) : snapshot;
  const map = await readMapFile(folder);
  return snapshot.ok && plan.ok && map.ok
    ? done({
        snapshot: snapshot.value,
        plan: plan.value,
        people: knownPeople(plan.value, pager.people(snapshot.value.config)),
        integrations: importedIntegrations(map.value),
        rotas,
      })
    : ([snapshot, plan, map].find((one) => !one.ok) as ImportFailure);
}

async function compareSides(
  context: ImportContext,
  material: Material,
  from: number,
  to: number,
): Promise<ImportResult<ComparedPage[]>> {
  const vigie = await vigieOf(context);
  if (!vigie.ok || vigie.value === null) {
    return vigie.ok ? done([]) : vigie;
  }
  const integrations = [...material.integrations.values()];
  const ours = await readOurSide(vigie.value, { from, to, integrations }, context.world.progress);
  const theirs = ours.ok ? await readTheirSide(context, material, ours.value, from, to) : ours;
  if (!ours.ok || !theirs.ok) {
    return ours.ok ? (theirs as ImportFailure) : ours;
  }
  const { cases, ...intake } = ours.value;
  const facts: PageFacts = {
    rotas: material.rotas,
    ...intake,
    imported: new Set(integrations),
    unmapped: unmappedIn(theirs.value, material.people),
    tellsOnCallOnly: context.pager.readPages === undefined,
    takesTurns: (policy, step) => takesTurns(material.plan, policy, step),
  };
  return done(comparePages({ theirs: theirs.value, ours: cases }, facts));
}

async function readTheirSide(
  context: ImportContext,
  { snapshot, people, integrations, rotas }: Material,
  { cases }: OurSide,
  from: number,
  to: number,
): Promise<ImportResult<TheirCase[]>> {
  const { world, pager } = context;
  if (pager.readPages === undefined) {
    return done(casesOfOnCall(cases, rotas));
  }
  const address = await sourceOf(context);
  if (!address.ok) {
    return address;
  }
  const access: PagerAccess = {
    reader: createReader({ ...world, pace: pager.pace, keyHint: pager.keyHint, memory: null }),
    ...address.value,
    from,
    to,
    progress: world.progress,
    problem: () => undefined,
  };
  world.progress(`reading whom ${pager.name} paged`);
  const alerts = await pager.readPages(access, snapshot.config);
  return alerts.ok ? done(theirCases(alerts.value, people, integrations)) : alerts;
}

function takesTurns({ objects }: ImportPlan, policy: string, step: number): boolean {
  const body = (objects.escalationPolicies ?? []).find((one) => one['id'] === policy);
  const steps = body?.['steps'] as ReadonlyArray<{ notify?: readonly object[] }> | undefined;
  return (steps?.[step - 1]?.notify ?? []).some((target) => 'roundRobin' in target);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
