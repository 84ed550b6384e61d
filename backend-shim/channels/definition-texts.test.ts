/** The texts of every channel exist in English and in French. */
import { describe, expect, it } from 'vitest';
import type { TranslatedText } from '#contract/base/translated';
import type { ChannelDefinition, ChannelSetup } from '../ports/channel.ts';
import { createFakeClock } from './shared/testing/delivery.fake.ts';
import { createChannels } from './registry.ts';

/**
 * Terms of protocols, examples, and names of products other than the kind itself (`Slack` of `slack`), which are the
 * same in both languages.
 */
const ALIKE = [
  'E-mail',
  'SMS (SMPP 3.4)',
  'SMS (Twilio)',
  'SMS (OVHcloud)',
  'Microsoft Teams (workflow)',
  'URL',
  'SMSC',
  'Port',
  'TLS',
  'Bot',
  'ann@example.com',
  'sre@example.com',
  'https://hooks.example.com/ann',
  'smpp.example.com',
  'OVHcloud (http2sms)',
  'OVHcloud (API)',
  'Free Mobile',
  'Orange Contact Everyone',
  'Vonage',
  'Kannel',
  'playSMS',
  'SMS Gateway for Android',
  'Twilio',
  'Microsoft Teams',
];

const nothing = () => Promise.reject(new Error('nothing is sent here'));
const registry = createChannels({
  http: { send: nothing },
  clock: createFakeClock(),
  resolve: nothing,
  smtpUrl: null,
  mailFrom: null,
  callbackUrl: () => '',
  push: { identity: nothing, services: [] },
});
const definitions = [...registry.values()].map(({ definition }) => definition);

/** A channel that is called like its kind has the name of a product or protocol. */
const isAlike = (kind: string, text: string) => text.toLowerCase() === kind || ALIKE.includes(text);

/** Texts with their place in the definition. */
function textsOf({ name, address, fields, setups = [] }: ChannelDefinition): Array<[string, TranslatedText]> {
  const ofFields = fields.flatMap((field): Array<[string, TranslatedText]> => [
    [`${field.name}.label`, field.label],
    [`${field.name}.hint`, field.hint],
  ]);
  return [
    ['name', name],
    ['address.label', address.label],
    ['address.hint', address.hint],
    ...ofFields,
    ...setups.flatMap(setupTexts),
  ];
}

function setupTexts({ id, name, summary, needs, steps, fields }: ChannelSetup): Array<[string, TranslatedText]> {
  const given = (where: string, text: TranslatedText | undefined): Array<[string, TranslatedText]> =>
    text === undefined ? [] : [[`${id}.${where}`, text]];
  return [
    ...given('name', name),
    ...given('summary', summary),
    ...needs.flatMap((need, i) => given(`needs[${i}]`, need)),
    ...steps.flatMap(({ what, link }, i) => [
      ...given(`steps[${i}].what`, what),
      ...given(`steps[${i}].link`, link?.label),
    ]),
    ...fields.flatMap((field) => [
      ...given(`${field.name}.label`, field.label),
      ...given(`${field.name}.hint`, field.hint),
    ]),
  ];
}

/** Parts of a text that people type or copy to the letter: templates, settings, values. */
function literals(text: string): string[] {
  return text.match(/\{\{.*?\}\}|\b[a-z]+[A-Z]\w+|\b[a-z]+(?:-[a-z]+)+\/[a-z-]+|\d{2,}/g) ?? [];
}

describe.each(definitions.map((definition) => [definition.kind, textsOf(definition)] as const))('%s', (kind, texts) => {
  it('has every text in both languages', () => {
    expect(
      texts
        .filter(([, { en, fr }]) => [en, fr].some((text) => text === '' || text !== text.trim()))
        .map(([where]) => where),
    ).toEqual([]);
  });

  it('says in French what is not the same in both', () => {
    expect(
      texts.filter(([, { en, fr }]) => (en === fr) !== isAlike(kind, en)).map(([where, { en }]) => `${where}: ${en}`),
    ).toEqual([]);
  });

  it('is written in French as the French write', () => {
    const isOdd = (text: string) => /'| [:;?!»]|« /.test(text);
    expect(texts.filter(([, { fr }]) => isOdd(fr)).map(([where, { fr }]) => `${where}: ${fr}`)).toEqual([]);
  });

  it('keeps what must be typed to the letter', () => {
    expect(
      texts
        .filter(([, { en, fr }]) => literals(en).join(' ') !== literals(fr).join(' '))
        .map(([where, { en, fr }]) => `${where}: ${literals(en).join(' ')} / ${literals(fr).join(' ')}`),
    ).toEqual([]);
  });
});

it('the list of what is alike has nothing that is gone', () => {
  const all = new Set(definitions.flatMap((definition) => textsOf(definition).map(([, { en }]) => en)));
  expect(ALIKE.filter((text) => !all.has(text))).toEqual([]);
});
