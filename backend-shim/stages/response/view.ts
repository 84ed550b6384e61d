/** Reads the data of the responder page. */
import { unlessBroken } from '../../store/concurrency/aside.ts';
import { nextForPeople } from '#domain/escalation/next';
import type { Incident } from '#domain/incident/model';
import { formatInstant } from '#domain/time/words/instant-words';
import { describeNext } from '#domain/notify/render/messages/next';
import type { Responder } from '#domain/notify/responder';
import { integrationName } from '#domain/routing/integration';
import { ratingIn } from '#domain/incident/rating';
import type { IncidentRights } from '#contract/incidents/incident';
import { incidentWire } from '#contract/incidents/incident-body';
import type { Directory } from '../../ports/directory.ts';
import { loadFactsToTell } from '../../store/incidents/facts.ts';
import { readLatestTimeline, readPages } from '../../store/incidents/details.ts';
import { readPage } from '../../store/deliveries/stored-page.ts';
import { openIntervention } from '../../store/duties/interventions.ts';
import { hasWorkProfile, unitsOf } from '../../store/labour/ordinary-hours.ts';
import { interventionToConfirm } from '../../store/labour/confirmation/to-confirm.ts';
import type { DeliveryRow, PageRow } from '../../store/schema/deliveries.ts';
import type { RestsByPerson } from '../../store/labour/resting.ts';
import { findRating } from '../../store/incidents/ratings.ts';
import { timelineData } from '../../store/incidents/stored-parts.ts';
import type { UnreadableReporter } from '../../store/stored/unreadable.ts';
import type { Db } from '../../store/store.ts';
import { isWorkAction } from './act.ts';
import type { PageAction } from './act.ts';
import { historyWords } from './history/facts.ts';
import { historyLine } from './history/line.ts';
import { restSentence } from './rest.ts';
import { stoppedForm, zoneOf } from './stopped.ts';
import { actionsFor } from './page/view.ts';
import type { FlashMessage, PagedPerson, RatingView, ResponderView, StoppedForm } from './page/view.ts';

export interface ViewRequest {
  db: Db;
  directory: Directory;
  rests: RestsByPerson;
  incident: Incident;
  person: Responder;
  can: IncidentRights;
  base: string;
  /** The incident's page in Grafana; null: not known. */
  grafana: string | null;
  now: number;
  first: PageAction | null;
  flash: FlashMessage | null;
  noting: UnreadableReporter;
}

const TIMELINE_SHOWN = 30;

export async function readView(request: ViewRequest): Promise<ResponderView> {
  const { db, directory, incident, person, now } = request;
  const { pages, deliveries } = await readPages(db, incident.id);
  const timeline = await readLatestTimeline(db, incident.id, TIMELINE_SHOWN);
  const words = historyWords(directory, (at) => formatInstant(at, now, person.language, person.timeZone));
  const confirming = incident.timers.confirmLimit !== undefined;
  const working = await unlessBroken(() => openIntervention(db, incident.id, person.login), null);
  // The page offers its actions even if rests cannot be computed.
  const labour = await labourView(request).catch(() => NO_LABOUR);
  const usual = actionsFor(incident.state, confirming, working !== null);
  const actions = [...usual, ...labour.asked];
  return {
    base: request.base,
    grafana: request.grafana,
    now,
    person: { login: person.login, name: person.name, language: person.language, timeZone: person.timeZone },
    incident: incidentWire(incident),
    source: incident.integration === null ? null : integrationName(directory.integrations, incident.integration),
    names: Object.fromEntries([...directory.responders.values()].map((one) => [one.login, one.name])),
    pages: [...latestPerPerson(directory, pages, request.noting), ...rooms(directory, deliveries)],
    next: await nextText(request),
    timeline: timeline.map((row) => ({
      at: row.at,
      ...historyLine(person.language, { ...row, data: timelineData(row, request.noting) }, words),
    })),
    actions: actions.filter((action) => isOffered(action, request.can)),
    rest: labour.rest,
    stopped: labour.stopped,
    rating: await ratingView(request),
    isConcerned: request.can.act,
    mayNote: request.can.note && incident.state !== 'open',
    workingSince: working?.start_at ?? null,
    first: request.first,
    flash: request.flash,
  };
}

/** Never asked of somebody who has just been woken: first comes the answer. */
async function ratingView({ db, incident, person, can, first }: ViewRequest): Promise<RatingView | null> {
  if (!can.note) {
    return null;
  }
  const rater = { kind: 'person', name: person.login } as const;
  const row = await unlessBroken(() => findRating(db, incident.id, rater), null);
  const own = ratingIn(row?.rating);
  const isAnswered = incident.state === 'acknowledged' || incident.state === 'resolved';
  return isAnswered || own !== null
    ? { own, note: row?.note ?? null, open: first === 'rate' || incident.state === 'resolved' }
    : null;
}

interface LabourView {
  /** Buttons by which the person says when they stopped. */
  asked: PageAction[];
  stopped: StoppedForm | null;
  rest: string | null;
}

const NO_LABOUR: LabourView = { asked: [], stopped: null, rest: null };

/** Asks when the person stopped, if that is not known, and says when they may start. */
async function labourView({ db, directory, incident, person, now, flash, noting }: ViewRequest): Promise<LabourView> {
  if (!hasWorkProfile(directory, person.login)) {
    return NO_LABOUR;
  }
  const record = await interventionToConfirm(db, directory, incident.id, person.login);
  const zone = zoneOf(directory, person);
  const tail = Math.max(0, ...unitsOf(directory, person.login).map((unit) => unit.tail));
  const isOver = incident.state === 'resolved';
  const isAboutWork = flash?.kind === 'done' && isWorkAction(flash.action);
  return {
    asked: record === null ? [] : isOver ? ['right-away', 'at-resolution'] : ['right-away'],
    stopped: record === null || zone === null ? null : stoppedForm(record, zone, tail, now),
    rest: isAboutWork || isOver ? await restSentence(db, directory, person, now, noting) : null,
  };
}

function isOffered(action: PageAction, can: IncidentRights): boolean {
  const isOwnWork = action === 'done' || action === 'right-away' || action === 'at-resolution';
  return can.act || isOwnWork || (action === 'acknowledge' && can.acknowledge);
}

async function nextText({ db, directory, rests, incident, person }: ViewRequest): Promise<ResponderView['next']> {
  const next = nextForPeople(
    incident,
    await loadFactsToTell(db, directory, [incident], rests),
    (id) => directory.rooms.get(id)?.name ?? id,
  );
  return next && { at: next.at, what: describeNext(next.step, person.language) };
}

/** One line per person with their latest state, even if they were called several times. */
function latestPerPerson(directory: Directory, pages: readonly PageRow[], noting: UnreadableReporter): PagedPerson[] {
  const latest = new Map(pages.map((page) => [page.user, page]));
  return [...latest.values()].map((row) => {
    const { rules } = readPage(row, noting);
    const name = directory.responders.get(row.user)?.name ?? row.user;
    if (rules.some((rule) => rule.state === 'done')) {
      return { name, state: 'reached', at: row.started_at };
    }
    if (row.state === 'failed' || row.state === 'ended') {
      return { name, state: row.state, at: row.ended_at ?? row.started_at };
    }
    const trying = rules.find((rule) => rule.state === 'trying');
    return trying
      ? { name, state: 'trying', at: trying.dueAt }
      : { name, state: 'waiting', at: rules.find((rule) => rule.state === 'waiting')?.dueAt ?? row.started_at };
  });
}

const ROOM_STATES: Record<string, PagedPerson['state']> = {
  due: 'trying',
  sending: 'trying',
  done: 'reached',
  failed: 'failed',
  cancelled: 'ended',
};

function rooms(directory: Directory, deliveries: readonly DeliveryRow[]): PagedPerson[] {
  const latest = new Map(
    deliveries.filter((row) => row.channel !== null && row.kind === 'page').map((row) => [row.channel ?? '', row]),
  );
  return [...latest].map(([id, row]) => ({
    name: directory.rooms.get(id)?.name ?? id,
    state: ROOM_STATES[row.state] ?? 'ended',
    at: row.done_at ?? row.due_at,
  }));
}
