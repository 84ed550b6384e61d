/** All sentences of the responder page. The compiler demands a French version of each English one. */
import type { Language } from '#domain/notify/responder';

const en = {
  severity: { critical: 'Critical', error: 'Error', warning: 'Warning', info: 'Info' },
  state: { open: 'Open', acknowledged: 'Acknowledged', snoozed: 'Snoozed', resolved: 'Resolved' },
  test: 'Test',
  since: (at: string) => `Since ${at}`,
  byHand: 'opened by hand',
  alerts: (firing: number, total: number) => `${firing} of ${total} alerts firing`,
  situation: {
    open: 'Nobody has answered yet.',
    exhausted: 'Nobody has answered, and nobody is left to call.',
    acknowledged: (who: string, at: string) => `${who} has been on it since ${at}.`,
    you: (at: string) => `You have been on it since ${at}.`,
    working: (at: string) => `You have been working on it since ${at}.`,
    confirm: 'Are you still on it? Acknowledge again, or the calls go on.',
    snoozed: (until: string) => `Snoozed until ${until}; then the calls start again.`,
    resolved: (who: string, at: string) => `Resolved by ${who} at ${at}.`,
    resolvedAlone: (at: string) => `Resolved at ${at}.`,
  },
  next: (at: string, what: string) => `If nobody answers, at ${at}: ${what}.`,
  action: {
    acknowledge: 'Acknowledge',
    unacknowledge: 'Give it back',
    resolve: 'Resolve',
    unresolve: 'Open again',
    snooze: 'Snooze',
    escalate: 'Escalate',
    'on-it': 'I’m on it',
    done: 'Done',
  },
  snoozeFor: 'Snooze for',
  snooze: { '30m': '30 minutes', '1h': '1 hour', '4h': '4 hours', '8h': '8 hours' },
  done: {
    acknowledge: 'You have it. The calls have stopped.',
    acknowledgePartly: 'Noted. Others must acknowledge as well, so the calls go on.',
    unacknowledge: 'Given back. The calls start again.',
    resolve: 'Resolved. Thank you.',
    unresolve: 'Open again. The calls start again.',
    snooze: 'Snoozed.',
    escalate: 'The next person is being called.',
    'on-it': 'Noted. Your work on it counts from now.',
    done: 'Noted. Your work on it has ended; the incident stays as it is.',
  },
  nothingToWorkOn: 'it is resolved already.',
  notConcerned: 'this is for people who are paged for the incident, on call for it or in its team.',
  readOnly:
    'You can read this incident. Acting on it is for people who are paged for it, on call for it or in its team.',
  notDone: (reason: string) => `Not done: ${reason}`,
  called: 'Who was called',
  paged: {
    waiting: (at: string) => `waits until ${at}`,
    trying: (at: string) => `on its way since ${at}`,
    reached: (at: string) => `reached at ${at}`,
    failed: (at: string) => `could not be reached (${at})`,
    ended: (at: string) => `called at ${at}`,
  },
  you: 'you',
  moreCalled: (count: number) => `and ${count} more`,
  labels: 'Labels',
  details: 'Details and links',
  history: 'What happened so far',
  refresh: 'Refresh',
  footer: (name: string, zone: string) => `This link belongs to ${name}. Times are in ${zone}.`,
  problem: {
    title: 'This link does not work',
    unknown:
      'It is not complete, or Vigie did not make it. Open the link from the message again, all of it; some programs cut long links.',
    expired: 'The incident was resolved more than 24 hours ago, so its links have ended.',
    forbidden: 'Vigie no longer knows the person it was made for.',
    help: 'You can see your incidents in Grafana, under Vigie.',
  },
};

export type PageTexts = typeof en;

const fr: PageTexts = {
  severity: { critical: 'Critique', error: 'Erreur', warning: 'Avertissement', info: 'Information' },
  state: { open: 'Ouvert', acknowledged: 'Pris en charge', snoozed: 'En pause', resolved: 'Résolu' },
  test: 'Test',
  since: (at) => `Depuis ${at}`,
  byHand: 'ouvert à la main',
  alerts: (firing, total) => `${firing} ${firing > 1 ? 'alertes actives' : 'alerte active'} sur ${total}`,
  situation: {
    open: 'Personne n’a encore répondu.',
    exhausted: 'Personne n’a répondu, et il ne reste personne à alerter.',
    acknowledged: (who, at) => `${who} s’en occupe depuis ${at}.`,
    you: (at) => `Vous vous en occupez depuis ${at}.`,
    working: (at) => `Vous y travaillez depuis ${at}.`,
    confirm: 'Y travaillez-vous encore ? Confirmez, sinon les appels reprennent.',
    snoozed: (until) => `En pause jusqu’à ${until} ; ensuite les appels reprennent.`,
    resolved: (who, at) => `Résolu par ${who} à ${at}.`,
    resolvedAlone: (at) => `Résolu à ${at}.`,
  },
  next: (at, what) => `Sans réponse, à ${at} : ${what}.`,
  action: {
    acknowledge: 'Prendre en charge',
    unacknowledge: 'Annuler la prise en charge',
    resolve: 'Résoudre',
    unresolve: 'Rouvrir',
    snooze: 'Mettre en pause',
    escalate: 'Escalader',
    'on-it': 'J’y travaille',
    done: 'J’ai terminé',
  },
  snoozeFor: 'Pause de',
  snooze: { '30m': '30 minutes', '1h': '1 heure', '4h': '4 heures', '8h': '8 heures' },
  done: {
    acknowledge: 'C’est à vous. Les appels sont arrêtés.',
    acknowledgePartly: 'C’est noté. D’autres personnes doivent aussi prendre en charge : les appels continuent.',
    unacknowledge: 'Prise en charge annulée. Les appels reprennent.',
    resolve: 'Résolu. Merci.',
    unresolve: 'Rouvert. Les appels reprennent.',
    snooze: 'Mis en pause.',
    escalate: 'La personne suivante est alertée.',
    'on-it': 'C’est noté. Votre intervention compte à partir de maintenant.',
    done: 'C’est noté. Votre intervention est terminée ; l’incident reste en l’état.',
  },
  nothingToWorkOn: 'il est déjà résolu.',
  notConcerned:
    'c’est réservé aux personnes alertées pour cet incident, d’astreinte pour lui ou membres de son équipe.',
  readOnly:
    'Vous pouvez lire cet incident. Les actions sont réservées aux personnes alertées ou d’astreinte pour lui, ou membres de son équipe.',
  notDone: (reason) => `Action impossible : ${reason}`,
  called: 'Personnes alertées',
  paged: {
    waiting: (at) => `attend jusqu’à ${at}`,
    trying: (at) => `en cours depuis ${at}`,
    reached: (at) => `joint à ${at}`,
    failed: (at) => `n’a pas pu être joint (${at})`,
    ended: (at) => `alerté à ${at}`,
  },
  you: 'vous',
  moreCalled: (count) => `et ${count} de plus`,
  labels: 'Étiquettes',
  details: 'Détails et liens',
  history: 'Chronologie',
  refresh: 'Actualiser',
  footer: (name, zone) => `Ce lien appartient à ${name}. Heures du fuseau ${zone}.`,
  problem: {
    title: 'Ce lien ne fonctionne pas',
    unknown:
      'Il est incomplet, ou ne vient pas de Vigie. Rouvrez le lien du message, en entier ; certains programmes coupent les longs liens.',
    expired: 'L’incident est résolu depuis plus de 24 heures : ses liens ont expiré.',
    forbidden: 'Vigie ne connaît plus la personne à qui il était destiné.',
    help: 'Vos incidents sont visibles dans Grafana, sous Vigie.',
  },
};

const LANGUAGES: Record<Language, PageTexts> = { en, fr };

export function pageTexts(language: Language): PageTexts {
  return LANGUAGES[language];
}
