/** Holds the texts of messages about a month of on-call duty: its document is ready, or closed. */
import { ofMonth } from '#domain/labour/document/written';
import type { Language } from '#domain/notify/responder';

interface StatementTexts {
  ready(month: string): string;
  readyLead(month: string, date: string): string;
  closed(month: string): string;
  closedLead(month: string): string;
  reason(text: string): string;
  look: string;
  what(unit: string): string;
  hash(sha256: string): string;
}

const en: StatementTexts = {
  ready: (month) => `Your ${month} hours are ready`,
  readyLead: (month, date) => `Your ${month} hours are ready. Please have a look before ${date}.`,
  closed: (month) => `Your ${month} hours are closed`,
  closedLead: (month) => `Your ${month} hours are closed. They do not change any more.`,
  reason: (text) => `Reason given: ${text}`,
  look: 'Look at your hours',
  what: (unit) =>
    `The document lists your on-call duty at ${unit}, what it gives you, and your interventions. You can accept it there, or say what is wrong.`,
  hash: (sha256) => `Keep this message: it proves what you were told (${sha256}).`,
};

const fr: StatementTexts = {
  ready: (month) => `Vos heures ${ofMonth(month)} sont prêtes`,
  readyLead: (month, date) => `Vos heures ${ofMonth(month)} sont prêtes. Merci de les relire avant le ${date}.`,
  closed: (month) => `Vos heures ${ofMonth(month)} sont clôturées`,
  closedLead: (month) => `Vos heures ${ofMonth(month)} sont clôturées. Elles ne changent plus.`,
  reason: (text) => `Motif indiqué : ${text}`,
  look: 'Voir mes heures',
  what: (unit) =>
    `Le document récapitule vos astreintes pour ${unit}, leurs contreparties et vos interventions. Vous pouvez l’accepter ou signaler une erreur.`,
  hash: (sha256) => `Gardez ce message : il prouve ce qui vous a été communiqué (${sha256}).`,
};

export function statementTexts(language: Language): StatementTexts {
  return language === 'fr' ? fr : en;
}
