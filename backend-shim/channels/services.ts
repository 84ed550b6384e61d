/** Contact methods that need a service of ours to be reached through: an SMS gateway, a bot. */
import type { ChannelField, ChannelService, ChannelServices, DeliveryRequest, Outcome } from '../ports/channel.ts';

export const ORDER_FIELD: ChannelField = {
  name: 'order', secret: false, required: false,
  label: { en: 'Order', fr: 'Ordre' },
  hint: { en: 'Services with lower numbers are tried first; 100 (usual)', fr: 'Les services aux plus petits numéros sont essayés d’abord ; 100 (par défaut)' },
};

/** A room brings its own settings; a person's method uses the services that were set up for all. */
function servicesFor(kind: string, { service, settings, secrets }: DeliveryRequest, services: ChannelServices): readonly ChannelService[] {
  const isOwn = Object.keys(settings).length > 0 || Object.keys(secrets).length > 0;
  return isOwn ? [{ id: service ?? '', settings, secrets }] : services(kind);
}

/**
 * Tries one service after the other until one takes the message. A number that does not exist is as
 * wrong at the next one, so only temporary failures move on.
 */
export async function throughServices(
  kind: string,
  request: DeliveryRequest,
  services: ChannelServices,
  attempt: (service: ChannelService) => Promise<Outcome>,
): Promise<Outcome> {
  let outcome: Outcome = { kind: 'retry', reason: 'not-configured', detail: `${kind} is not set up: there is no channel of this type`, after: null };
  for (const service of servicesFor(kind, request, services)) {
    outcome = await attempt(service);
    if (outcome.kind !== 'retry' || request.signal.aborted) {
      return outcome;
    }
  }
  return outcome;
}
