/**
 * Follows what an incident of this night is made of. Another grouping makes one incident of several, and several of one:
 * a command on an incident of truth goes to whatever holds its alerts, and what solved a part does not solve the rest.
 */
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import { regroup } from '../../stages/intake/arrivals.ts';
import { addTo } from '../../stages/outbox/planning/ledger.ts';
import type { IncidentSlot } from '../../stages/incident/slots.ts';
import type { RecordedCommand, RecordedSignal } from '../recorded.ts';

export interface NightParts {
  /** By the integration's grouping of this night. */
  inItsGroup(integration: Integration, alert: Alert): Alert;
  /** A firing alert came to this incident. */
  joined(incident: string, signal: RecordedSignal): void;
  /** Incidents of this night that hold alerts of an incident of truth. */
  wentTo(was: string): readonly string[];
  /** Incidents of truth whose alerts this one holds, the first one first. */
  madeOf(incident: string): readonly string[];
  /** A part is solved. @returns whether everything that still fires is */
  solve(incident: string, command: RecordedCommand, slots: readonly IncidentSlot[]): boolean;
  /** @returns the last resolution of a part, if everything that still fires is solved by now */
  solvedMeanwhile(incident: string, slots: readonly IncidentSlot[]): RecordedCommand | null;
  /** The incident is over, or open again: nothing of it is solved. */
  forget(incident: string): void;
}

/** The part of an alert that belonged to no incident in truth. */
const NONE = '';

export function createParts(): NightParts {
  const movedKeys = new Map<string, string>();
  const wentTo = new Map<string, string[]>();
  const madeOf = new Map<string, string[]>();
  const partOf = new Map<string, string>();
  const solved = new Map<string, Map<string, RecordedCommand>>();
  const keyOf = (incident: string, fingerprint: string) => `${incident}\n${fingerprint}`;
  const isSolved = (incident: string, slots: readonly IncidentSlot[]): boolean =>
    slots.every(({ alerts }) =>
      [...alerts.values()].every(({ status, fingerprint }) => {
        const part = partOf.get(keyOf(incident, fingerprint));
        return status !== 'firing' || part === undefined || solved.get(incident)?.has(part) === true;
      }),
    );
  return {
    inItsGroup: (integration, alert) => {
      const was = [integration.id, alert.fingerprint, alert.groupKey].join('\n');
      if (alert.keyKept) {
        return { ...alert, groupKey: movedKeys.get(was) ?? alert.groupKey };
      }
      const grouped = regroup(alert.ownKey === undefined ? alert : { ...alert, groupKey: alert.ownKey }, integration);
      if (grouped.groupKey !== alert.groupKey) movedKeys.set(was, grouped.groupKey);
      return grouped;
    },
    joined: (incident, { incident: was, alert }) => {
      partOf.set(keyOf(incident, alert.fingerprint), was ?? NONE);
      solved.get(incident)?.delete(was ?? NONE);
      if (was !== null && !wentTo.get(was)?.includes(incident)) {
        addTo(wentTo, was, incident);
        addTo(madeOf, incident, was);
      }
    },
    wentTo: (was) => wentTo.get(was) ?? [was],
    madeOf: (incident) => madeOf.get(incident) ?? [incident],
    solve: (incident, command, slots) => {
      const own = solved.get(incident) ?? new Map<string, RecordedCommand>();
      solved.set(incident, own.set(command.part ?? command.incident, command));
      return isSolved(incident, slots);
    },
    solvedMeanwhile: (incident, slots) => {
      const last = [...(solved.get(incident)?.values() ?? [])].at(-1);
      return last !== undefined && isSolved(incident, slots) ? last : null;
    },
    forget: (incident) => void solved.delete(incident),
  };
}
