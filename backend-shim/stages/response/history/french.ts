/** Says in French what happened to an incident. */
import { missingParts } from '#contract/reasons/timeline';
import { de } from '#domain/notify/render/words/french-elision';
import { asked, duration, number, policyOf, say, severity, text, title } from './facts.ts';
import type { EntryTexts, HistoryFacts } from './facts.ts';
import { byReason } from './by-reason.ts';
import { FRENCH_REASONS, endedWord, missingIn, stepName, told } from './french-reasons.ts';
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

const REASONS = byReason(FRENCH_REASONS);

export const FRENCH: EntryTexts = {
  ...REASONS,
  opened: (facts) => say`Ouvert : ${title(facts)}`,
  alert,
  severity: (facts) => say`La gravité est passée de « ${severity(facts, 'from')} » à « ${severity(facts, 'to')} »`,
  step,
  skipped: (facts) => {
    const why = REASONS.skipped(facts);
    return say`${stepName(facts)} est sautée : ${why}`;
  },
  note,
  repeat: (facts) =>
    say`Personne n’a répondu : les étapes recommencent (passage ${number(facts, 'pass')} sur ${number(facts, 'passes')})`,
  unreachable: (facts) =>
    facts.data['waited'] === undefined && facts.data['paused'] === undefined
      ? say`${stepName(facts)} n’a joint personne, tous les envois ont échoué : passage immédiat à la suite`
      : say`${stepName(facts)} n’a joint personne, tous les envois ont échoué`,
  acknowledged,
  review: () => 'La revue est terminée',
  snoozed: (facts) => say`${facts.who} l’a mis en pause pendant ${duration(facts, 'for')}`,
  woken: ({ who, data }) =>
    data['undone'] === true
      ? `${who} a annulé la pause`
      : who === ''
        ? 'La pause est terminée : l’escalade reprend à l’étape 1'
        : `${who} a mis fin à la pause : l’escalade reprend à l’étape 1`,
  escalated: ({ who }) => `${who} l’a escaladé`,
  reassigned: (facts) => say`${facts.who} l’a réattribué à ${policyOf(facts) ?? told(facts)}`,
  responders: (facts) => `${facts.who} a demandé l’aide ${de(told(facts))}`,
  merged: (facts) =>
    facts.data['into']
      ? say`${facts.who} l’a fusionné avec le n° ${number(facts, 'number')}`
      : say`${facts.who} a fusionné le n° ${number(facts, 'number')} avec celui-ci`,
  confirm: (facts) =>
    facts.data['confirmed']
      ? `${facts.who} s’en occupe toujours`
      : say`Vigie demande à ${asked(facts)} si c’est toujours en cours ; 5 minutes pour répondre`,
  held: (facts) =>
    text(facts, 'reason') === null
      ? 'Une maintenance suspend les sollicitations ; si l’incident est encore ouvert à la fin, l’escalade commence à l’étape 1'
      : REASONS.held(facts),
  flapping: (facts) =>
    say`L’incident s’est rouvert ${number(facts, 'reopens')} fois en une heure : il est résolu si tout reste calme pendant ${duration(facts, 'delay')}`,
};
