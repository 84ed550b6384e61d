/** What a channel finds wrong with an address, or a source with an integration's settings. Unknown kinds fail at delivery, not here. */
import type { Problem } from '#contract/base/problem';
import type { Config, ConfigKind } from '#contract/config';
import { toIntegration } from '#contract/integration';
import { shownZone } from '#domain/notify/render/civil-time';
import type { ChannelRegistry } from '../ports/channel.ts';
import type { SourceDefinition } from '../ports/source.ts';

export type SourceRegistry = Readonly<Record<string, SourceDefinition>>;

export function checkOwn(channels: ChannelRegistry, sources: SourceRegistry, kind: ConfigKind, body: unknown): Problem[] {
  switch (kind) {
    case 'users':
      return methods(channels, body as Config['users'][number]);
    case 'channels':
      return room(channels, body as Config['channels'][number]);
    case 'integrations':
      return integrationProblems(sources, body as Config['integrations'][number]);
    default:
      return [];
  }
}

function methods(channels: ChannelRegistry, { contactMethods }: Config['users'][number]): Problem[] {
  return (contactMethods ?? []).flatMap(({ type, to }, index) => {
    const message = channels.get(type)?.definition.address.validate(to) ?? null;
    return message === null ? [] : [{ path: `contactMethods[${index}].to`, message }];
  });
}

function room(channels: ChannelRegistry, { type, settings, secrets }: Config['channels'][number]): Problem[] {
  const { fields = [], check } = channels.get(type)?.definition ?? {};
  const missing = fields
    .filter(({ required, secret, name }) => required && !(secret ? secrets[name] : settings[name]))
    .map(({ secret, name, label }) => ({ path: `${secret ? 'secrets' : 'settings'}.${name}`, message: `is missing; give ${label.en}`, reason: 'missing' as const, data: { wanted: null, choices: [] } }));
  const where = (name: string) => (fields.some((field) => field.name === name && field.secret) ? 'secrets' : 'settings');
  const wrong = (check?.({ settings, secrets }) ?? []).map(({ field, message }) => ({ path: `${where(field)}.${field}`, message }));
  return [...missing, ...wrong, ...words(settings)];
}

/** Of a room: what it is written to in. */
function words({ language, timeZone }: Record<string, unknown>): Problem[] {
  const isSaid = (value: unknown) => value !== undefined && value !== '';
  return [
    ...(isSaid(language) && language !== 'en' && language !== 'fr' ? [{ path: 'settings.language', message: 'must be en or fr' }] : []),
    ...(isSaid(timeZone) && shownZone(String(timeZone)) !== timeZone ? [{ path: 'settings.timeZone', message: 'must be an IANA name such as Europe/Paris' }] : []),
  ];
}

/** Its windows are looked up elsewhere; a source looks at templates only. */
export function integrationProblems(sources: SourceRegistry, body: Config['integrations'][number]): Problem[] {
  const always = { timeZone: 'UTC', holidays: null, windows: [] };
  return [...(sources[body.type]?.check?.(toIntegration(body, { timeWindow: () => always })) ?? [])];
}
