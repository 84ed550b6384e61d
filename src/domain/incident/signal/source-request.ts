/** Applies what a sender asks for in the API of another pager, besides the statuses. */
import { applyCommand } from '#domain/incident/commands/commands';
import { note, sourceActor } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import type { Actor } from '#domain/incident/model';
import type { Alert, SourceRequest } from '#domain/incident/signal/alert';
import type { KnownAlert } from '#domain/incident/signal/placement';

/** @returns the alert, if its row changes */
export function applySourceRequest(
  draft: IncidentDraft,
  alert: Alert,
  request: SourceRequest,
  known: KnownAlert | null,
): KnownAlert | null {
  const actor = sourceActor(draft, alert.actor);
  if (alert.note !== null) {
    note(draft, 'note', actor, alert.note, { fingerprint: alert.fingerprint });
  }
  switch (request.kind) {
    case 'snooze':
      snooze(draft, request.until, actor);
      return null;
    case 'subject':
      changeSubject(draft, alert, actor);
      return known;
    case 'not-supported':
      note(
        draft,
        'note',
        actor,
        `${actor.name} asked for “${request.action}”, which Vigie does not support: nothing changed.`,
        {
          reason: 'not-supported',
          action: request.action,
        },
      );
      return null;
  }
}

/** The sender does not read the answer, so the timeline records a refusal. */
function snooze(draft: IncidentDraft, until: number, actor: Actor): void {
  const refusal = applyCommand(draft, { kind: 'snooze', until }, actor);
  if (refusal) {
    note(draft, 'note', actor, refusal.message, { reason: 'snooze-refused' });
  }
}

/** An incident of several alerts has a title of its own. Senders repeat the subject with every reminder. */
function changeSubject(draft: IncidentDraft, { title, description }: Alert, actor: Actor): void {
  const { incident } = draft;
  if (incident.totalAlerts > 1) {
    return;
  }
  if (title !== null && title !== incident.title) {
    incident.title = title;
    delete incident.titleReason;
    note(draft, 'note', actor, `${actor.name} changed the title to “${title}”.`, { reason: 'retitled', title });
  }
  if (description !== null && description !== incident.description) {
    incident.description = description;
    note(draft, 'note', actor, `${actor.name} changed the description.`, { reason: 'redescribed' });
  }
}
