/** Sends through services set up in Vigie: an SMS gateway, a bot. */
import type {
  ChannelSettingField,
  ChannelService,
  ChannelServices,
  DeliveryRequest,
  DeliveryOutcome,
} from '../../../ports/channel.ts';
import { wholeNumberCheck } from '../fields/field-checks.ts';

export const ORDER_FIELD: ChannelSettingField = {
  name: 'order',
  secret: false,
  required: false,
  label: { en: 'Order', fr: 'Ordre' },
  hint: {
    en: 'Services with lower numbers are tried first; 100 (usual)',
    fr: 'Les services aux plus petits numéros sont essayés d’abord ; 100 (par défaut)',
  },
  wrong: wholeNumberCheck(0, 1_000_000),
};

/**
 * The services for a delivery: a room brings its own settings; a person's method uses the services that were set up for
 * all.
 */
function servicesFor(
  kind: string,
  { service, settings, secrets }: DeliveryRequest,
  services: ChannelServices,
): readonly ChannelService[] {
  const isOwn = Object.keys(settings).length > 0 || Object.keys(secrets).length > 0;
  return isOwn ? [{ id: service ?? '', settings, secrets }] : services(kind);
}

/** A failure that somebody can correct while the delivery waits. */
export function misconfigured(detail: string): DeliveryOutcome {
  return { kind: 'retry', reason: 'misconfigured', detail, after: null };
}

function notSetUp(kind: string): DeliveryOutcome {
  return {
    kind: 'retry',
    reason: 'not-configured',
    detail: `${kind} is not set up: there is no channel of this type`,
    after: null,
  };
}

type SendAttempt = (service: ChannelService) => Promise<DeliveryOutcome>;

/**
 * Tries one service after the other until one accepts the message. A permanent failure would be the same at the next,
 * so only temporary failures move on.
 * @param none the outcome without any service
 */
export async function throughFirst(
  all: readonly ChannelService[],
  { signal }: DeliveryRequest,
  none: DeliveryOutcome,
  attempt: SendAttempt,
): Promise<DeliveryOutcome> {
  let outcome = none;
  for (const service of all) {
    outcome = await attempt(service);
    if (outcome.kind !== 'retry' || signal.aborted) {
      return outcome;
    }
  }
  return outcome;
}

export function throughServices(
  kind: string,
  request: DeliveryRequest,
  services: ChannelServices,
  attempt: SendAttempt,
): Promise<DeliveryOutcome> {
  return throughFirst(servicesFor(kind, request, services), request, notSetUp(kind), attempt);
}

/**
 * Sends through the service that the delivery names (a room, or the `sms` or `voice` method), else through the first of
 * this kind.
 */
export async function throughOneService(
  kind: string,
  { service, settings, secrets }: DeliveryRequest,
  services: ChannelServices,
  attempt: SendAttempt,
): Promise<DeliveryOutcome> {
  const one = Object.keys(settings).length > 0 ? { id: service ?? '', settings, secrets } : services(kind)[0];
  return one === undefined ? notSetUp(kind) : attempt(one);
}
