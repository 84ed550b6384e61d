/** Prepares what several chapters of the figures use. */
import { groupedBy } from '#domain/grouped';
import type { InsightHistory, IncidentFact, PersonFact } from '#domain/insight/facts';
import { counted, untold } from '#domain/insight/figure';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import type { AlertProposal } from '#domain/insight/incident/proposal';
import { effortFigures, effortOf } from '#domain/insight/person/effort';
import type { Effort } from '#domain/insight/person/effort';
import { disruptionFigures, disruptionOf, rings } from '#domain/insight/person/interruptions';
import type { Disruption } from '#domain/insight/person/interruptions';
import { loadFigures, loadOf } from '#domain/insight/person/load';
import type { Load } from '#domain/insight/person/load';
import type { InsightSettings } from '#domain/figures/settings';

export interface ChapterAnswer {
  figures: Figure[];
  groups: FigureGroup[];
  /** Whose load is asked for, and of how many of them it is; null: there are no figures of load. */
  people: { asked: number; counted: number } | null;
  /** By the key of the alert. */
  proposals: ReadonlyMap<string, AlertProposal>;
}

export const NO_PROPOSALS: ReadonlyMap<string, AlertProposal> = new Map();

/** What on-call duty asked of one person. */
export interface PersonLoad {
  person: PersonFact;
  disruption: Disruption;
  effort: Effort;
  load: Load;
}

/** @param people whose load is asked for; of the others nothing is computed */
export function loadOfEach(
  history: InsightHistory,
  people: readonly PersonFact[],
  settings: InsightSettings,
): PersonLoad[] {
  const calls = groupedBy(history.calls, ({ user }) => user);
  const duties = groupedBy(history.duties, ({ user }) => user);
  const work = groupedBy(history.work, ({ user }) => user);
  const counting = counted([...history.incidents, ...history.earlier]);
  const answered = byAnswerer(counting, new Set(people.map(({ login }) => login)));
  const { period, now, holidays } = history;
  return people.map((person) => {
    const { login } = person;
    const own = calls.get(login) ?? [];
    const disruption = disruptionOf(person, { calls: own, period }, settings);
    const { interruptions } = disruption;
    const ringing = own.filter((call) => call.kind === 'page' && !call.test && rings(person, call, settings));
    return {
      person,
      disruption,
      effort: effortOf(
        login,
        { period, now, work: work.get(login) ?? [], incidents: answered.get(login) ?? [] },
        settings,
      ),
      load: loadOf(
        person,
        { period, holidays, duties: duties.get(login) ?? [], calls: ringing, interruptions },
        settings,
      ),
    };
  });
}

/** @param isFiltered time on call, work and what is made of them are of no incident that a filter could choose */
export function personFigures(
  { load, disruption, effort }: Pick<PersonLoad, 'load' | 'disruption' | 'effort'>,
  { isFiltered }: Pick<InsightHistory, 'isFiltered'>,
): Figure[] {
  const told = (figures: Figure[]) => (isFiltered ? untold(figures) : figures);
  return [...told(loadFigures(load)), ...disruptionFigures(disruption), ...told(effortFigures(effort))];
}

function byAnswerer(incidents: readonly IncidentFact[], logins: ReadonlySet<string>): Map<string, IncidentFact[]> {
  const answered = new Map<string, IncidentFact[]>();
  for (const incident of logins.size === 0 ? [] : incidents) {
    for (const { user } of incident.answers) {
      const own = answered.get(user) ?? [];
      if (logins.has(user) && own.at(-1) !== incident) {
        own.push(incident);
        answered.set(user, own);
      }
    }
  }
  return answered;
}
