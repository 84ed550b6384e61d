/** Runs the steps of an import in their order, writes the report, and says how it ended by the exit status. */
import { exitStatusOf, failureSentence, importFailure } from '#modules/importing/contract/failures';
import type { ImportFailure } from '#modules/importing/contract/failures';
import { importPlan } from '#modules/importing/contract/plan';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { parse } from '#contract/base/schema';
import type { ImportProof } from '#modules/importing/contract/proof';
import { HOUR } from '#domain/time/duration';
import type { PagerImport } from '../pager.ts';
import { comparePagesStep } from '../pages/compare-pages.ts';
import { reportPage } from '../report/page.ts';
import { pagesLines, pagesReport } from '../report/pages.ts';
import type { PagesReport } from '../report/pages.ts';
import { reportOf } from '../report/report.ts';
import { appliedLines, proofLines, summaryLines } from '../report/terminal.ts';
import { askForChoices } from '../rotas/choices-file.ts';
import type { ImportSettings, ImportStep, ImportWorld } from '../settings.ts';
import { IMPORT_STEPS } from '../settings.ts';
import { jsonOrNull } from '../snapshot/json.ts';
import { applyStep } from './apply.ts';
import { importContext } from './context.ts';
import type { ImportContext } from './context.ts';
import { fetchStep } from './fetch.ts';
import { PLAN, planStep } from './plan.ts';
import { proofFailure, proveStep, unexplained } from './prove.ts';

export type ImportExit = 0 | 1 | 2 | 3 | 4;

const REPORT = 'report.html';

/** What the steps so far have found. */
interface ImportProgress {
  plan: ImportPlan | null;
  proof: ImportProof | null;
  pages: PagesReport | null;
}

export async function runImport(settings: ImportSettings, world: ImportWorld, pager: PagerImport): Promise<ImportExit> {
  const context = importContext(settings, world, pager);
  const found: ImportProgress = { plan: null, proof: null, pages: null };
  let exit: ImportExit = 0;
  for (const step of settings.step === null ? IMPORT_STEPS : [settings.step]) {
    exit = await runOne(context, step, found);
    if (exit !== 0) {
      break;
    }
  }
  const isApplied = exit === 0 && (settings.step ?? 'apply') === 'apply';
  const hasSource = settings.fromBackup === undefined && settings.fromDatabase === undefined;
  if (exit === 0 && settings.step === null && settings.toFolder === null && hasSource) {
    world.progress('comparing what is saved with fresh answers');
    exit = await runOne({ ...context, settings: { ...settings, again: true } }, 'prove', found);
  }
  await report(context, found, settings.step !== 'apply');
  return exit === 0 ? exitOf(found, isApplied || settings.step === 'plan') : exit;
}

async function runOne(context: ImportContext, step: ImportStep, found: ImportProgress): Promise<ImportExit> {
  const failure = await runStep(context, step, found);
  if (failure !== null) {
    context.world.progress(`error: ${failureSentence(failure)}`);
  }
  return failure === null ? 0 : exitStatusOf(failure.code);
}

async function runStep(context: ImportContext, step: ImportStep, found: ImportProgress): Promise<ImportFailure | null> {
  switch (step) {
    case 'fetch': {
      const result = await fetchStep(context);
      return result.ok ? null : result;
    }
    case 'plan': {
      const result = await planStep(context);
      found.plan = result.ok ? result.value.plan : null;
      return result.ok ? null : result;
    }
    case 'prove':
      return prove(context, found);
    case 'apply':
      return apply(context, found);
  }
}

async function prove(context: ImportContext, found: ImportProgress): Promise<ImportFailure | null> {
  const result = await proveStep(context);
  if (!result.ok) {
    return result;
  }
  found.proof = result.value;
  if (context.settings.again) {
    const pages = await comparePagesStep(context, result.value);
    if (!pages.ok) {
      return pages;
    }
    found.pages = pages.value && (await pagesReport(context.folder, pages.value));
  }
  const plan = found.plan ?? (await storedPlan(context.folder));
  if (plan !== null && !context.settings.again) {
    const asked = await askForChoices(context.folder, plan, result.value);
    if (!asked.ok) {
      return asked;
    }
  }
  const bad = proofFailure(result.value, context.folder, REPORT);
  if (bad !== null) {
    return bad;
  }
  const open = (plan?.items ?? []).filter(({ kind, reason }) => kind === 'other' && reason === 'no-answer');
  const schedules = open.map(({ name }) => name.replace(/^proof of /, '')).join(', ');
  return open.length === 0 ? openHours(result.value, plan) : importFailure('not-compared', { schedules });
}

/** Hours of which nothing can be said, in rotas of which nobody has said what they become. */
function openHours({ rotas }: ImportProof, plan: ImportPlan | null): ImportFailure | null {
  const chosen = new Set((plan?.proofs ?? []).filter((one) => one.chosen !== undefined).map(({ rota }) => rota));
  const open = rotas.filter(({ rota, notCompared }) => notCompared > 0 && !chosen.has(rota));
  const seconds = open.reduce((sum, { notCompared }) => sum + notCompared, 0);
  return open.length === 0
    ? null
    : importFailure('hours-not-compared', {
        hours: Math.ceil((seconds * 1_000) / HOUR).toLocaleString('en-US'),
        rotas: open.map(({ name }) => name).join(', '),
      });
}

async function apply(context: ImportContext, found: ImportProgress): Promise<ImportFailure | null> {
  const { settings, world } = context;
  if (settings.step === null && !settings.yes) {
    const target = settings.toFolder ?? settings.vigie ?? 'Vigie';
    const answer = await world.ask(`Apply to ${target}? Have you read ${settings.people} and the report? [y/N] `);
    if (answer !== true) {
      return answer === null ? importFailure('nobody-to-ask', { people: settings.people }) : importFailure('declined');
    }
  }
  const result = await applyStep(context);
  if (result.ok) {
    found.plan ??= await storedPlan(context.folder);
    appliedLines(result.value, settings).forEach(world.progress);
  }
  return result.ok ? null : result;
}

async function report(
  { settings, world, folder }: ImportContext,
  { plan, proof, pages }: ImportProgress,
  isShown: boolean,
): Promise<void> {
  const known = plan ?? (proof === null ? null : await storedPlan(folder));
  if (known === null || !isShown) {
    return;
  }
  await folder.write(REPORT, reportPage(known, proof));
  if (settings.json) {
    world.print(JSON.stringify(reportOf(known, proof, pages), null, 2));
    return;
  }
  [...summaryLines(known), ...(proof === null ? [] : proofLines(proof, world.clock.machine()))].forEach(world.print);
  pagesLines(pages).forEach(world.print);
  world.print(`The whole report: ${folder.path}/${REPORT}`);
}

async function storedPlan(folder: ImportContext['folder']): Promise<ImportPlan | null> {
  const text = await folder.read(PLAN);
  const read = text === null ? null : parse(importPlan, jsonOrNull(text));
  return read?.ok === true ? read.value : null;
}

/** Unknown people block `apply`; everything else that needs a person does not stop the import, and is not forgotten. */
function exitOf({ plan, proof }: ImportProgress, countsPlan: boolean): ImportExit {
  if (proof !== null && unexplained(proof) > 0) {
    return 3;
  }
  return countsPlan && plan !== null && (plan.unknown.length > 0 || needsPerson(plan)) ? 4 : 0;
}

function needsPerson({ items }: ImportPlan): boolean {
  return items.some((item) => item.class === 'needs-a-person');
}
