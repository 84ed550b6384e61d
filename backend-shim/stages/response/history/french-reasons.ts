/** Says in French why something happened, for each list of reasons. */
import type { DELIVERY, SYNC } from '#contract/reasons/timeline';
import type { DataOf, ReasonTexts } from '#contract/reasons/reason';
import { ENDED } from '#contract/reasons/timeline';
import { wordsOf } from '#contract/reasons/reason';
import { de } from '#domain/notify/render/words/french-elision';
import { plain, until } from '#domain/notify/render/words/french-time';
import { everybody, listed, number, severityWord, text, time } from './facts.ts';
import type { ReasonWords } from './by-reason.ts';
import type { HistoryFacts, MissingOfStep, Silenced } from './facts.ts';
import { failureText, toldWord, wayWord, withQuoted } from './outside-words.ts';

export function told(facts: HistoryFacts): string {
  return everybody(facts, (room) => `le salon ${room}`);
}

export function stepName(facts: HistoryFacts): string | null {
  const [step, pass] = [number(facts, 'step'), number(facts, 'pass') ?? 1];
  return step === null ? null : `Étape ${step}${pass > 1 ? `, passage ${pass}` : ''}`;
}

const ENDED_WORDS: ReasonTexts<typeof ENDED> = {
  paused: () => 'la règle a été mise en pause',
  'rule-deleted': () => 'la règle a été supprimée',
  'rule-updated': () => 'la règle a été modifiée',
  'missing-series': () => 'ce qu’elle mesurait a disparu',
  asked: () => 'la source interrogée ne la signale plus',
};

/** Why the source ended it; null: it does not say, or this version does not know it. */
export function endedWord(facts: HistoryFacts): string | null {
  return wordsOf(ENDED, ENDED_WORDS, { reason: text(facts, 'ended') });
}

const resolved: ReasonWords['resolved'] = {
  'by-person': (_, { who }) => `${who} l’a résolu`,
  'by-source': ({ note }, facts) => {
    const ended = endedWord(facts);
    const over = `${facts.who} dit que c’est terminé`;
    return ended === null ? withQuoted('fr', over, note) : `${over} : ${ended}`;
  },
  'stayed-quiet': (_, { who }) => `${who} dit que c’est terminé : tout est resté calme`,
  'no-signal': () => 'Il s’est terminé tout seul',
  'test-over': () => 'C’était un test : il s’est terminé tout seul',
  superseded: () => 'Il a laissé la place à un nouveau problème',
  merged: ({ number: other }) =>
    other === null ? 'Il se poursuit dans l’autre incident' : `Il se poursuit dans le n° ${other}`,
};

const unacknowledged: ReasonWords['unacknowledged'] = {
  asked: (_, { who }) => `${who} a annulé la prise en charge`,
  'in-source': (_, { who }) => `${who} a annulé la prise en charge dans la source`,
  'not-confirmed': () => 'Personne n’a confirmé s’en occuper : l’escalade reprend',
  disabled: ({ users }, { name }) =>
    `Le compte ${de(
      listed(
        'fr',
        users.map((user) => name('people', user)),
      ),
    )}, qui l’avait pris en charge, est désactivé : l’escalade reprend`,
  'advance-failed': () => 'L’incident est de nouveau ouvert, pour que quelqu’un s’en occupe',
};

const waiting: ReasonWords['waiting'] = {
  test: () => 'C’est un test : il n’alerte personne et se termine tout seul au bout d’une heure',
  quiet: ({ delay }) => `L’incident est résolu si tout reste calme pendant ${time('fr', delay)}`,
  'next-pass': ({ wait }) => `Toutes les étapes sont passées ; elles recommencent dans ${time('fr', wait)}`,
  step: ({ wait }, facts) => `${stepName(facts) ?? 'L’étape'} attend ${time('fr', wait)}`,
  'waiting-for-window': ({ window, wait }, facts) =>
    `${stepName(facts) ?? 'L’étape'} attend ${time('fr', wait)}, jusqu’à l’ouverture de la plage horaire « ${window} »`,
};

const exhausted: ReasonWords['exhausted'] = {
  'no-policy': (_, facts) =>
    told(facts) === ''
      ? 'Il n’y a pas de politique d’escalade à suivre : personne n’est alerté'
      : `Il n’y a pas de politique d’escalade à suivre. Vigie prévient ${told(facts)}`,
  unanswered: (_, facts) =>
    `Personne n’a répondu et toutes les étapes sont passées. ${told(facts) === '' ? 'Il ne reste personne à prévenir' : `Vigie prévient ${told(facts)}`}`,
};

const restarted: ReasonWords['restarted'] = {
  'new-alert': () =>
    'Une nouvelle alerte s’est ajoutée alors que tout le monde avait été prévenu : l’escalade reprend à l’étape 1',
  urgency: () =>
    'L’incident est devenu urgent alors que tout le monde avait été prévenu : l’escalade reprend à l’étape 1',
  asked: ({ policy }, words) =>
    policy === null ? 'Relancé, à l’étape 1' : `Relancé avec ${words.name('policies', policy)}, à l’étape 1`,
  maintenance: ({ policy }, words) =>
    `Une maintenance le confie à ${words.name('policies', policy)} : l’escalade commence à l’étape 1`,
  'maintenance-over': ({ policy }, words) =>
    `La maintenance est terminée : retour à ${words.name('policies', policy)}, à l’étape 1`,
};

const reopened: ReasonWords['reopened'] = {
  'not-over': (_, { who }) => `${who} dit que ce n’est pas terminé`,
  split: (_, { who }) => `${who} a annulé la fusion`,
  undone: (_, { who }) => `${who} a annulé la résolution`,
  again: ({ within }, { who }) => `${who} l’a de nouveau signalé en moins de ${time('fr', within)}`,
};

const warning: ReasonWords['warning'] = {
  superseded: () => 'La source signale un autre problème sous le même nom : la fin du précédent s’est perdue',
  'window-never-opens': ({ window }, facts) =>
    `${stepName(facts) ?? 'L’étape'} n’attend pas : la plage horaire « ${window} » ne s’ouvre pas dans les 8 jours`,
  'stays-closed': ({ integrations }, { name }) =>
    `${listed(
      'fr',
      integrations.map((id) => name('integrations', id)),
    )} avait déjà reçu l’ordre de clore le problème. Si c’est fait, il y reste clos`,
  'advance-failed': ({ error }) =>
    withQuoted('fr', 'Vigie n’a pas pu faire ce qui était prévu ici et poursuit sans', error),
  unreadable: ({ field }) =>
    `Une partie de cet incident (${field}) n’a pas pu être lue dans la base ; des valeurs par défaut la remplacent`,
};

const repaired: ReasonWords['repaired'] = {
  'snoozed-without-end': () => 'Il était en pause sans fin ; la surveillance l’a relancé à l’étape 1',
  'open-without-next-step': () => 'Plus rien n’était prévu ; la surveillance l’a relancé à l’étape 1',
};

const page: ReasonWords['page'] = {
  'no-method': ({ user }, { name }) =>
    `Vigie ne peut pas joindre ${name('people', user)} : il n’y a aucun moyen de contact`,
  'quiet-hours': ({ user, until: end }, facts) =>
    `${facts.name('people', user)} a des heures calmes : cette alerte attend ${until(facts.time(end))}`,
};

const held: ReasonWords['held'] = {
  over: () => 'La maintenance est terminée et l’incident est toujours ouvert : l’escalade commence à l’étape 1',
  downtime: ({ source }) =>
    `${source} signale un arrêt planifié : personne n’est alerté ; si l’incident est encore ouvert à la fin, l’escalade commence à l’étape 1`,
  'downtime-over': ({ held }) =>
    `L’arrêt planifié dans la source est terminé et l’incident est toujours ouvert${held ? ' ; une maintenance suspend les sollicitations' : ' : l’escalade commence à l’étape 1'}`,
  'downtime-limit': ({ held }) =>
    `L’arrêt planifié dans la source devrait être terminé et l’incident est toujours ouvert${held ? ' ; une maintenance suspend les sollicitations' : ' : l’escalade commence à l’étape 1'}`,
  silenced: ({ source, by, comment }) =>
    withQuoted(
      'fr',
      `Mis en sourdine dans ${source} par ${by} : personne n’est alerté ; à la fin, l’escalade reprend à l’étape suivante`,
      comment,
    ),
  'silence-over': ({ source }) =>
    `L’incident n’est plus en sourdine dans ${source} et reste ouvert : l’escalade reprend`,
  'silence-joined': ({ source }) =>
    `Une alerte qui n’est pas en sourdine dans ${source} s’est ajoutée : l’escalade reprend`,
  unheard: ({ source, detail }) =>
    withQuoted('fr', `${source} n’a pas dit à temps si l’incident y est en sourdine : l’escalade se poursuit`, detail),
  'not-available': ({ user, until: end, standIn }, { name, time: at }) =>
    `${name('people', user)} n’est pas disponible avant ${plain(at(end))}${standIn === null ? '' : ` ; ${name('people', standIn)} prend le relais`}`,
  'nobody-else': ({ user, until: end }, { name, time: at }) =>
    `${name('people', user)} n’est pas disponible avant ${plain(at(end))}, mais personne d’autre n’est joignable`,
};

const shadow: ReasonWords['shadow'] = {
  began: () => 'Le mode observation commence : tout est décidé et affiché, et rien n’est envoyé',
  over: () =>
    'Le mode observation est terminé. Cet incident a commencé avant et n’alerte personne de lui-même ; une nouvelle alerte ou une commande le fait',
  resumed: () => 'Le mode observation est terminé : cet incident continue pour de vrai',
};

function missing({ name }: HistoryFacts, parts: MissingOfStep): string {
  const said: Readonly<Record<MissingOfStep[number]['what'], (id: string) => string>> = {
    'unknown-person': (id) => `Vigie ne connaît pas ${id}`,
    disabled: (id) => `le compte ${de(name('people', id))} est désactivé`,
    'empty-team': (id) => `l’équipe ${name('teams', id)} n’a pas de membre`,
    'no-rota': (id) => `le planning ${id} n’existe pas`,
    'nobody-current': (id) => `personne n’est d’astreinte sur ${name('rotas', id)}`,
    'nobody-next': (id) => `personne ne suit sur ${name('rotas', id)}`,
    'nobody-everyone': (id) => `personne ne participe à ${name('rotas', id)}`,
    'round-robin': () => 'aucune des personnes dont c’est le tour ne peut être alertée',
  };
  return parts.map(({ what, id }) => said[what](id ?? '')).join(' ; ');
}

/** As the end of the line of a step; empty: everybody was found. */
export function missingIn(facts: HistoryFacts, parts: MissingOfStep): string {
  return parts.length === 0 ? '' : ` (${missing(facts, parts)})`;
}

const skipped: ReasonWords['skipped'] = {
  window: () => 'hors de ses heures',
  severity: ({ severity, needed }) =>
    `la gravité « ${severityWord('fr', severity)} » est inférieure à « ${severityWord('fr', needed)} »`,
  match: () => 'les étiquettes ne correspondent pas',
  alerts: ({ seen, needed, within }) => `il y a ${seen} alertes en ${time('fr', within)}, moins de ${needed}`,
  'nobody-new': () => 'toutes les personnes visées ont déjà été alertées',
  'all-acknowledged': () => 'toutes les personnes visées ont déjà pris en charge',
  'advance-failed': ({ error }) => withQuoted('fr', 'elle n’a pas pu commencer', error),
  'nobody-on-call': (data, facts) => missing(facts, data.missing) || 'elle ne désigne personne',
};

type Receiver = Pick<DataOf<typeof DELIVERY, 'done'>, 'user' | 'channel' | 'channelKind'>;

function whom({ user, channel, channelKind }: Receiver, { name }: HistoryFacts): string {
  return user === null
    ? `le salon ${name('rooms', channel ?? '')}`
    : `${name('people', user)} par ${wayWord('fr', channelKind)}`;
}

function failed(data: DataOf<typeof DELIVERY, 'retry'>, facts: HistoryFacts): string {
  const why = failureText('fr', data.reason, data.detail);
  return data.again
    ? `Vigie n’a pas encore pu joindre ${whom(data, facts)} (${why}) ; nouvelle tentative`
    : `Vigie n’a pas pu joindre ${whom(data, facts)} (${why})`;
}

const delivery: ReasonWords['delivery'] = {
  done: (data, facts) =>
    `${data.kind === 'page' ? 'Alerte envoyée' : 'Point de situation envoyé'} à ${whom(data, facts)}${data.bundled ? ' (dans un même message avec d’autres)' : ''}`,
  retry: failed,
  never: failed,
  shadow: (data, facts) => `En mode observation, rien n’a été envoyé à ${whom(data, facts)}`,
};

function untold(data: DataOf<typeof SYNC, 'retry'>, { name }: HistoryFacts): string {
  const [source, what] = [name('integrations', data.integration), toldWord('fr', data.what)];
  const why = failureText('fr', data.reason, data.detail);
  return data.again
    ? `${source} n’a pas encore reçu ${what} (${why}) ; nouvelle tentative`
    : `${source} n’a pas reçu ${what} (${why})`;
}

function silences({ count, until: end }: Silenced, { time: at }: HistoryFacts): string {
  return `${count} ${count === 1 ? 'silence' : 'silences'} ${until(at(end))}`;
}

const sync: ReasonWords['sync'] = {
  done: ({ integration, what, answer, silenced }, facts) => {
    const told = `${facts.name('integrations', integration)} a reçu ${toldWord('fr', what)}`;
    return silenced === undefined ? withQuoted('fr', told, answer) : `${told} : ${silences(silenced, facts)}`;
  },
  retry: untold,
  never: untold,
  shadow: ({ integration, what }, { name }) =>
    `En mode observation, ${name('integrations', integration)} n’a pas reçu ${toldWord('fr', what)}`,
};

export const FRENCH_REASONS: ReasonWords = {
  delivery,
  exhausted,
  held,
  page,
  reopened,
  repaired,
  resolved,
  restarted,
  shadow,
  skipped,
  sync,
  unacknowledged,
  waiting,
  warning,
};
