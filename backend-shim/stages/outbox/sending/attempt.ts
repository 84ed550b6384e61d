/** Makes one attempt to send a claimed delivery, or says why it must not be sent. */
import type { Message } from '#domain/notify/message/message';
import { plainMessage } from '#domain/notify/message/plain-message';
import type { Channel, ChannelRegistry, DeliveryRequest, DeliveryOutcome } from '../../../ports/channel.ts';
import type { Directory } from '../../../ports/directory.ts';
import type { Log } from '../../../ports/log.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { StageFailure } from '../../../store/work.ts';
import { isRefresh } from '../destination.ts';
import type { ClaimedMessage } from './claimed.ts';

export interface DeliveryJob {
  claimed: ClaimedMessage;
  /** null: the message has become pointless. */
  message: Message | null;
  /** The existing standing message; see `DeliveryRequest`. */
  standing: string | null;
  directory: Directory;
  /** The person answered STOP. */
  stopped: boolean;
}

export interface AttemptDeps {
  channels: ChannelRegistry;
  log: Log;
  /** See `Work.report`. */
  report(failure: StageFailure): void;
}

/** @param signal ends the attempt: the channel answers `cancelled` */
export async function attemptDelivery(
  deps: AttemptDeps,
  job: DeliveryJob,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const { carrier } = job.claimed;
  // Checked before the channel: a deleted method has no channel, and waiting would not bring it back.
  const destination = destinationOf(carrier, job.directory);
  if ('kind' in destination) {
    return destination;
  }
  if (job.stopped) {
    return { kind: 'never', reason: 'stopped', detail: 'the person answered STOP: no SMS until they send START' };
  }
  const channel = deps.channels.get(carrier.channel_kind);
  if (!channel) {
    return {
      kind: 'retry',
      reason: 'not-configured',
      detail: `there is no channel ${carrier.channel_kind} here`,
      after: null,
    };
  }
  if (!job.message) {
    return {
      kind: 'never',
      reason: 'refused',
      detail:
        carrier.kind === 'onCall' ? 'there is nothing to say any more, or it cannot be read' : 'the incident is gone',
    };
  }
  if (isRefresh(carrier) && job.standing === null) {
    // There is no standing message to update.
    return { kind: 'done', providerId: null };
  }
  return safely(
    deps,
    channel,
    { ...destination, idempotencyKey: carrier.id, message: job.message, standing: job.standing, signal },
    carrier.incident,
  );
}

/** A channel that throws has a bug, usually in rendering: it gets a plainer message; if that throws too, the attempt fails. */
async function safely(
  deps: AttemptDeps,
  channel: Channel,
  request: DeliveryRequest,
  incident: string | null,
): Promise<DeliveryOutcome> {
  try {
    return await channel.send(request);
  } catch (error) {
    deps.report({ stage: 'delivery', incident, error });
  }
  try {
    return await channel.send({ ...request, message: plainMessage(request.message) });
  } catch (error) {
    deps.log.error(
      { channel: channel.definition.kind, delivery: request.idempotencyKey, err: error },
      'a channel failed unexpectedly',
    );
    return { kind: 'retry', reason: 'server-error', detail: 'unexpected failure in Vigie; see its log', after: null };
  }
}

/** Why the delivery would fail for good wherever it is sent; null: it could be sent. */
export function whyUnsendable(row: DeliveryRow, directory: Directory): DeliveryOutcome | null {
  const destination = destinationOf(row, directory);
  return 'kind' in destination ? destination : null;
}

type SendDestination = Pick<DeliveryRequest, 'to' | 'service' | 'settings' | 'secrets' | 'trusted'>;

function destinationOf(row: DeliveryRow, directory: Directory): SendDestination | DeliveryOutcome {
  if (row.channel !== null) {
    const room = directory.rooms.get(row.channel);
    return room
      ? { to: '', service: room.id, settings: room.settings, secrets: room.secrets, trusted: true }
      : { kind: 'never', reason: 'unknown-method', detail: `channel ${row.channel} was deleted` };
  }
  const person = directory.responders.get(row.user ?? '');
  if (person?.disabled) {
    return { kind: 'never', reason: 'disabled', detail: `${person.login} is disabled` };
  }
  const method = person?.contactMethods.find((candidate) => candidate.id === row.method);
  if (!method) {
    return { kind: 'never', reason: 'unknown-method', detail: `contact method ${row.method} was deleted` };
  }
  if (!method.verified) {
    return { kind: 'never', reason: 'unverified', detail: `contact method ${row.method} is not verified` };
  }
  const secrets: Record<string, string> = method.secret === null ? {} : { secret: method.secret };
  return { to: method.to, settings: {}, secrets, trusted: directory.isTrusted(row.user ?? '', method) };
}
