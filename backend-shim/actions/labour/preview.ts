/** The dry run of a change that puts people on call, as far as the caller reads it. */
import type { LabourPreviewRequest } from '#contract/labour/preview';
import type { Swap } from '#domain/rota/model';
import { refuse } from '../../configuration/edit.ts';
import type { RefusedChange } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import type { PreviewPort } from '../../ports/previews.ts';
import type { Caller } from '../../rights/caller.ts';
import { readerOf, plansFor } from '../../rights/labour.ts';
import type { Db } from '../../store/store.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';
import { consequencesOf } from './consequences.ts';
import type { ChangedFinding, Consequences } from './consequences.ts';
import { changedOverride, changedRota, changedSwap, takenOver } from '../../labour/duty-change.ts';
import type { OnCallChange } from '../../labour/duty-change.ts';
import { isReasonRequired, lateOf } from './exceptional.ts';

export interface PreviewDeps {
  db: Db;
  noting: UnreadableReporter;
  directory: Directory;
  drafts: Pick<PreviewPort, 'draftRota'>;
}

export interface PreviewQuestion {
  body: LabourPreviewRequest;
  caller: Caller;
  now: number;
}

export type PreviewResult = ({ ok: true; exceptional: boolean } & Consequences) | RefusedChange;

export async function previewChange(deps: PreviewDeps, question: PreviewQuestion): Promise<PreviewResult> {
  const change = await changeOf(deps, question);
  if ('ok' in change) {
    return change;
  }
  const { db, noting, directory } = deps;
  const { findings, gained } = await consequencesOf({ db, noting, now: question.now }, change);
  return {
    ok: true,
    findings: findings.flatMap((one) => shownTo(question, directory, one) ?? []),
    gained: gained.filter(({ unit, user }) => sees(question.caller, directory, unit, user)),
    exceptional: lateOf(findings).some((one) => isReasonRequired(directory, one)),
  };
}

async function changeOf(
  { directory, drafts }: PreviewDeps,
  { body, caller, now }: PreviewQuestion,
): Promise<OnCallChange | RefusedChange> {
  const { rota, holdsFrom, override, swap, takeOver } = body;
  const actor = caller.name;
  if (rota) {
    const drafted = await drafts.draftRota(rota, now, holdsFrom ? Date.parse(holdsFrom) : null);
    if (!drafted.ok) {
      const problems = drafted.problems.map((problem) => ({ ...problem, path: `rota.${problem.path}` }));
      return refuse('validation', `${problems[0]?.path} ${problems[0]?.message}`, { reason: 'invalid' }, problems);
    }
    return changedRota(directory, rota.id, drafted.draft.after, drafted.facts);
  }
  if (override) {
    return changedOverride(directory, override.rota, override.change, { actor, now }) ?? noSuch('rota', override.rota);
  }
  if (takeOver) {
    const { rota: id, user, by } = takeOver;
    const changed = takenOver(directory, { rota: id, user, by: by ?? actor, actor }, now);
    return (
      changed ??
      refuse('conflict', `${user} is not on call on this rota now, so there is no shift to take.`, {
        reason: 'not-on-call',
        data: { user },
      })
    );
  }
  const wanted = swapOf(directory, swap ?? '', actor, now);
  return wanted ? changedSwap(directory, wanted, wanted.askedOf ?? takerOf(swap, actor), now) : noSuch('swap', null);
}

/** Nobody is known yet to take a swap that is asked of everybody. */
function takerOf(swap: LabourPreviewRequest['swap'], actor: string): string {
  return typeof swap === 'string' ? actor : '';
}

function swapOf(
  directory: Directory,
  swap: NonNullable<LabourPreviewRequest['swap']>,
  actor: string,
  now: number,
): Swap | null {
  if (typeof swap === 'string') {
    return directory.facts.swaps.find(({ id }) => id === swap) ?? null;
  }
  const span = ({ start, end }: { start: string; end: string }) => ({ start: Date.parse(start), end: Date.parse(end) });
  return {
    id: 'new-swap',
    rota: swap.rota,
    window: span(swap),
    inReturn: swap.inReturn && span(swap.inReturn),
    askedOf: swap.askedOf,
    state: 'open',
    asked: { by: swap.by ?? actor, at: now },
    taken: null,
    closed: null,
    note: '',
  };
}

function noSuch(kind: 'rota' | 'swap', id: string | null): RefusedChange {
  return refuse('not-found', `There is no such ${kind}.`, { reason: 'no-such', data: { kind, id } });
}

function sees(caller: Caller, directory: Directory, unit: string, user: string): boolean {
  return readerOf(caller, directory, unit, user) !== null || plansFor(caller, directory, unit, user);
}

/** Whoever plans for the person reads that notice is short, or that the person is not available; no more. */
function shownTo(
  { caller, now }: Pick<PreviewQuestion, 'caller' | 'now'>,
  directory: Directory,
  finding: ChangedFinding,
): ChangedFinding | null {
  const { unit, user, rule, severity, start } = finding;
  if (readerOf(caller, directory, unit, user) !== null) {
    return finding;
  }
  // Duty that the change begins at once is planned, too.
  if (!plansFor(caller, directory, unit, user) || start < now) {
    return null;
  }
  // Why somebody is not available, and until when, is not for planners.
  const hidden = { measured: null, limit: 0, owed: null, owedBy: null };
  return rule === 'notice'
    ? finding
    : rule === 'eligible' && severity === 'outside'
      ? { ...finding, article: null, data: hidden, remedy: { kind: 'chooseAnother', at: null } }
      : null;
}
