/** Answers who is on call with Vigie's own code, where no Vigie is named; the sidecar answers with the same function. */
import { parse } from '#contract/base/schema';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportedBody } from '#modules/importing/contract/plan';
import { rota, toRota } from '#contract/rotas/rota';
import type { CrewSpan } from '#modules/importing/domain/model';
import { factsNeeded } from '#domain/rota/model';
import { resolve } from '#domain/rota/resolve';
import type { ZoneTable } from '#domain/time/zone';

export function answerLocally(
  body: ImportedBody,
  zone: (name: string) => ZoneTable | null,
  from: number,
  to: number,
): ImportResult<CrewSpan[]> {
  const read = parse(rota, body);
  if (!read.ok) {
    const detail = read.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
    return importFailure('unexpected-shape', { what: `the rota ${String(body['id'])}`, detail });
  }
  const value = toRota(read.value);
  const zones: Record<string, ZoneTable> = {};
  for (const name of factsNeeded(value).zones) {
    const table = zone(name);
    if (table === null) {
      return importFailure('unexpected-shape', {
        what: `the time zone ${name}`,
        detail: 'this machine does not know it',
      });
    }
    zones[name] = table;
  }
  const facts = { absences: [], swaps: [], holidays: {}, calendars: {}, zones };
  return done(
    resolve(value, facts, from, to).map(({ start, end, onCall }) => ({
      start,
      end,
      people: onCall.map(({ user }) => user),
    })),
  );
}

/** The zones of a rota and of its layers. */
export function zonesIn(body: ImportedBody): string[] {
  const layers = (body['layers'] ?? []) as ReadonlyArray<{ timeZone?: string | null }>;
  const zones = [body['timeZone'] as string, ...layers.map(({ timeZone }) => timeZone ?? null)];
  return [...new Set(zones.filter((zone) => zone !== null))];
}
