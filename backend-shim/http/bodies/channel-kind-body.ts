/** Shows a kind of channel as the API answers it: its settings, and the ways to set it up. */
import type { z } from 'zod';
import type { channelKind } from '#contract/paging/channel-kind';
import type { Channel, ChannelDefinition, ChannelSettingField, ChannelSetup } from '../../ports/channel.ts';

type KindBody = z.input<typeof channelKind>;

function textsBody({ label, hint }: Pick<ChannelSettingField, 'label' | 'hint'>) {
  return { label: label.en, labels: label, hint: hint.en, hints: hint };
}

function inputBody({ input }: ChannelSettingField): KindBody['fields'][number]['input'] {
  if (input === undefined || typeof input === 'string') {
    return { as: input ?? 'text', choices: [], isOpen: false };
  }
  const { choices, isOpen = false } = input;
  return {
    as: 'choice',
    choices: choices.map(({ value, label }) => ({ value, labels: label ?? { en: value, fr: value } })),
    isOpen,
  };
}

function setupBody(
  { name: ofKind }: ChannelDefinition,
  { id, group, name = ofKind, summary, needs, steps, fields, settings = {} }: ChannelSetup,
): KindBody['setups'][number] {
  return {
    id,
    names: name,
    summaries: summary,
    group,
    needs: [...needs],
    steps: steps.map(({ what, link, copy = null }) => ({
      what,
      link: link === undefined ? null : { labels: link.label, url: link.url },
      copy,
    })),
    fields: fields.map(({ name: field, required = true, label = null, hint = null }) => ({
      name: field,
      required,
      labels: label,
      hints: hint,
    })),
    settings: { ...settings },
  };
}

export function channelBody(channel: Channel): KindBody {
  const { definition } = channel;
  const { kind, name, serves = [], address, fields, setups = [], carries } = definition;
  const { update, reply, buttons, receipt, inPlace = false, groups = false } = carries;
  return {
    ready: channel.isSetUp?.() ?? true,
    kind,
    name: name.en,
    names: name,
    serves: [...serves],
    address: textsBody(address),
    fields: fields.map((field) => ({
      name: field.name,
      ...textsBody(field),
      secret: field.secret,
      required: field.required,
      input: inputBody(field),
    })),
    setups: setups.map((setup) => setupBody(definition, setup)),
    carries: { update, reply, buttons, receipt, inPlace, groups },
  };
}
