/** What a form asks for: the few settings of a way to set a channel up, and all others as advanced. */
import type { ChannelSetupWire } from '#contract/paging/channel-kind';
import type { ChannelField, ChannelKind, StoredChannel } from '../../../api/resources/channels.ts';

/** A way to set up a channel, with its kind. */
export interface ChosenSetup {
  kind: ChannelKind;
  setup: ChannelSetupWire;
}

/** All ways, in the order in which people choose among them. */
export function setupsOf(kinds: readonly ChannelKind[]): ChosenSetup[] {
  return kinds.flatMap((kind) => (kind.setups ?? []).map((setup) => ({ kind, setup })));
}

function isSet({ settings, secrets }: StoredChannel, { name, secret }: ChannelField): boolean {
  return secret ? secrets[name] !== undefined : settings[name] !== undefined && settings[name] !== '';
}

/** The way in which a channel was set up; null: none of them has all that it asks for. */
export function setupOf(kind: ChannelKind, channel: StoredChannel): ChannelSetupWire | null {
  const isFilled = (name: string) => kind.fields.some((field) => field.name === name && isSet(channel, field));
  const fits = ({ settings, fields }: ChannelSetupWire) =>
    Object.entries(settings).every(([name, value]) => channel.settings[name] === value) &&
    fields.every(({ name, required }) => !required || isFilled(name));
  return kind.setups?.find(fits) ?? null;
}

export interface AskedFields {
  main: ChannelField[];
  advanced: ChannelField[];
}

/** @param channel null: a new one. Without a way, what it has is asked for first. */
export function askedFields(
  { fields }: ChannelKind,
  setup: ChannelSetupWire | null,
  channel: StoredChannel | null,
): AskedFields {
  if (setup === null) {
    const isMain = (field: ChannelField) => field.required || (channel !== null && isSet(channel, field));
    return { main: fields.filter(isMain), advanced: fields.filter((field) => !isMain(field)) };
  }
  const main = setup.fields.flatMap(({ name, required, labels, hints }) => {
    const field = fields.find((one) => one.name === name);
    return field === undefined
      ? []
      : [{ ...field, required, labels: labels ?? field.labels, hints: hints ?? field.hints }];
  });
  const taken = new Set([...main.map(({ name }) => name), ...Object.keys(setup.settings)]);
  return { main, advanced: fields.filter(({ name }) => !taken.has(name)) };
}

/** Whether the texts of a way name the channel's id, so that it must be known before the channel is made. */
export function namesItsId({ needs, steps }: ChannelSetupWire): boolean {
  return JSON.stringify([needs, steps]).includes('{id}');
}

/** @returns `base`, or the first of `base-2`, `base-3` … that is not taken */
export function freeId(base: string, taken: readonly string[]): string {
  const all = new Set(taken);
  let id = base;
  for (let next = 2; all.has(id); next += 1) {
    id = `${base}-${next}`;
  }
  return id;
}

/** Puts this installation's values into a text; what is not known yet stays in angle brackets. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z][A-Za-z]*)\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? values[name] || `<${name}>` : all,
  );
}
