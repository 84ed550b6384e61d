/**
 * Builds the channel for contact methods that several kinds of services carry: `sms` goes through any SMS service,
 * `voice` through any service that calls. The second service takes over when the first fails.
 */
import type {
  Channel,
  ChannelDefinition,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  DeliveryOutcome,
} from '../../../ports/channel.ts';
import { textSetting } from '../fields/destination.ts';

interface ServiceProvider {
  channel: Channel;
  service: ChannelService;
}

/** The order of a service that states none. */
const MIDDLE = 100;

function orderOf({ service }: ServiceProvider): number {
  const order = Number(textSetting(service.settings, 'order') ?? MIDDLE);
  return Number.isFinite(order) ? order : MIDDLE;
}

/**
 * Services of a type, lowest `order` first, then by id. An entry with a number of its own (`to`) is a room and serves
 * nobody else.
 */
function providersOf(type: string, channels: readonly Channel[], services: ChannelServices): ServiceProvider[] {
  const all = channels
    .filter(({ definition }) => definition.serves?.includes(type))
    .flatMap((channel) => services(channel.definition.kind).map((service) => ({ channel, service })));
  const forPeople = all.filter(({ service }) => textSetting(service.settings, 'to') === null);
  return forPeople.sort((a, b) => orderOf(a) - orderOf(b) || (a.service.id < b.service.id ? -1 : 1));
}

/**
 * A number that does not exist is wrong at every service, and STOP is meant for us; other refusals may differ at the
 * next service.
 */
function isFinal(outcome: DeliveryOutcome): boolean {
  return (
    outcome.kind === 'done' ||
    (outcome.kind === 'never' && (outcome.reason === 'bad-address' || outcome.reason === 'stopped'))
  );
}

async function sendByFirst(
  type: string,
  providers: readonly ServiceProvider[],
  request: DeliveryRequest,
): Promise<DeliveryOutcome> {
  const failures: DeliveryOutcome[] = [];
  for (const { channel, service } of providers) {
    const { id, settings, secrets } = service;
    // The service's address was set by an Admin, whoever the recipient is.
    const outcome = await channel.send({ ...request, service: id, settings, secrets, trusted: true });
    if (isFinal(outcome) || request.signal.aborted) {
      return outcome;
    }
    failures.push(outcome);
  }
  // A possible success outweighs a refusal: while one service may work later, the message is retried.
  return (
    failures.findLast((one) => one.kind === 'retry') ??
    failures.at(-1) ?? {
      kind: 'retry',
      reason: 'not-configured',
      detail: `${type} is not set up: there is no channel of a type that carries it`,
      after: null,
    }
  );
}

/** @param definition its `kind` is the type of the contact methods */
export function createServedChannel(
  definition: ChannelDefinition,
  channels: readonly Channel[],
  services: ChannelServices,
): Channel {
  const { kind } = definition;
  return {
    definition,
    lane: () => kind,
    isSetUp: () => providersOf(kind, channels, services).length > 0,
    async send(request) {
      const wrong = definition.address.validate(request.to);
      if (wrong !== null) {
        return { kind: 'never', reason: 'bad-address', detail: `the number ${wrong}` };
      }
      if (request.signal.aborted) {
        return { kind: 'retry', reason: 'cancelled', detail: 'stopped before anything was sent', after: null };
      }
      return sendByFirst(kind, providersOf(kind, channels, services), request);
    },
  };
}
