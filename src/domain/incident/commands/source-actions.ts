/** Applies what a person did in the source (Zabbix, Nagios, Icinga) instead of in Vigie. */
import type { Alert } from '#domain/incident/signal/alert';
import { note, sourceActor, sourceName } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { SyncAction } from '#domain/incident/effects';
import { setAcknowledged, startEscalation, toOpen } from '#domain/incident/lifecycle';
import type { Actor } from '#domain/incident/model';
import { currentRequiredAcks } from '#domain/incident/commands/required-acks';

export function acknowledgeFromSource(draft: IncidentDraft, alert: Alert): void {
  const { incident } = draft;
  const actor = sourceActor(draft, alert.actor);
  if (alert.note) {
    note(draft, 'note', actor, alert.note, {});
  }
  if (incident.state !== 'open') {
    return;
  }
  if (currentRequiredAcks(incident) > 1) {
    note(
      draft,
      'acknowledged',
      actor,
      `${actor.name} acknowledged it in the source; this step needs ${currentRequiredAcks(incident)} people to acknowledge here.`,
      { counts: false, needed: currentRequiredAcks(incident) },
    );
    return;
  }
  note(draft, 'acknowledged', actor, `Acknowledged by ${actor.name} in ${sourceName(draft)}`, {});
  setAcknowledged(draft, actor);
  tellOthers(draft, 'acknowledge', actor);
}

/** Withdraws only an acknowledgement that came from the source. */
export function unacknowledgeFromSource(draft: IncidentDraft, alert: Alert): void {
  const { incident } = draft;
  const actor = sourceActor(draft, alert.actor);
  if (incident.state !== 'acknowledged' || incident.acknowledgedKind !== 'source') {
    note(draft, 'note', actor, `${actor.name} took back the acknowledgement in the source; it changes nothing here.`, {
      reason: 'unacknowledged-in-source',
    });
    return;
  }
  toOpen(draft);
  note(draft, 'unacknowledged', actor, `${actor.name} took back the acknowledgement in the source`, {
    reason: 'in-source',
  });
  draft.effects.push({ kind: 'tellReached', update: 'unacknowledged', actor: actor.name, text: null, except: [] });
  startEscalation(draft);
  tellOthers(draft, 'unacknowledge', actor);
}

/** A merged incident has alerts of several sources, and the others must be updated too. */
function tellOthers({ effects, source }: IncidentDraft, what: SyncAction, actor: Actor): void {
  if (source != null) {
    effects.push({ kind: 'sync', what, actor: actor.name, text: null, from: source });
  }
}
