/** The contact point that sends this Grafana's alerts to an integration, and the route to it. */
import type { RoutingTree } from '../../../api/grafana/routing-tree.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';
import { contactPointUid } from '../instructions/contact-point-file.ts';

export interface WebhookTarget {
  /** Of the integration. */
  id: string;
  token: string;
  publicUrl: string;
  /** null: the sidecar checks no signature. */
  secret: string | null;
}

export const SIGNATURE = {
  header: 'X-Grafana-Alerting-Signature',
  timestampHeader: 'X-Grafana-Alerting-Signature-Timestamp',
};

/**
 * The one we made, or one that carries the integration's token in its address, or the only one that sends to this
 * sidecar: whose token it has, Grafana does not show.
 * @param publicUrl where no other integration is of this Grafana's kind
 */
export function ownPoint(
  points: readonly ContactPoint[],
  { id, token, publicUrl }: Pick<WebhookTarget, 'id' | 'token'> & Partial<Pick<WebhookTarget, 'publicUrl'>>,
): ContactPoint | null {
  const carries = ({ settings }: ContactPoint) =>
    token !== '' && typeof settings.url === 'string' && settings.url.endsWith(`/in/${token}`);
  const toUs = publicUrl === undefined ? [] : points.filter(({ settings }) => settings.url === `${publicUrl}/in`);
  return (
    points.find(({ uid }) => uid === contactPointUid(id)) ??
    points.find(carries) ??
    (toUs.length === 1 ? (toUs[0] ?? null) : null)
  );
}

export function isReadOnly({ provenance }: ContactPoint): boolean {
  return provenance !== undefined && provenance !== '' && provenance !== 'api';
}

/** Names must not be shared: Grafana would put both behind one contact point. */
export function freeName(points: readonly ContactPoint[], id: string): string {
  return points.some(({ name }) => name === 'Vigie') ? `Vigie ${id}` : 'Vigie';
}

export function pointFor(
  { id, token, publicUrl, secret }: WebhookTarget,
  old: ContactPoint | null,
  name: string,
): ContactPoint {
  const settings = {
    url: `${publicUrl}/in`,
    httpMethod: 'POST',
    maxAlerts: '0',
    authorization_scheme: 'Bearer',
    authorization_credentials: token,
    ...(secret !== null && { hmacConfig: { secret, ...SIGNATURE } }),
  };
  return {
    uid: old?.uid ?? contactPointUid(id),
    name: old?.name ?? name,
    type: 'webhook',
    settings,
    disableResolveMessage: false,
  };
}

export type RouteMatcher = [label: string, operator: string, value: string];

export function hasRoute(tree: Pick<RoutingTree, 'receiver' | 'routes'>, receiver: string): boolean {
  return (
    tree.receiver === receiver ||
    (tree.routes ?? []).some((route) => route.receiver === receiver || hasRoute(route, receiver))
  );
}

/** Somebody is woken: Grafana's 30 s, which a route inherits, collect what a mail may wait for. */
const GROUP_WAIT = '5s';

/** First, and going on to the others: nobody else loses an alert by it. */
export function withRoute(tree: RoutingTree, receiver: string, matcher: RouteMatcher | null): RoutingTree {
  return {
    ...tree,
    routes: [
      { receiver, group_wait: GROUP_WAIT, ...(matcher !== null && { object_matchers: [matcher] }), continue: true },
      ...(tree.routes ?? []),
    ],
  };
}
