/** Prepares what several chapters of the figures use. */
import { groupedBy } from '#domain/labour/pay/grouped';
import type { InsightHistory, IncidentFact, PersonFact } from '#domain/insight/facts';
import { counted } from '#domain/insight/figure';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { effortOf } from '#domain/insight/person/effort';
import type { Effort } from '#domain/insight/person/effort';
import { disruptionOf } from '#domain/insight/person/interruptions';
import type { Disruption } from '#domain/insight/person/interruptions';
import { loadOf } from '#domain/insight/person/load';
import type { Load } from '#domain/insight/person/load';
import type { InsightSettings } from '#domain/insight/settings';

export interface ChapterAnswer {
  figures: Figure[];
  groups: FigureGroup[];
}

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
  const answered = byAnswerer(counted(history.incidents), new Set(people.map(({ login }) => login)));
  return people.map((person) => {
    const { login } = person;
    const own = calls.get(login) ?? [];
    const disruption = disruptionOf(person, own, settings);
    const { interruptions } = disruption;
    const duty = duties.get(login) ?? [];
    return {
      person,
      disruption,
      effort: effortOf(
        login,
        { work: work.get(login) ?? [], incidents: answered.get(login) ?? [], now: history.now },
        settings,
      ),
      load: loadOf(person, { period: history.period, duties: duty, calls: own, interruptions }, settings),
    };
  });
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
