/** Says in French what happened to an incident. */
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
  SKIPPED,
  SYNC,
  UNACKNOWLEDGED,
  WAITING,
  WARNING,
  missingParts,
} from '#contract/reasons/timeline';
import { asked, duration, number, of, policyOf, say, severity, text, title } from './facts.ts';
import type { EntryTexts, HistoryFacts } from './facts.ts';
import {
  DELIVERY_WORDS,
  EXHAUSTED_WORDS,
  HELD_WORDS,
  PAGE_WORDS,
  REOPENED_WORDS,
  REPAIRED_WORDS,
  RESOLVED_WORDS,
  RESTARTED_WORDS,
  SHADOW_WORDS,
  SKIPPED_WORDS,
  SYNC_WORDS,
  UNACKNOWLEDGED_WORDS,
  WAITING_WORDS,
  WARNING_WORDS,
  endedWord,
  missingIn,
  stepName,
  told,
} from './french-reasons.ts';
import { withQuoted } from './outside-words.ts';

function alert(facts: HistoryFacts): string | null {
  const named = title(facts);
  if (text(facts, 'status') === 'firing') {
    return facts.data['again'] === true ? say`De nouveau active : ${named}` : say`Nouvelle alerte : ${named}`;
  }
  if (facts.data['unseen'] === true) {
    return say`Fin d’une alerte jamais reçue : ${named}`;
  }
  const [over, note] = [say`Terminée : ${named}`, text(facts, 'note')];
  const ended =
    facts.data['wholeGroup'] === true && note === null
      ? 'la source dit que tout le groupe est terminé'
      : endedWord(facts);
  return over === null ? null : ended === null ? withQuoted('fr', over, note) : `${over} (${ended})`;
}

function note(facts: HistoryFacts): string | null {
  const { who } = facts;
  switch (text(facts, 'reason')) {
    case 'unacknowledged-in-source':
      return `${who} a annulé la prise en charge dans la source ; cela ne change rien ici`;
    case 'not-supported':
      return say`${who} a demandé « ${text(facts, 'action')} », que Vigie ne sait pas faire : rien n’a changé`;
    case 'split':
      return say`${who} a ressorti le n° ${number(facts, 'number')} de cet incident`;
    case 'retitled':
      return say`${who} a remplacé le titre par « ${text(facts, 'title')} »`;
    case 'redescribed':
      return `${who} a modifié la description`;
    default:
      // Other notes are what people wrote.
      return say`${who} a réglé la gravité sur « ${severity(facts, 'severity')} »`;
  }
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
    return `L’incident est devenu urgent : Vigie alerte ${told(facts)}, qui s’en occupe`;
  }
  if (text(facts, 'reason') === 'waited') {
    return `Vigie alerte maintenant ${told(facts)}, malgré l’indisponibilité annoncée`;
  }
  const parts = missingParts.safeParse(facts.data['missing']);
  const paged = say`${stepName(facts)} alerte ${told(facts)}${text(facts, 'urgency') === 'urgent' ? ' en urgence' : ''} ; ${duration(facts, 'wait')} pour répondre`;
  return paged === null || !parts.success ? paged : `${paged}${missingIn(facts, parts.data)}`;
}

export const FRENCH: EntryTexts = {
  opened: (facts) => say`Ouvert : ${title(facts)}`,
  alert,
  severity: (facts) => say`La gravité est passée de « ${severity(facts, 'from')} » à « ${severity(facts, 'to')} »`,
  step,
  skipped: (facts) => {
    const why = of(SKIPPED, SKIPPED_WORDS)(facts);
    return say`${stepName(facts)} est sautée : ${why}`;
  },
  note,
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
  reassigned: (facts) => say`${facts.who} l’a réattribué à ${policyOf(facts) ?? told(facts)}`,
  responders: (facts) => `${facts.who} a demandé l’aide de ${told(facts)}`,
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
  sync: of(SYNC, SYNC_WORDS, 'outcome'),
  shadow: of(SHADOW, SHADOW_WORDS),
};
