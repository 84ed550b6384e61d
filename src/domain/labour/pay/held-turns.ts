/** Finds the turns of a rota in which a person was on call: the shifts of its layers, from handoff to handoff. */
import type { HeldTurn } from '#domain/labour/pay/turns';
import type { AnyRota, Layer, OnCallSource, Rota } from '#domain/rota/model';
import { versionAt } from '#domain/rota/resolve';
import { handoff, slotAt, turnsOf } from '#domain/rota/resolution/rotation';
import { DAY } from '#domain/time/duration';
import { dateOf, mondayOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { intersectSpans, mergeSpans } from '#domain/time/span';
import type { ZoneTable, ZoneTables } from '#domain/time/zone';
import { firstInstant, toLocal, zoneTable } from '#domain/time/zone';

/** Somebody's time on call, as worked or as planned. */
export interface SourcedDuty extends Span {
  user: string;
  /** null: not known. */
  source: OnCallSource | null;
}

/** A rota with all that anybody worked or will work on it, at least in the turns that are asked for. */
export interface TurnFacts {
  id: string;
  /** null: deleted; its turns are civil weeks. */
  rota: AnyRota | null;
  duties: readonly SourcedDuty[];
  zones: ZoneTables;
  /** Of the unit. */
  zone: ZoneTable;
}

/**
 * The turns by which the person was on call: shifts of the layer that put them on call; for an override, of the lowest
 * layer with a rotation; civil weeks where there is none.
 */
export function heldTurns(facts: TurnFacts, user: string): HeldTurn[] {
  const covered = mergeSpans(facts.duties);
  const turns = new Map<string, Span & { held: Span[] }>();
  for (const { source, start, end } of facts.duties.filter((duty) => duty.user === user)) {
    for (let at = start; at < end;) {
      const { layer, ...turn } = turnAt(facts, source, at);
      const key = JSON.stringify([layer, turn.start, turn.end]);
      const known = turns.get(key) ?? { ...turn, held: [] };
      turns.set(key, known);
      known.held.push({ start: at, end: Math.min(end, turn.end) });
      at = turn.end;
    }
  }
  return [...turns.values()]
    .map(({ start, end, held }) => ({
      rota: facts.id,
      start,
      end,
      held: mergeSpans(held),
      covered: intersectSpans(covered, [{ start, end }]),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

interface LayerTurn extends Span {
  /** null: a civil week. */
  layer: string | null;
}

function turnAt({ rota, zones, zone }: TurnFacts, source: OnCallSource | null, at: number): LayerTurn {
  const version = rota === null ? null : versionAt(rota, at);
  const layer = version && rotatingLayer(version, source);
  if (!version || !layer?.rotation) {
    return { layer: null, ...civilWeek(zone, at) };
  }
  const rule = turnsOf(layer.rotation, zoneTable(zones, layer.timeZone ?? version.timeZone));
  const slot = slotAt(rule, at);
  return { layer: layer.id, start: handoff(rule, slot), end: handoff(rule, slot + 1) };
}

/** A layer that has no rotation itself, or is gone, counts like an override. */
function rotatingLayer({ layers }: Rota, source: OnCallSource | null): Layer | undefined {
  const rotating = layers.filter(({ rotation }) => rotation !== null);
  const own = source !== null && 'layer' in source ? rotating.find(({ id }) => id === source.layer) : undefined;
  return own ?? rotating[0];
}

function civilWeek(zone: ZoneTable, at: number): Span {
  const date = dateOf(toLocal(zone, at));
  const monday = mondayOf(date);
  return { start: firstInstant(zone, monday * DAY), end: firstInstant(zone, (monday + 7) * DAY) };
}
