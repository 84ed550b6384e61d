/**
 * Defines what a line of an escalation says, the pager's or the one in Vigie: words are made where they are shown. The
 * English sentences are for reports that leave the interface.
 */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

/** `{name}` is a value of the part's data. Notes stand in brackets, after whom they are about. */
export const ESCALATION_WORDS = {
  // whom it reaches
  person: '{name}',
  rota: 'rota {name}',
  'rota-next': 'rota {name} (next)',
  'rota-everyone': 'rota {name} (everyone)',
  schedule: 'schedule {name}',
  rotation: 'rotation {name}',
  team: 'team {name}',
  turn: 'in turn {names}',
  channel: 'channel {name}',
  webhook: 'webhook {name}',
  /** A kind that has no name here, as the pager writes it. */
  other: '{what} {name}',
  nobody: 'nobody',
  // how
  urgent: '(urgent)',
  'not-urgent': '(default)',
  important: '(important)',
  'low-urgency': '(low urgency)',
  'in-turn': '(in turn)',
  /** A setting of the pager, in its own words. */
  setting: '{word}',
  'only-in-window': 'only inside its window',
  'only-at-severity': 'only from severity {severity} on',
  'only-after-alerts': 'only once {alerts} alerts came within {within}',
  'only-if': 'only under conditions of its own',
  'not-before': 'not before {window} opens',
  // in between
  waits: 'waits {minutes} min',
  'waits-for-hours': 'waits until {from}–{to}',
  'waits-for-alerts': 'waits until more than {alerts} alerts came in {minutes} min',
  again: 'again from the top, {times} times',
  'again-after': 'again from the top after {minutes} min, {times} times',
  unfinished: 'an unfinished step',
  // of the whole
  'then-nobody': 'then: nobody more is told',
  'then-managers': 'then: the managers of the team, else the Admins',
  'support-hours': 'when support hours begin: high urgency',
  'night-waits': 'alerts of the night wait until {until}',
  priorities: 'P1 (critical) is urgent, P2 to P5 are not',
} as const;

export type EscalationWord = keyof typeof ESCALATION_WORDS;

const data = z.record(z.string(), z.union([z.string(), z.number()]));

const escalationPart = strict({
  code: z.enum(Object.keys(ESCALATION_WORDS) as [EscalationWord, ...EscalationWord[]]),
  data: data.default({}),
});
export type EscalationPart = z.output<typeof escalationPart>;

/** @see escalationSentence */
export const escalationLine = strict({
  /** From the start, if nobody answers; null: it has no time of its own. */
  minute: z.number().nullable(),
  parts: z.array(escalationPart),
});
export type EscalationLine = z.output<typeof escalationLine>;

export const part = (code: EscalationWord, values: EscalationPart['data'] = {}): EscalationPart => ({
  code,
  data: values,
});

export const line = (minute: number | null, ...parts: EscalationPart[]): EscalationLine => ({ minute, parts });

/** Notes in brackets follow without a comma, in every language. */
export function joinedParts(said: readonly string[]): string {
  return said.reduce(
    (text, next) => (text === '' ? next : next.startsWith('(') ? `${text} ${next}` : `${text}, ${next}`),
    '',
  );
}

export function escalationSentence({ minute, parts }: EscalationLine): string {
  const said = joinedParts(
    parts.map(({ code, data: values }) =>
      ESCALATION_WORDS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '?')),
    ),
  );
  return minute === null ? said : `${minute} min: ${said}`;
}
