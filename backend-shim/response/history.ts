/**
 * Writes a timeline entry in the reader's language, for the responder page and the app. Entries are stored in English.
 */
import { wordsOf } from '#contract/reasons/reason';
import type { ReasonList, ReasonTexts } from '#contract/reasons/reason';
import {
  DELIVERY,
  EXHAUSTED,
  HELD,
  PAGE,
  REOPENED,
  REPAIRED,
  RESOLVED,
  RESTARTED,
  SHADOW,
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
} from '#contract/reasons/timeline';
import type { TimelineKind } from '#domain/incident/effects';
import type { Language } from '#domain/notify/responder';
import { texts } from '#domain/notify/render/words/texts';
import { formatDuration } from '#domain/time/duration';

export interface HistoryEntry {
  kind: string;
  /** A login, or the name of a source; null for Vigie itself. */
  actor: string | null;
  text: string;
  data: Readonly<Record<string, unknown>>;
}

export interface HistoryWords {
  /** Name of a person. */
  name(login: string): string;
  policy(id: string): string;
  /** Formats an instant in epoch ms. */
  time(at: number): string;
}

/** A text and its language. Entries that this version cannot translate stay in English. */
export interface HistoryLine {
  text: string;
  language: Language;
}

export function historyLine(language: Language, entry: HistoryEntry, words: HistoryWords): HistoryLine {
  const own = language === 'fr' ? inFrench(entry, words) : null;
  return own === null ? { text: entry.text, language: 'en' } : { text: own, language };
}

interface HistoryFacts extends HistoryWords {
  who: string;
  data: HistoryEntry['data'];
}

/** The people and rooms that the data names. */
function everybody({ data, name }: HistoryFacts): string {
  const list = (field: string) => (Array.isArray(data[field]) ? data[field].map(String) : []);
  return [...list('users').map(name), ...list('channels').map((id) => `le salon ${id}`)].join(', ');
}

const text = ({ data }: HistoryFacts, field: string): string | null =>
  typeof data[field] === 'string' && data[field] !== '' ? data[field] : null;
const number = ({ data }: HistoryFacts, field: string): number | null =>
  typeof data[field] === 'number' ? data[field] : null;
const duration = (facts: HistoryFacts, field: string): string | null => {
  const ms = number(facts, field);
  return ms === null ? null : formatDuration(ms);
};

/** null if a value is missing, since entries of earlier versions have fewer facts. */
function say(parts: TemplateStringsArray, ...values: ReadonlyArray<string | number | null>): string | null {
  return values.includes(null) ? null : String.raw({ raw: parts }, ...values);
}

function severity(facts: HistoryFacts, field: string): string | null {
  const level = text(facts, field);
  const known: Record<string, string> = texts('fr').severity;
  return level === null ? null : (known[level] ?? level);
}

function stepName(facts: HistoryFacts): string | null {
  const pass = number(facts, 'pass') ?? 1;
  return say`Étape ${number(facts, 'step')}${pass > 1 ? `, passage ${pass}` : ''}`;
}

const RESOLVED_WORDS: ReasonTexts<typeof RESOLVED, [HistoryFacts]> = {
  'by-person': (_, { who }) => `${who} l’a résolu`,
  'by-source': ({ note }, { who }) => `${who} dit que c’est terminé${note === null ? '' : ` : ${note}`}`,
  'stayed-quiet': (_, { who }) => `${who} dit que c’est terminé : tout est resté calme`,
  'no-signal': () => 'Il s’est terminé tout seul',
  'test-over': () => 'C’était un test : il s’est terminé tout seul',
  superseded: () => 'Il a laissé la place à un nouveau problème',
  merged: ({ number: other }) =>
    other === null ? 'Il se poursuit dans l’autre incident' : `Il se poursuit dans le n° ${other}`,
};

const UNACKNOWLEDGED_WORDS: ReasonTexts<typeof UNACKNOWLEDGED, [HistoryFacts]> = {
  asked: (_, { who }) => `${who} a annulé la prise en charge`,
  'in-source': (_, { who }) => `${who} a annulé la prise en charge dans la source`,
  'not-confirmed': () => 'Personne n’a confirmé s’en occuper : l’escalade reprend',
  disabled: ({ users }, { name }) =>
    `Le compte de ${users.map(name).join(', ')}, qui l’avait pris en charge, est désactivé : l’escalade reprend`,
  'advance-failed': () => 'L’incident est de nouveau ouvert, pour que quelqu’un s’en occupe',
};

const WAITING_WORDS: ReasonTexts<typeof WAITING, [HistoryFacts]> = {
  test: () => 'C’est un test : il n’alerte personne et se termine tout seul au bout d’une heure',
  quiet: ({ delay }) => `L’incident est résolu si tout reste calme pendant ${formatDuration(delay)}`,
  'next-pass': ({ wait }) => `Toutes les étapes sont passées ; elles recommencent dans ${formatDuration(wait)}`,
  step: ({ wait }, facts) => `${stepName(facts) ?? 'L’étape'} attend ${formatDuration(wait)}`,
  'waiting-for-window': ({ window, wait }, facts) =>
    `${stepName(facts) ?? 'L’étape'} attend ${formatDuration(wait)}, jusqu’à l’ouverture de la plage horaire « ${window} »`,
};

const EXHAUSTED_WORDS: ReasonTexts<typeof EXHAUSTED, [HistoryFacts]> = {
  'no-policy': (_, facts) =>
    everybody(facts) === ''
      ? 'Il n’y a pas de politique d’escalade à suivre : personne n’est alerté'
      : `Il n’y a pas de politique d’escalade à suivre. Vigie prévient ${everybody(facts)}`,
  unanswered: (_, facts) =>
    `Personne n’a répondu et toutes les étapes sont passées. ${everybody(facts) === '' ? 'Il ne reste personne à prévenir' : `Vigie prévient ${everybody(facts)}`}`,
};

const RESTARTED_WORDS: ReasonTexts<typeof RESTARTED, [HistoryFacts]> = {
  'new-alert': () =>
    'Une nouvelle alerte s’est ajoutée alors que tout le monde avait été prévenu : l’escalade reprend à l’étape 1',
  urgency: () =>
    'L’incident est devenu urgent alors que tout le monde avait été prévenu : l’escalade reprend à l’étape 1',
  asked: ({ policy }, words) =>
    policy === null ? 'Relancé, à l’étape 1' : `Relancé avec ${words.policy(policy)}, à l’étape 1`,
  maintenance: ({ policy }, words) =>
    `Une maintenance le confie à ${words.policy(policy)} : l’escalade commence à l’étape 1`,
  'maintenance-over': ({ policy }, words) =>
    `La maintenance est terminée : retour à ${words.policy(policy)}, à l’étape 1`,
};

const REOPENED_WORDS: ReasonTexts<typeof REOPENED, [HistoryFacts]> = {
  'not-over': (_, { who }) => `${who} dit que ce n’est pas terminé`,
  split: (_, { who }) => `${who} est revenu sur la fusion`,
  undone: (_, { who }) => `${who} est revenu sur la résolution`,
  again: ({ within }, { who }) => `${who} l’a de nouveau signalé en moins de ${formatDuration(within)}`,
};

const WARNING_WORDS: ReasonTexts<typeof WARNING, [HistoryFacts]> = {
  superseded: () => 'La source signale un autre problème sous le même nom : la fin du précédent s’est perdue',
  'window-never-opens': ({ window }, facts) =>
    `${stepName(facts) ?? 'L’étape'} n’attend pas : la plage horaire « ${window} » ne s’ouvre pas dans les 8 jours`,
  'stays-closed': () => 'La source avait déjà reçu l’ordre de clore le problème. Si elle l’a fait, il y reste clos',
  'advance-failed': ({ error }) => `Vigie n’a pas pu faire ce qui était prévu ici et poursuit sans : ${error}`,
  unreadable: ({ field }) =>
    `Une partie de cet incident (${field}) n’a pas pu être lue dans la base ; des valeurs par défaut la remplacent`,
};

const REPAIRED_WORDS: ReasonTexts<typeof REPAIRED, [HistoryFacts]> = {
  'snoozed-without-end': () => 'Il était en pause sans fin ; la surveillance l’a relancé à l’étape 1',
  'open-without-next-step': () => 'Plus rien n’était prévu ; la surveillance l’a relancé à l’étape 1',
};

const PAGE_WORDS: ReasonTexts<typeof PAGE, [HistoryFacts]> = {
  'no-method': ({ user }, { name }) => `${name(user)} ne peut pas être joint : il n’y a aucun moyen de contact`,
  'quiet-hours': ({ user, until }, { name, time }) =>
    `${name(user)} a des heures calmes : cet appel attend jusqu’à ${time(until)}`,
};

const HELD_WORDS: ReasonTexts<typeof HELD, [HistoryFacts]> = {
  over: () => 'La maintenance est terminée et l’incident est toujours ouvert : l’escalade commence à l’étape 1',
  downtime: ({ source }) =>
    `${source} signale un arrêt planifié : personne n’est alerté ; si l’incident est encore ouvert à la fin, l’escalade commence à l’étape 1`,
  'downtime-over': ({ held }) =>
    `L’arrêt planifié dans la source est terminé et l’incident est toujours ouvert${held ? ' ; une maintenance suspend les appels' : ' : l’escalade commence à l’étape 1'}`,
  'downtime-limit': ({ held }) =>
    `L’arrêt planifié dans la source devrait être terminé et l’incident est toujours ouvert${held ? ' ; une maintenance suspend les appels' : ' : l’escalade commence à l’étape 1'}`,
  silenced: ({ source, by, comment }) =>
    `Mis en sourdine dans ${source} par ${by} : personne n’est alerté ; à la fin, l’escalade reprend à l’étape suivante${comment === '' ? '' : ` (${comment})`}`,
  'silence-over': ({ source }) =>
    `L’incident n’est plus en sourdine dans ${source} et reste ouvert : l’escalade reprend`,
  'silence-joined': ({ source }) =>
    `Une alerte qui n’est pas en sourdine dans ${source} s’est ajoutée : l’escalade reprend`,
  unheard: ({ source, detail }) =>
    `${source} n’a pas dit à temps si l’incident y est en sourdine : l’escalade se poursuit (${detail})`,
  'not-available': ({ user, until, standIn }, { name, time }) =>
    `${name(user)} n’est pas disponible avant ${time(until)}${standIn === null ? '' : ` ; ${name(standIn)} prend le relais`}`,
  'nobody-else': ({ user, until }, { name, time }) =>
    `${name(user)} n’est pas disponible avant ${time(until)}, mais personne d’autre n’est joignable`,
};

type DeliveryReceiver = { user: string | null; channel: string | null; channelKind: string };
const whom = ({ user, channel, channelKind }: DeliveryReceiver, { name }: HistoryFacts) =>
  user === null ? `le salon ${channel ?? ''}` : `${name(user)} par ${channelKind}`;

const DELIVERY_WORDS: ReasonTexts<typeof DELIVERY, [HistoryFacts]> = {
  done: (data, facts) =>
    `${data.kind === 'page' ? 'Appel' : 'Point de situation'} envoyé à ${whom(data, facts)}${data.bundled ? ' (dans un même message avec d’autres)' : ''}`,
  retry: (data, facts) =>
    `Pas encore joint : ${whom(data, facts)} (${data.detail})${data.again ? ' ; nouvelle tentative' : ''}`,
  never: (data, facts) => `Pas joint : ${whom(data, facts)} (${data.detail})`,
  shadow: (data, facts) => `En mode observation, rien n’a été envoyé à ${whom(data, facts)}`,
};

const SHADOW_WORDS: ReasonTexts<typeof SHADOW, [HistoryFacts]> = {
  began: () => 'Le mode observation commence : tout est décidé et affiché, et rien n’est envoyé',
  over: () =>
    'Le mode observation est terminé. Cet incident a commencé avant et n’alerte personne de lui-même ; une nouvelle alerte ou une commande le fait',
  resumed: () => 'Le mode observation est terminé : cet incident continue pour de vrai',
};

type EntryText = (facts: HistoryFacts) => string | null;

function of<List extends ReasonList>(
  list: List,
  words: ReasonTexts<List, [HistoryFacts]>,
  field: 'reason' | 'outcome' = 'reason',
): EntryText {
  return (facts) => wordsOf(list, words, { reason: text(facts, field), data: facts.data }, facts);
}

function alert(facts: HistoryFacts): string | null {
  const title = text(facts, 'title');
  if (text(facts, 'status') === 'firing') {
    return facts.data['again'] === true ? say`De nouveau active : ${title}` : say`Nouvelle alerte : ${title}`;
  }
  return facts.data['unseen'] === true ? say`Fin d’une alerte jamais reçue : ${title}` : say`Terminée : ${title}`;
}

function acknowledged(facts: HistoryFacts): string | null {
  const needed = number(facts, 'needed');
  if (needed !== null) {
    return facts.data['counts'] === false
      ? say`${facts.who} l’a pris en charge ; cette étape demande ${needed} personnes qui prennent en charge ici`
      : say`${facts.who} l’a pris en charge (${number(facts, 'acks')} sur ${needed})`;
  }
  return `${facts.who} l’a pris en charge${text(facts, 'via') === 'source' ? ' dans la source' : ''}`;
}

function step(facts: HistoryFacts): string | null {
  if (text(facts, 'reason') === 'urgency') {
    return `L’incident est devenu urgent : Vigie alerte ${everybody(facts)}, qui s’en occupe`;
  }
  if (text(facts, 'reason') === 'waited') {
    return `Vigie alerte maintenant ${everybody(facts)}, malgré l’indisponibilité annoncée`;
  }
  return say`${stepName(facts)} alerte ${everybody(facts)}${text(facts, 'urgency') === 'urgent' ? ' en urgence' : ''} ; ${duration(facts, 'wait')} pour répondre`;
}

/**
 * Kinds without a translation stay in English: people write notes themselves, and readers look up skipped steps and
 * messages to sources in Grafana.
 */
const SAY: { readonly [Kind in TimelineKind]?: EntryText } = {
  opened: (facts) => say`Ouvert : ${text(facts, 'title')}`,
  alert,
  severity: (facts) => say`La gravité est passée de « ${severity(facts, 'from')} » à « ${severity(facts, 'to')} »`,
  step,
  waiting: of(WAITING, WAITING_WORDS),
  repeat: (facts) =>
    say`Personne n’a répondu : les étapes recommencent (passage ${number(facts, 'pass')} sur ${number(facts, 'passes')})`,
  exhausted: of(EXHAUSTED, EXHAUSTED_WORDS),
  unreachable: (facts) =>
    facts.data['waited'] === undefined && facts.data['paused'] === undefined
      ? say`${stepName(facts)} n’a joint personne, tous les envois ont échoué : passage immédiat à la suite`
      : say`${stepName(facts)} n’a joint personne, tous les envois ont échoué`,
  acknowledged,
  unacknowledged: of(UNACKNOWLEDGED, UNACKNOWLEDGED_WORDS),
  resolved: of(RESOLVED, RESOLVED_WORDS),
  reopened: of(REOPENED, REOPENED_WORDS),
  review: () => 'La revue est terminée',
  snoozed: (facts) => say`${facts.who} l’a mis en pause pendant ${duration(facts, 'for')}`,
  woken: ({ who }) =>
    who === ''
      ? 'La pause est terminée : l’escalade reprend à l’étape 1'
      : `${who} a mis fin à la pause : l’escalade reprend à l’étape 1`,
  escalated: ({ who }) => `${who} l’a escaladé`,
  reassigned: (facts) => say`${facts.who} l’a réattribué à ${policyOf(facts) ?? everybody(facts)}`,
  responders: (facts) => `${facts.who} a demandé l’aide de ${everybody(facts)}`,
  merged: (facts) =>
    facts.data['into']
      ? say`${facts.who} l’a fusionné avec le n° ${number(facts, 'number')}`
      : say`${facts.who} a fusionné le n° ${number(facts, 'number')} avec celui-ci`,
  restarted: of(RESTARTED, RESTARTED_WORDS),
  confirm: (facts) =>
    facts.data['confirmed']
      ? `${facts.who} s’en occupe toujours`
      : say`Vigie demande à ${asked(facts)} si c’est toujours en cours ; 5 minutes pour répondre`,
  held: (facts) =>
    text(facts, 'reason') === null
      ? 'Une maintenance suspend les appels ; si l’incident est encore ouvert à la fin, l’escalade commence à l’étape 1'
      : of(HELD, HELD_WORDS)(facts),
  flapping: (facts) =>
    say`L’incident s’est rouvert ${number(facts, 'reopens')} fois en une heure : il est résolu si tout reste calme pendant ${duration(facts, 'delay')}`,
  warning: of(WARNING, WARNING_WORDS),
  page: of(PAGE, PAGE_WORDS),
  delivery: of(DELIVERY, DELIVERY_WORDS, 'outcome'),
  repaired: of(REPAIRED, REPAIRED_WORDS),
  shadow: of(SHADOW, SHADOW_WORDS),
};

function policyOf(facts: HistoryFacts): string | null {
  const policy = text(facts, 'policy');
  return policy === null ? null : facts.policy(policy);
}

function asked(facts: HistoryFacts): string | null {
  const user = text(facts, 'user');
  return user === null ? null : facts.name(user);
}

function inFrench({ kind, actor, data }: HistoryEntry, words: HistoryWords): string | null {
  const one: EntryText | undefined = Object.hasOwn(SAY, kind) ? SAY[kind as TimelineKind] : undefined;
  return one?.({ ...words, data, who: actor === null ? '' : words.name(actor) }) ?? null;
}
