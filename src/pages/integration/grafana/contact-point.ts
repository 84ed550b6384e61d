/** Builds the contact point that sends this Grafana's alerts to an integration, and its route. */
import type { RoutingTree } from '../../../api/grafana/routing-tree.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';
import { contactPointUid } from '../instructions/contact-point-file.ts';

export interface WebhookTarget {
  /** Id of the integration. */
  id: string;
  token: string;
  publicUrl: string;
  /** null if the sidecar checks no signature. */
  secret: string | null;
}

export const SIGNATURE = {
  header: 'X-Grafana-Alerting-Signature',
  timestampHeader: 'X-Grafana-Alerting-Signature-Timestamp',
};

/**
 * Finds the contact point that Vigie created; else one with the integration's token in its URL; else the only one that
 * sends to this sidecar, since Grafana does not show which token it has.
 * @param publicUrl set only if this is the only integration of its kind
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

/** Grafana merges contact points with the same name, so a name must be unique. */
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

/**
 * The notification policies that name the receiver, each as the matchers that an alert must fulfil to come there, those
 * of the policies above included; empty: every alert.
 */
export function policiesTo(
  tree: Pick<RoutingTree, 'receiver' | 'object_matchers' | 'routes'>,
  receiver: string,
  above: readonly string[] = [],
): string[][] {
  const matchers = [...above, ...(tree.object_matchers ?? []).map((matcher) => matcher.join(''))];
  return [
    ...(tree.receiver === receiver ? [matchers] : []),
    ...(tree.routes ?? []).flatMap((route) => policiesTo(route, receiver, matchers)),
  ];
}

/** Grafana's default of 30 s, which a route inherits, suits mail but delays pages. */
const GROUP_WAIT = '5s';

/** Adds the route first, with `continue`, so that no other receiver loses an alert. */
export function withRoute(tree: RoutingTree, receiver: string, matcher: RouteMatcher | null): RoutingTree {
  return {
    ...tree,
    routes: [
      { receiver, group_wait: GROUP_WAIT, ...(matcher !== null && { object_matchers: [matcher] }), continue: true },
      ...(tree.routes ?? []),
    ],
  };
}
