/** Finds times at which nobody would be paged. */
import type { ExaminedRota } from '#domain/rota/health/examined';
import type { HealthFinding } from '#domain/rota/health/model';
import { onCallAt } from '#domain/rota/on-call';
import { versionAt } from '#domain/rota/resolve';

export function gapFindings({ subject: { rota, facts }, gaps }: ExaminedRota): HealthFinding[] {
  const everybodyHere = { ...facts, absences: [] };
  return gaps.map(({ start, end }) => {
    const missed = onCallAt(rota, everybodyHere, start).map(({ user }) => user);
    const layers = versionAt(rota, start)?.layers.length ?? 0;
    return {
      kind: 'gap',
      start,
      end,
      users: missed,
      why: whyNobody(missed, layers),
      details: { noLayers: layers === 0 },
    };
  });
}

function whyNobody(missed: readonly string[], layers: number): string {
  if (missed.length > 0) {
    return `nobody is on call, because ${missed.join(' and ')} would be and is absent`;
  }
  return layers === 0 ? 'nobody is on call: the rota has no layers' : 'nobody is on call: no layer covers this time';
}
