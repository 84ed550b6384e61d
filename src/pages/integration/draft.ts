/** An integration while somebody edits it. */
import type { RouteWire } from '#contract/integrations/integration';
import type { FieldProblem } from '../../api/client/failure.ts';
import type { StoredIntegration } from '../../api/resources/integrations.ts';
import { matchersOf } from '../../components/form/fields/matchers.ts';

/** A route with a stable key, so that it keeps its place in the list while others move. */
export interface RouteDraft extends RouteWire {
  key: number;
}

export function newRoute(key: number): RouteDraft {
  return {
    key,
    match: [],
    when: null,
    policy: null,
    urgency: null,
    severity: null,
    labels: {},
    drop: false,
    heartbeat: null,
  };
}

export function routeDrafts(routes: readonly RouteWire[]): RouteDraft[] {
  return routes.map((route, key) => ({ ...route, key }));
}

export function routesOf(drafts: readonly RouteDraft[]): RouteWire[] {
  return drafts.map(({ key: _key, ...route }) => ({
    ...route,
    match: matchersOf(route.match),
    ...((route.drop || route.heartbeat !== null) && { policy: null, urgency: null, severity: null }),
    ...(route.heartbeat !== null && { when: null, drop: false }),
  }));
}

export function problemsOfRoute(details: readonly FieldProblem[], index: number): FieldProblem[] {
  const prefix = `routes[${index}].`;
  return details
    .filter(({ path }) => path.startsWith(prefix))
    .map((problem) => ({ ...problem, path: problem.path.slice(prefix.length) }));
}

/** The fields of the settings tab; an empty text means not set. */
export interface SettingsDraft {
  name: string;
  team: string | null;
  policy: string;
  groupBy: string[];
  resolveDelay: string;
  reopenWindow: string;
  autoResolve: string;
  heartbeat: StoredIntegration['heartbeat'];
  /** For Opsgenie integrations without a team only. */
  pings: string[];
  shadow: boolean;
  template: Record<EditedField, string>;
  /** For Grafana integrations only. */
  silences: SilencesDraft;
}

/** The `sync` settings of a Grafana integration. */
export interface SilencesDraft {
  isOn: boolean;
  url: string;
  /** null keeps the stored token. */
  token: string | null;
  /** How long a silence lasts, as a duration; empty: Vigie makes none. */
  length: string;
}

function silencesOf(sync: StoredIntegration['sync']): SilencesDraft {
  return {
    isOn: sync !== null,
    url: sync?.url ?? '',
    token: sync === null ? '' : null,
    length: sync === null ? '4h' : (sync.silence ?? ''),
  };
}

/** Returns the stored settings if nothing changed, because anything else is refused to people who are not Admins. */
function syncOf({ type, sync }: StoredIntegration, draft: SilencesDraft): StoredIntegration['sync'] {
  if (type !== 'grafana' || JSON.stringify(draft) === JSON.stringify(silencesOf(sync))) {
    return sync;
  }
  const { isOn, url, token, length } = draft;
  return isOn
    ? {
        ca: null,
        user: null,
        password: null,
        close: true,
        ...sync,
        url: given(url),
        token: token === null ? null : given(token),
        silence: given(length),
      }
    : null;
}

/** The template fields of the form; others keep their values. */
export const TEMPLATE_FIELDS = [
  'title',
  'severity',
  'status',
  'groupKey',
  'fingerprint',
  'description',
  'link',
] as const;
export type EditedField = (typeof TEMPLATE_FIELDS)[number];

const given = (text: string) => (text.trim() === '' ? null : text.trim());

export function settingsOf({
  id,
  name,
  team,
  policy,
  groupBy,
  resolveDelay,
  reopenWindow,
  autoResolve,
  heartbeat,
  template,
  sync,
  pings = [],
  shadow = false,
}: StoredIntegration): SettingsDraft {
  const texts = Object.fromEntries(TEMPLATE_FIELDS.map((field) => [field, template?.[field] ?? ''])) as Record<
    EditedField,
    string
  >;
  return {
    name: name ?? id,
    team,
    policy,
    groupBy: groupBy ?? [],
    resolveDelay,
    reopenWindow,
    autoResolve: autoResolve ?? '',
    heartbeat,
    pings,
    shadow,
    template: texts,
    silences: silencesOf(sync),
  };
}

/** Fields that are not on the tab are sent back unchanged. */
export function withSettings(stored: StoredIntegration, draft: SettingsDraft): StoredIntegration {
  const texts = TEMPLATE_FIELDS.map(
    (field) => [field, draft.template[field].trim() === '' ? null : draft.template[field]] as const,
  );
  const others = Object.entries(stored.template ?? {}).some(
    ([field, value]) => value !== null && !TEMPLATE_FIELDS.some((one) => one === field),
  );
  const template =
    others || texts.some(([, text]) => text !== null)
      ? ({ ...stored.template, ...Object.fromEntries(texts) } as StoredIntegration['template'])
      : null;
  return {
    ...stored,
    name: given(draft.name),
    team: draft.team,
    policy: draft.policy,
    groupBy: draft.groupBy.length === 0 ? null : draft.groupBy,
    resolveDelay: given(draft.resolveDelay) ?? '0s',
    reopenWindow: given(draft.reopenWindow) ?? '0s',
    autoResolve: given(draft.autoResolve),
    heartbeat: draft.heartbeat,
    // Older sidecars refuse the fields.
    ...((draft.pings.length > 0 || stored.pings !== undefined) && { pings: draft.team === null ? draft.pings : [] }),
    ...((draft.shadow || stored.shadow !== undefined) && { shadow: draft.shadow }),
    sync: syncOf(stored, draft.silences),
    template: stored.type === 'webhook' ? template : stored.template,
  };
}

/** What lets alerts in or speaks to the source decides nothing that is gone through again, and is partly hidden. */
const OUTSIDE: ReadonlySet<string> = new Set(['provisioned', 'version', 'token', 'hmac', 'sync']);

/** The integration as the draft of a replay takes it. */
export function replayedOf(integration: StoredIntegration): object {
  return Object.fromEntries(Object.entries(integration).filter(([field]) => !OUTSIDE.has(field)));
}
