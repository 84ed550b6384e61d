/**
 * Takes up the requests of the transaction and writes pages and deliveries, in the same transaction: a step that was
 * entered has its pages, whatever happens next.
 */
import type { OutboxEffect } from '#domain/incident/effects';
import type { Notice } from '#domain/notify/notice';
import type { ChannelRegistry } from '../../../ports/channel.ts';
import type { OutboxRequest } from '../../../store/outbox-request.ts';
import type { Work } from '../../../store/work.ts';
import { tellDuty, tellHealth, tellSwap } from '../notices/duties.ts';
import { tellOutage } from '../notices/outages.ts';
import { tellAdvice, tellProgramme, tellTeamMonth } from '../notices/programme.ts';
import { announce } from '../notices/subscriptions.ts';
import { tellHr, tellProfile, tellReleases, tellRest, tellStatement } from '../notices/units.ts';
import { refreshStanding, notifyPeople, notifyReachedPeople } from '../notices/updates.ts';
import type { ImmediateDispatch } from './at-once.ts';
import { createLedger } from './ledger.ts';
import { beginPage, endPages, failPage, resumePages, urgePages } from './pages.ts';
import type { PlanningContext } from './planning.ts';
import { postToRoom } from './rooms.ts';

/**
 * @param hand how new deliveries are sent; see `ImmediateDispatch`
 * @returns how many requests were taken up
 */
export async function planRequests(work: Work, channels: ChannelRegistry, hand?: ImmediateDispatch): Promise<number> {
  const requests = work.requests.splice(0);
  if (requests.length === 0) {
    return 0;
  }
  const incidents = [...new Set(requests.flatMap((request) => ('incident' in request ? [request.incident] : [])))];
  const planning: PlanningContext = { work, channels, ledger: await createLedger(work, incidents) };
  for (const request of requests) {
    await planRequest(planning, request);
  }
  for (const incident of incidents) {
    await attempt(work, incident, () => refreshStanding(planning, incident));
  }
  await planning.ledger.save(hand);
  return requests.length;
}

async function planRequest(planning: PlanningContext, request: OutboxRequest): Promise<void> {
  if ('notice' in request) {
    await attempt(planning.work, null, () => planNotice(planning, request.notice));
    return;
  }
  const { incident, effect } = request;
  const isPlanned = await attempt(planning.work, incident, () => planEffect(planning, incident, effect));
  if (!isPlanned && effect.kind === 'page') {
    failPage(planning, incident, effect);
  }
}

/** A request that cannot be planned does not stop the others. */
async function attempt(work: Work, incident: string | null, plan: () => void | Promise<void>): Promise<boolean> {
  try {
    await plan();
    return true;
  } catch (error) {
    work.report({ stage: 'plan', incident, error });
    return false;
  }
}

type EffectPlanner<Kind> = (
  planning: PlanningContext,
  incident: string,
  effect: Extract<OutboxEffect, { kind: Kind }>,
) => void | Promise<void>;

const EFFECT_PLANNERS: { [Kind in OutboxEffect['kind']]: EffectPlanner<Kind> } = {
  page: beginPage,
  urge: urgePages,
  endPages,
  resumePages,
  post: postToRoom,
  tell: notifyPeople,
  tellReached: notifyReachedPeople,
  timeline: (planning, incident, { entry }) => announce(planning, incident, entry),
};

/** Stored requests may be of a kind that only a newer release plans. */
function planEffect<Kind extends OutboxEffect['kind']>(
  planning: PlanningContext,
  incident: string,
  effect: Extract<OutboxEffect, { kind: Kind }>,
): void | Promise<void> {
  const plan: EffectPlanner<Kind> | undefined = EFFECT_PLANNERS[effect.kind as Kind];
  return plan?.(planning, incident, effect);
}

type NoticePlanner<Kind> = (planning: PlanningContext, notice: Extract<Notice, { kind: Kind }>) => void;

const NOTICE_PLANNERS: { [Kind in Notice['kind']]: NoticePlanner<Kind> } = {
  tellDuty,
  tellSwap,
  tellHealth,
  tellOutage,
  tellRest,
  tellReleases,
  tellHr,
  tellProfile,
  tellStatement,
  tellProgramme,
  tellAdvice,
  tellTeamMonth,
};

function planNotice<Kind extends Notice['kind']>(
  planning: PlanningContext,
  notice: Extract<Notice, { kind: Kind }>,
): void {
  const plan: NoticePlanner<Kind> = NOTICE_PLANNERS[notice.kind as Kind];
  plan(planning, notice);
}
