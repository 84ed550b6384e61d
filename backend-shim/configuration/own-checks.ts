/**
 * Checks addresses and rooms with their channel, and settings of integrations with their source; the API, files and
 * `--check` use it alike.
 */
import { didYouMean, nearest } from '#contract/base/nearest';
import type { Problem } from '#contract/base/problem';
import type { Config, ConfigKind } from '#contract/config';
import { toIntegration } from '#contract/integrations/integration';
import type { ChannelDefinition, ChannelSettingField, ChannelFieldProblem } from '../ports/channel.ts';
import type { SourceDefinition } from '../ports/source.ts';

export type SourceRegistry = Readonly<Record<string, SourceDefinition>>;
/** By kind. */
export type ChannelDefinitions = ReadonlyMap<string, ChannelDefinition>;

/** @returns problems whose paths are those of `body` */
export function checkOwn(
  channels: ChannelDefinitions,
  sources: SourceRegistry,
  kind: ConfigKind,
  body: unknown,
): Problem[] {
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

function unknownType(path: string, given: string, known: readonly string[]): Problem {
  return {
    path,
    message: `is not a channel type that this version has ("${given}").${didYouMean(given, known)} Known types: ${known.join(', ')}`,
    reason: 'unknown-type',
    data: { given, known, meant: nearest(given, known) },
  };
}

function methods(channels: ChannelDefinitions, { contactMethods }: Config['users'][number]): Problem[] {
  return (contactMethods ?? []).flatMap(({ type, to }, index): Problem[] => {
    const definition = channels.get(type);
    if (definition === undefined) {
      return [unknownType(`contactMethods[${index}].type`, type, [...channels.keys()])];
    }
    const { validate, format } = definition.address;
    const message = validate(to);
    return message === null
      ? []
      : [{ path: `contactMethods[${index}].to`, message, reason: 'wrong-format', data: { format } }];
  });
}

function room(channels: ChannelDefinitions, { type, settings, secrets }: Config['channels'][number]): Problem[] {
  const definition = channels.get(type);
  // Kinds without settings reach only people.
  if (definition === undefined || definition.fields.length === 0) {
    return [
      unknownType(
        'type',
        type,
        [...channels.values()].filter(({ fields }) => fields.length > 0).map(({ kind }) => kind),
      ),
    ];
  }
  const { fields, check } = definition;
  const where = (name: string) =>
    `${fields.some((field) => field.name === name && field.secret) ? 'secrets' : 'settings'}.${name}`;
  const single = fields.flatMap((field): Problem[] => {
    const problem = fieldProblem(field, (field.secret ? secrets : settings)[field.name]);
    return problem === null ? [] : [{ path: where(field.name), ...problem }];
  });
  const together = (check?.({ settings, secrets }) ?? []).map(({ field, ...problem }): Problem => ({
    path: where(field),
    ...problem,
  }));
  // One problem per field: the first says more.
  return [...single, ...together.filter(({ path }) => !single.some((problem) => problem.path === path))];
}

function fieldProblem({ required, label, wrong }: ChannelSettingField, value: unknown): ChannelFieldProblem | null {
  if (value === undefined || value === '') {
    return required
      ? { message: `is missing; give ${label.en}`, reason: 'missing', data: { wanted: null, choices: [] } }
      : null;
  }
  return wrong?.(String(value)) ?? null;
}

/** The windows are checked elsewhere; a source checks only templates. */
function integrationProblems(sources: SourceRegistry, body: Config['integrations'][number]): Problem[] {
  const always = { timeZone: 'UTC', holidays: null, windows: [] };
  return [...(sources[body.type]?.check?.(toIntegration(body, { timeWindow: () => always })) ?? [])];
}
