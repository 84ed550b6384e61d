/** Says in the reader's language what a line of an escalation does. */
import { joinedParts } from '#modules/importing/contract/escalation-lines';
import type { EscalationLine, EscalationPart, EscalationWord } from '#modules/importing/contract/escalation-lines';
import { t } from '../../../../language.ts';

type Values = EscalationPart['data'];

const WORDS: Record<EscalationWord, (values: Values) => string> = {
  person: ({ name }) => String(name),
  rota: (values) => t('import-line.rota', 'rota {{name}}', values),
  'rota-next': (values) => t('import-line.rota-next', 'rota {{name}} (next)', values),
  'rota-everyone': (values) => t('import-line.rota-everyone', 'rota {{name}} (everyone)', values),
  schedule: (values) => t('import-line.schedule', 'schedule {{name}}', values),
  rotation: (values) => t('import-line.rotation', 'rotation {{name}}', values),
  team: (values) => t('import-line.team', 'team {{name}}', values),
  turn: (values) => t('import-line.turn', 'in turn {{names}}', values),
  channel: (values) => t('import-line.channel', 'channel {{name}}', values),
  webhook: (values) => t('import-line.webhook', 'webhook {{name}}', values),
  other: ({ what, name }) => `${what} ${name}`,
  nobody: () => t('import-line.nobody', 'nobody'),
  urgent: () => t('import-line.urgent', '(urgent)'),
  'not-urgent': () => t('import-line.not-urgent', '(not urgent)'),
  important: () => t('import-line.important', '(important)'),
  'low-urgency': () => t('import-line.low-urgency', '(low urgency)'),
  'in-turn': () => t('import-line.in-turn', '(in turn)'),
  setting: ({ word }) => String(word),
  'only-in-window': () => t('import-line.only-in-window', 'only inside its window'),
  'only-at-severity': (values) => t('import-line.only-at-severity', 'only from severity {{severity}} on', values),
  'only-after-alerts': (values) =>
    t('import-line.only-after-alerts', 'only once {{alerts}} alerts came within {{within}}', values),
  'only-if': () => t('import-line.only-if', 'only under conditions of its own'),
  'not-before': (values) => t('import-line.not-before', 'not before {{window}} opens', values),
  waits: (values) => t('import-line.waits', 'waits {{minutes}} min', values),
  'waits-for-hours': (values) => t('import-line.waits-for-hours', 'waits until {{from}}–{{to}}', values),
  'waits-for-alerts': (values) =>
    t('import-line.waits-for-alerts', 'waits until more than {{alerts}} alerts came in {{minutes}} min', values),
  again: (values) => t('import-line.again', 'again from the top, times: {{times}}', values),
  'again-after': (values) =>
    t('import-line.again-after', 'again from the top after {{minutes}} min, times: {{times}}', values),
  unfinished: () => t('import-line.unfinished', 'an unfinished step'),
  'then-nobody': () => t('import-line.then-nobody', 'then nobody more is told'),
  'then-managers': () => t('import-line.then-managers', 'then the managers of the team, else the Admins'),
  'support-hours': () => t('import-line.support-hours', 'when support hours begin: high urgency'),
  'night-waits': (values) => t('import-line.night-waits', 'alerts of the night wait until {{until}}', values),
  priorities: () => t('import-line.priorities', 'P1 (critical) is urgent, P2 to P5 are not'),
};

/** A newer sidecar may know more words. */
const partText = ({ code, data }: EscalationPart) => (Object.hasOwn(WORDS, code) ? WORDS[code](data) : code);

export function lineText({ minute, parts }: EscalationLine): string {
  const said = joinedParts(parts.map(partText));
  return minute === null ? said : t('import-line.at', '{{minute}} min: {{said}}', { minute, said });
}
