/** Reads the facts that the domain needs for its decisions about these incidents. */
import type { Policy, StepTarget } from '#domain/escalation/policy';
import type { DecisionFacts } from '#domain/incident/draft';
import type { Incident } from '#domain/incident/model';
import { tryOrNull } from '#domain/attempt';
import { integrationName, tellsSilences } from '#domain/routing/integration';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { MaintenanceEffect } from '#domain/routing/maintenance';
import type { Directory } from '../../ports/directory.ts';
import { availabilityFacts } from '../labour/availability.ts';
import type { RestsByPerson } from '../labour/resting.ts';
import { readShadowState } from '../shadow/shadows.ts';
import { isInUnitAt } from '../duties/work-unit.ts';
import { run, selectIn } from '../query.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** Facts are read from this where nothing of the decision is saved: no transaction is needed. */
export type FactsWork = Pick<Work, 'tx' | 'cap' | 'now' | 'directory' | 'rests'>;

/** @param lock whether the turns of round-robins may be taken: false if nothing of the decision is saved */
export async function loadFacts(work: FactsWork, incidents: readonly Incident[], lock = true): Promise<DecisionFacts> {
  const turns = hasTurns(incidents)
    ? await readTurns(work.tx, lock ? work.cap.forUpdate : '')
    : new Map<string, number>();
  const signals = await loadSignalTimes(work, incidents);
  const hasWorkProfile = (login: string) => isInUnitAt(work.directory, login, work.now);
  return { ...factsFrom(work.directory, turns, signals, work.rests), hasWorkProfile };
}

/**
 * The same facts for commands.
 *
 * @param asks whether the command asks first if nothing would leave
 */
export async function loadFactsToCommand(
  work: Work,
  incidents: readonly Incident[],
  asks = true,
): Promise<DecisionFacts> {
  const facts = await loadFacts(work, incidents);
  return asks ? { ...facts, shadow: await readShadowState(work.tx) } : facts;
}

/** The same facts for messages about the next step. A round-robin does not advance. */
export async function loadFactsToTell(
  db: Db,
  directory: Directory,
  incidents: readonly Incident[],
  rests: RestsByPerson,
): Promise<DecisionFacts> {
  const turns = hasTurns(incidents) ? await readTurns(db) : new Map<string, number>();
  return { ...factsFrom(directory, turns, new Map(), rests), turn: (key) => turns.get(key) ?? 0 };
}

export function factsFrom(
  directory: Directory,
  turns: ReadonlyMap<string, number>,
  signals: ReadonlyMap<string, number[]>,
  rests: RestsByPerson,
): DecisionFacts {
  const taken = new Map(turns);
  return {
    calendar: directory.facts,
    onCall: (rota, who, at) => directory.onCall(rota, who, at),
    policy: (id) => directory.policies.get(id) ?? null,
    team: (id) => directory.teams.get(id) ?? null,
    responder: (login) => directory.responders.get(login) ?? null,
    admins: () => [...directory.admins],
    // Several incidents decided on in one transaction must not all get the same person.
    turn: (key) => {
      const turn = taken.get(key) ?? 0;
      taken.set(key, turn + 1);
      return turn;
    },
    signalsSince: (incident, at) => (signals.get(incident) ?? []).filter((received) => received >= at).length,
    // An integration that cannot be found does not delay a step.
    tellsSilences: (id) => id !== null && (tryOrNull(() => tellsSilences(directory.integrations.get(id))) ?? false),
    sourceName: (id) => integrationName(directory.integrations, id),
    maintenance: (incident, at) => maintenanceOf(directory, incident, at),
    ...availabilityFacts(directory, rests),
  };
}

/** What a maintenance means for an incident as it is. One that cannot be evaluated holds nothing. */
function maintenanceOf(
  { maintenances, facts }: Directory,
  { labels, severity, title, source, integration }: Incident,
  at: number,
): MaintenanceEffect | null {
  return tryOrNull(() => activeMaintenance(maintenances, { labels, severity, title, source }, integration, at, facts));
}

/** Whether running this policy requires more than the directory: round-robin turns, or counts of signals. */
export function needsRows(policy: Policy): boolean {
  return hasRoundRobin(policy) || longestCount(policy) > 0;
}

/**
 * @returns the next person, by key
 * @param lock `for update` if the turn is taken
 */
export async function readTurns(db: Db, lock = ''): Promise<Map<string, number>> {
  const rows = await run<{ key: string; next: number }>(db, `select key, next from turns order by key ${lock}`, []);
  return new Map(rows.map((row) => [row.key, row.next]));
}

async function loadSignalTimes(work: FactsWork, incidents: readonly Incident[]): Promise<Map<string, number[]>> {
  const counting = incidents.filter((incident) => longestCount(incident.run?.policy) > 0);
  const times = new Map<string, number[]>();
  const longest = Math.max(0, ...counting.map((incident) => longestCount(incident.run?.policy)));
  const rows = await selectIn<{ incident: string; received_at: number }>(
    work.tx,
    work.cap,
    'incident, received_at from signals',
    'incident',
    counting.map((incident) => incident.id),
    `and status = 'firing' and received_at >= ${Math.floor(work.now - longest)}`,
  );
  for (const row of rows) {
    times.set(row.incident, [...(times.get(row.incident) ?? []), row.received_at]);
  }
  return times;
}

function longestCount(policy: Policy | undefined): number {
  return Math.max(0, ...(policy?.steps ?? []).map((step) => step.when?.alerts?.within ?? 0));
}

function hasTurns(incidents: readonly Incident[]): boolean {
  return incidents.some((incident) => incident.run !== null && hasRoundRobin(incident.run.policy));
}

function hasRoundRobin(policy: Policy): boolean {
  return [...policy.steps.flatMap((step) => step.notify), ...(policy.onExhausted ?? [])].some(isRoundRobin);
}

function isRoundRobin(target: StepTarget): boolean {
  return target.kind === 'roundRobin';
}
