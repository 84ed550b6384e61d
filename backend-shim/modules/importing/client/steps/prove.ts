/** The step `prove`: compares the source's own answer with Vigie's, for every rota of the plan; saves nothing in Vigie. */
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure, ImportResult } from '#modules/importing/contract/failures';
import type { ImportPlan, ImportedBody, PlannedProof } from '#modules/importing/contract/plan';
import { parse } from '#contract/base/schema';
import { importProof } from '#modules/importing/contract/proof';
import type { ImportProof } from '#modules/importing/contract/proof';
import { DAY, MINUTE, SECOND } from '#domain/time/duration';
import type { CrewSpan } from '#modules/importing/domain/model';
import { standInFor } from '#modules/importing/domain/stand-in';
import { spansNaming } from '#modules/importing/domain/normal-form';
import { proveRota } from '#modules/importing/domain/rota-proof';
import type { RotaProof } from '#modules/importing/domain/rota-proof';
import type { PagerAccess, PagerAnswer, PagerSnapshot } from '../pager.ts';
import { ROTAS_FILE } from '../rotas/choices-file.ts';
import { createReader } from '../reading/reader.ts';
import { jsonOrNull } from '../snapshot/json.ts';
import { hashOf, stableJson } from '../snapshot/files.ts';
import type { SnapshotFolder } from '../snapshot/files.ts';
import { readSnapshot } from '../snapshot/snapshot.ts';
import type { StoredSnapshot } from '../snapshot/snapshot.ts';
import { answerLocally, zonesIn } from '../vigie/local-answer.ts';
import type { VigieClient } from '../vigie/client.ts';
import { sourceOf, vigieOf } from './context.ts';
import type { ImportContext } from './context.ts';
import { readPlan } from './plan.ts';

const PROOF = 'proof.json';
/** Of fresh answers with what is saved, which proves no plan. */
const PROOF_AGAIN = 'proof-again.json';
const MARGIN = DAY;

/** What is compared: the snapshot's answers with rotas that are not saved, or fresh answers with the saved ones. */
interface ProofInput {
  plan: ImportPlan;
  config: PagerSnapshot['config'];
  answers: readonly PagerAnswer[];
  from: number;
  to: number;
  readFor: number;
}

export async function proveStep(context: ImportContext): Promise<ImportResult<ImportProof>> {
  const { world, pager, folder, settings } = context;
  const snapshot = await readSnapshot(folder, pager.name);
  const plan = snapshot.ok ? await readPlan(context, snapshot.value) : snapshot;
  const vigie = await vigieOf(context);
  if (!snapshot.ok || !plan.ok || !vigie.ok) {
    return [snapshot, plan, vigie].find((one) => !one.ok) as Extract<typeof vigie, { ok: false }>;
  }
  const input = settings.again
    ? await freshInput(context, snapshot.value, plan.value)
    : done({ ...snapshot.value, plan: plan.value, readFor: snapshot.value.manifest.readFor });
  if (!input.ok) {
    return input;
  }
  const rotas: ImportProof['rotas'] = [];
  for (const [i, planned] of plan.value.proofs.entries()) {
    world.progress(`proving ${i + 1} of ${plan.value.proofs.length}: ${planned.rota}`);
    const proven = await proveOne(context, input.value, planned, vigie.value);
    if (!proven.ok) {
      return proven;
    }
    rotas.push(proven.value);
  }
  const proof: ImportProof = {
    proofVersion: 1,
    source: pager.name,
    snapshot: snapshot.value.hash,
    plan: planHash(plan.value),
    from: new Date(input.value.from).toISOString(),
    to: new Date(input.value.to).toISOString(),
    provenAt: new Date(world.clock.machine()).toISOString(),
    answeredBy: vigie.value === null ? 'program' : 'api',
    rotas,
  };
  const written = await folder.write(settings.again ? PROOF_AGAIN : PROOF, stableJson(proof));
  return written.ok ? done(proof) : written;
}

/** Asks the source anew; the edits since the snapshot show as differences. */
async function freshInput(
  context: ImportContext,
  snapshot: StoredSnapshot,
  plan: ImportPlan,
): Promise<ImportResult<ProofInput>> {
  const { settings, world, pager } = context;
  if (settings.keyFile === null) {
    return importFailure('nothing-fresh');
  }
  const address = await sourceOf(context);
  if (!address.ok) {
    return address;
  }
  const began = world.clock.machine();
  const from = Math.ceil(began / MINUTE) * MINUTE;
  const to = from + settings.days * DAY;
  const reader = createReader({ ...world, pace: pager.pace, keyHint: pager.keyHint, memory: null });
  const access: PagerAccess = {
    reader,
    ...address.value,
    from,
    to,
    progress: world.progress,
    problem: () => undefined,
  };
  const answers = await pager.readAnswers(access, snapshot.config);
  const readFor = Math.max(world.clock.machine() - from, 0) + MINUTE;
  return answers.ok ? done({ plan, config: snapshot.config, answers: answers.value, from, to, readFor }) : answers;
}

async function proveOne(
  context: ImportContext,
  input: ProofInput,
  planned: PlannedProof,
  vigie: VigieClient | null,
): Promise<ImportResult<ImportProof['rotas'][number]>> {
  const body = (input.plan.objects.rotas ?? []).find((one) => one['id'] === planned.rota);
  const answer = input.answers.find(({ schedule }) => schedule === planned.schedule);
  if (answer === undefined && body !== undefined && context.settings.again) {
    return done(notRead(input, planned, String(body['name'] ?? planned.rota)));
  }
  if (body === undefined || answer === undefined) {
    return importFailure('unexpected-shape', { what: `the plan of ${planned.rota}`, detail: 'its answer is missing' });
  }
  const ours = await vigieAnswer(context, input, body, vigie);
  if (!ours.ok) {
    return ours;
  }
  const timeline = context.pager.timelineOf(answer, input);
  const theirs = timeline.map((span) => ({ ...span, people: loginsOf(span, input.plan) }));
  const known = {
    ...knowledgeOf(context, input, planned, body),
    leftEmpty: spansNaming(timeline, (id) => Object.hasOwn(input.plan.people, id) && input.plan.people[id] === null),
    unnamed: context.pager.unnamedIn?.(answer) ?? [],
  };
  const proof = proveRota(theirs, ours.value, known, input.to);
  return done(wireOf(planned, String(body['name'] ?? planned.rota), proof));
}

/** The source did not say who is on call, so nothing is equal, and nothing differs. */
function notRead({ from, to }: ProofInput, planned: PlannedProof, name: string): ImportProof['rotas'][number] {
  const seconds = (to - from) / SECOND;
  const nothing = { seconds, equal: 0, notCompared: seconds, sourceSpans: [], vigieSpans: [], differences: [] };
  return wireOf(planned, name, nothing);
}

function loginsOf({ people }: CrewSpan, plan: ImportPlan): string[] {
  return people.flatMap((id) => {
    const login = Object.hasOwn(plan.people, id) ? plan.people[id] : standInFor(id);
    return login === null || login === undefined ? [] : [login];
  });
}

function vigieAnswer(
  { settings, world }: ImportContext,
  { plan, from, to }: ProofInput,
  body: ImportedBody,
  vigie: VigieClient | null,
): Promise<ImportResult<CrewSpan[]>> {
  if (vigie === null) {
    return Promise.resolve(answerLocally(body, world.zone, from - MARGIN, to + MARGIN));
  }
  const people = Object.values(plan.people).filter((login) => login !== null);
  return settings.again
    ? vigie.timeline(String(body['id']), from, to + MARGIN)
    : vigie.preview({ ...body, team: null }, [...new Set([...people, ...plan.unknown])], from, to + MARGIN);
}

function knowledgeOf(
  { world }: ImportContext,
  { plan, from, to, readFor }: ProofInput,
  planned: PlannedProof,
  body: ImportedBody,
) {
  return {
    class: planned.class,
    from,
    readFor,
    unknown: new Set(plan.unknown),
    predicted: planned.predicted,
    frozenUntil: planned.frozenUntil === null ? null : Date.parse(planned.frozenUntil),
    clockChanges: zonesIn(body)
      .flatMap((zone) => world.zone(zone)?.changes ?? [])
      .filter((change) => change > from - MARGIN && change < to + MARGIN),
  };
}

function wireOf(planned: PlannedProof, name: string, proof: RotaProof): ImportProof['rotas'][number] {
  const spanOf = ({ start, end, people }: CrewSpan) => ({
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    people: [...people],
  });
  return {
    rota: planned.rota,
    name,
    class: planned.class,
    frozenUntil: planned.frozenUntil,
    seconds: proof.seconds,
    equal: proof.equal,
    notCompared: proof.notCompared,
    differences: proof.differences.map(({ start, end, source, vigie, cause }) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      source: [...source],
      vigie: [...vigie],
      cause,
    })),
    source: proof.sourceSpans.map(spanOf),
    vigie: proof.vigieSpans.map(spanOf),
  };
}

function planHash(plan: ImportPlan): string {
  return hashOf(stableJson(plan));
}

/** Fails unless exactly this plan was compared, and every difference is explained. */
export async function checkProven({ folder }: ImportContext, plan: ImportPlan): Promise<ImportResult<null>> {
  const text = await folder.read(PROOF);
  const read = text === null ? null : parse(importProof, jsonOrNull(text));
  if (read?.ok !== true || read.value.snapshot !== plan.snapshot || read.value.plan !== planHash(plan)) {
    return importFailure('proof-missing', { folder: folder.path });
  }
  return proofFailure(read.value, folder, PROOF) ?? done(null);
}

/** null: every difference is explained. @param report the file in which they are listed */
export function proofFailure(
  proof: ImportProof,
  folder: Pick<SnapshotFolder, 'path'>,
  report: string,
): ImportFailure | null {
  const bad = proof.rotas.filter(({ differences }) => differences.some(({ cause }) => cause === 'unexplained'));
  return bad.length === 0
    ? null
    : importFailure('proof-failed', {
        count: unexplained(proof),
        rotas: bad.map(({ name }) => name).join(', '),
        report: `${folder.path}/${report}`,
        choices: `${folder.path}/${ROTAS_FILE}`,
      });
}

/** How many differences nobody can explain. */
export function unexplained(proof: ImportProof): number {
  return proof.rotas.flatMap(({ differences }) => differences).filter(({ cause }) => cause === 'unexplained').length;
}
