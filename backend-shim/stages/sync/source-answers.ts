/** Applies a source's answers to its incidents, and selects the incidents that wait for an answer. */
import { advance } from '#domain/incident/advance';
import { firingCount } from '#domain/incident/model';
import type { Incident } from '#domain/incident/model';
import type { SilenceAnswer } from '#domain/incident/commands/silence';
import type { SilencedAlert } from '../../ports/source-sync.ts';
import { loadFacts } from '../../store/incidents/facts.ts';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import type { IncidentChange } from '../../store/incidents/save.ts';
import { takeSourceQuestions } from '../../store/syncs/questions.ts';
import type { Work } from '../../store/work.ts';

/** The process that takes a question sends it; if that fails, the incident continues without an answer. */
export async function takeQuestions(work: Work): Promise<Map<string, string[]>> {
  const byIntegration = Map.groupBy(await takeSourceQuestions(work), ({ integration }) => integration);
  return new Map(
    [...byIntegration].map(([integration, questions]) => [integration, questions.map(({ incident }) => incident)]),
  );
}

/** The answers about some incidents; `null`: the source did not answer, because of `detail`. */
export interface SilencePollResult {
  integration: string;
  incidents: readonly string[];
  silenced: readonly SilencedAlert[] | null;
  detail: string;
}

export async function applySourceAnswers(
  work: Work,
  { integration, incidents: ids, silenced, detail }: SilencePollResult,
): Promise<void> {
  const incidents = await lockIncidents(work, ids);
  const facts = await loadFacts(work, [...incidents.values()]);
  const changes: IncidentChange[] = [];
  for (const incident of incidents.values()) {
    const heard: SilenceAnswer =
      silenced === null ? { ok: false, detail } : { ok: true, silence: silenceOf(incident, silenced) };
    if (isNews(incident, heard)) {
      try {
        changes.push(advance(incident, [{ kind: 'heard', integration, heard }], work.now, facts));
      } catch (error) {
        // The incident continues when the time for an answer is over.
        work.report({ stage: 'advance', incident: incident.id, error });
      }
    }
  }
  await saveChanges(work, changes);
}

/** Set only if all firing alerts are silenced; of several silences, the one that ends first. */
function silenceOf(incident: Incident, silenced: readonly SilencedAlert[]): SilencedAlert['silence'] | null {
  const own = silenced.filter((one) => one.incident === incident.id);
  const [first] = own.map(({ silence }) => silence).sort((a, b) => a.until - b.until);
  return first && own.length >= firingCount(incident) ? first : null;
}

function isNews({ state, silence, timers }: Incident, heard: SilenceAnswer): boolean {
  if (state === 'resolved') {
    return false;
  }
  const isSame =
    heard.ok &&
    silence?.until === heard.silence?.until &&
    silence?.by === heard.silence?.by &&
    silence?.comment === heard.silence?.comment;
  return timers.answer !== undefined || (heard.ok && !isSame);
}
