/** The words of the document of a review, in both languages. */
import type { Language } from '#domain/notify/responder';

const en = {
  title: (number: number, title: string) => `Review of incident #${number}: ${title}`,
  draft: 'Draft',
  completed: (by: string, at: string) => `Completed by ${by}, ${at}`,
  severity: 'Severity',
  opened: 'Opened',
  resolved: 'Resolved',
  open: 'not resolved yet',
  incident: 'Incident',
  impact: 'Impact',
  cause: 'Cause',
  wentWell: 'What went well',
  timeline: 'Timeline',
  actions: 'Actions',
  noActions: 'None.',
  action: 'Action',
  owner: 'Owner',
  due: 'Due',
  state: 'State',
  done: 'done',
  toDo: 'open',
  nobody: 'nobody yet',
  time: 'Time',
  what: 'What happened',
};

export type ReviewTexts = typeof en;

const fr: ReviewTexts = {
  title: (number, title) => `Revue de l’incident n° ${number} : ${title}`,
  draft: 'Brouillon',
  completed: (by, at) => `Terminée par ${by}, ${at}`,
  severity: 'Gravité',
  opened: 'Ouvert',
  resolved: 'Résolu',
  open: 'pas encore résolu',
  incident: 'Incident',
  impact: 'Conséquences',
  cause: 'Cause',
  wentWell: 'Ce qui a bien marché',
  timeline: 'Chronologie',
  actions: 'Actions',
  noActions: 'Aucune.',
  action: 'Action',
  owner: 'Attribuée à',
  due: 'Échéance',
  state: 'État',
  done: 'faite',
  toDo: 'à faire',
  nobody: 'personne encore',
  time: 'Heure',
  what: 'Ce qui s’est passé',
};

export const REVIEW_TEXTS: Record<Language, ReviewTexts> = { en, fr };
