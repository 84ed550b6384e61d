/** Holds the texts of the monthly document, in English and French. */
import { ofMonth } from '#domain/labour/document/written';
import type { UnitLanguage } from '#domain/labour/facts/unit';
import type { DutyLevel } from '#domain/labour/facts/level';
import type { RuleKind } from '#domain/labour/pack';

export interface DocumentTexts {
  title(month: string): string;
  unit(name: string): string;
  payrollId(id: string): string;
  provisional(at: string): string;
  closed(at: string, by: string): string;
  alone: string;
  reason(text: string): string;
  duties: string;
  hours: string;
  pay: string;
  interventions: string;
  rests: string;
  notices: string;
  findings: string;
  corrections: string;
  correctionOf(month: string): string;
  correctionLead: string;
  /** Of the month and its corrections. */
  totalWith(sum: string): string;
  none: string;
  columns: {
    start: string;
    end: string;
    duration: string;
    rota: string;
    level: string;
    kind: string;
    code: string;
    text: string;
    quantity: string;
    rate: string;
    amount: string;
    travel: string;
    incident: string;
    confirmed: string;
    rule: string;
    since: string;
    owed: string;
    given: string;
    told: string;
    reason: string;
    severity: string;
    measured: string;
    limit: string;
  };
  levels: Readonly<Record<DutyLevel, string>>;
  kinds: {
    weekday: string;
    saturday: string;
    sunday: string;
    holiday: string;
    onCall: string;
    night: string;
    intervention: string;
    travel: string;
    lostToRest: string;
  };
  totalDuty: string;
  totalPay: string;
  byPayroll: string;
  /** Counts interventions that no overtime rate is on top of. */
  noSupplement: string;
  paid: string;
  unpaid: string;
  perHour(rate: string): string;
  perTurn(rate: string): string;
  turns(count: string): string;
  restEarned(time: string): string;
  restGiven(time: string): string;
  restComplete: string;
  owedTotal(time: string): string;
  overtimeLead: string;
  yes: string;
  assumed: string;
  notTold: string;
  rules: Readonly<Record<RuleKind, string>>;
  severities: Readonly<Record<'note' | 'check' | 'outside', string>>;
  days(count: string): string;
  /** Of duty that began before anybody told it. */
  neverTold: string;
  pack(id: string, from: string): string;
  agreement(text: string): string;
  noRules: string;
  indicative: string;
  hash: string;
}

const en: DocumentTexts = {
  title: (month) => `On-call duty and interventions, ${month}`,
  unit: (name) => `Unit: ${name}`,
  payrollId: (id) => `Payroll number: ${id}`,
  provisional: (at) => `Provisional, as of ${at}. It may change until HR closes the month.`,
  closed: (at, by) => `Closed on ${at} by ${by}. It does not change any more.`,
  alone: 'By themselves: no second person.',
  reason: (text) => `Reason given: ${text}`,
  duties: 'On-call duty',
  hours: 'Hours',
  pay: 'Compensation',
  interventions: 'Interventions',
  rests: 'Rest',
  notices: 'Duty told at short notice',
  findings: 'Indicative check',
  corrections: 'Corrections of closed months',
  correctionOf: (month) => `Correction of ${month}`,
  correctionLead: 'What is computed today less what was closed then.',
  totalWith: (sum) => `Total with corrections: ${sum}`,
  none: 'None.',
  columns: {
    ...{ start: 'Start', end: 'End', duration: 'Duration', rota: 'Rota', level: 'Level', kind: 'Kind' },
    ...{
      code: 'Code',
      text: 'What for',
      quantity: 'Quantity',
      rate: 'Rate',
      amount: 'Amount',
      travel: 'of which travel',
    },
    ...{ incident: 'Incident', confirmed: 'Confirmation', rule: 'Rule', since: 'Start of work', owed: 'Rest owed' },
    ...{
      given: 'Given later',
      told: 'Told',
      reason: 'Reason',
      severity: 'Result',
      measured: 'Measured',
      limit: 'Limit',
    },
  },
  levels: { primary: 'primary', backup: 'backup' },
  kinds: {
    weekday: 'On call, Monday to Friday',
    saturday: 'On call, Saturday',
    sunday: 'On call, Sunday',
    holiday: 'On call, public holiday',
    onCall: 'Total on call, without ordinary hours and interventions',
    night: 'of which at night',
    intervention: 'Interventions outside ordinary hours, with travel',
    travel: 'of which travel',
    lostToRest: 'Ordinary hours covered by rest',
  },
  totalDuty: 'Total duty, ordinary hours included',
  totalPay: 'Total compensation of on-call duty',
  byPayroll: 'by payroll',
  noSupplement: 'no supplement',
  paid: 'paid',
  unpaid: 'unpaid',
  perHour: (rate) => `${rate} an hour`,
  perTurn: (rate) => `${rate} a turn`,
  turns: (count) => `${count} turns`,
  restEarned: (time) => `${time} of rest`,
  restGiven: (time) => `Rest covered ${time} of ordinary hours.`,
  restComplete: 'Rest covered no ordinary hours.',
  owedTotal: (time) => `Rest still owed: ${time}.`,
  overtimeLead:
    'Interventions are counted by civil weeks, in the month in which the week ends. Payroll computes their amounts.',
  yes: 'confirmed',
  assumed: 'assumed',
  notTold: 'not yet',
  rules: {
    notice: 'Notice of duty',
    compensation: 'Duty without compensation',
    restDaily: 'Daily rest',
    restWeekly: 'Weekly rest',
    hoursDaily: 'Daily hours',
    hoursWeekly: 'Weekly hours',
    hoursAverage: 'Average weekly hours',
    eligible: 'Availability for duty',
    record: 'Unconfirmed intervention',
    document: 'Monthly document',
  },
  severities: { note: 'note', check: 'check', outside: 'outside the rule' },
  days: (count) => `${count} days`,
  neverTold: 'not told',
  pack: (id, from) => `Rules: ${id}, from ${from}.`,
  agreement: (text) => (/^agreement\b/i.test(text) ? `${text}.` : `Agreement: ${text}.`),
  noRules: 'No rules were in force.',
  indicative: 'Indicative check, not legal advice.',
  hash: 'SHA-256 of the data behind this document:',
};

const fr: DocumentTexts = {
  title: (month) => `Astreintes et interventions, ${month}`,
  unit: (name) => `Établissement : ${name}`,
  payrollId: (id) => `Matricule : ${id}`,
  provisional: (at) => `Provisoire, établi le ${at}. Peut changer jusqu’à la clôture du mois par les RH.`,
  closed: (at, by) => `Clôturé le ${at} par ${by}. Ne change plus.`,
  alone: 'Par la personne elle-même : pas de seconde personne.',
  reason: (text) => `Motif indiqué : ${text}`,
  duties: 'Astreintes',
  hours: 'Heures',
  pay: 'Contreparties',
  interventions: 'Interventions',
  rests: 'Repos',
  notices: 'Astreintes communiquées hors délai',
  findings: 'Contrôle indicatif',
  corrections: 'Corrections de mois clôturés',
  correctionOf: (month) => `Correction ${ofMonth(month)}`,
  correctionLead: 'Ce qui est calculé aujourd’hui, moins ce qui avait été clôturé.',
  totalWith: (sum) => `Total avec les corrections : ${sum}`,
  none: 'Aucune.',
  columns: {
    ...{ start: 'Début', end: 'Fin', duration: 'Durée', rota: 'Planning', level: 'Niveau', kind: 'Nature' },
    ...{ code: 'Code', text: 'Libellé', quantity: 'Quantité', rate: 'Taux', amount: 'Montant', travel: 'dont trajet' },
    ...{ incident: 'Incident', confirmed: 'Confirmation', rule: 'Règle', since: 'Reprise', owed: 'Repos dû' },
    ...{
      given: 'Donné depuis',
      told: 'Communiqué',
      reason: 'Motif',
      severity: 'Constat',
      measured: 'Mesuré',
      limit: 'Seuil',
    },
  },
  levels: { primary: 'principale', backup: 'de secours' },
  kinds: {
    weekday: 'Astreinte, du lundi au vendredi',
    saturday: 'Astreinte, samedi',
    sunday: 'Astreinte, dimanche',
    holiday: 'Astreinte, jour férié',
    onCall: 'Total d’astreinte, hors horaire habituel et interventions',
    night: 'dont de nuit',
    intervention: 'Interventions hors horaire habituel, trajet compris',
    travel: 'dont trajet',
    lostToRest: 'Heures habituelles couvertes par le repos',
  },
  totalDuty: 'Total des périodes, horaire habituel compris',
  totalPay: 'Total des contreparties d’astreinte',
  byPayroll: 'par la paie',
  noSupplement: 'sans majoration',
  paid: 'payées',
  unpaid: 'non payées',
  perHour: (rate) => `${rate} l’heure`,
  perTurn: (rate) => `${rate} le tour`,
  turns: (count) => `${count} tour(s)`,
  restEarned: (time) => `${time} de repos`,
  restGiven: (time) => `Le repos a couvert ${time} d’horaire habituel.`,
  restComplete: 'Le repos n’a couvert aucune heure habituelle.',
  owedTotal: (time) => `Repos restant dû : ${time}.`,
  overtimeLead:
    'Les interventions sont décomptées par semaine civile, dans le mois où la semaine se termine. La paie calcule leurs montants.',
  yes: 'confirmée',
  assumed: 'supposée',
  notTold: 'pas encore',
  rules: {
    notice: 'Délai de prévenance',
    compensation: 'Astreinte sans contrepartie',
    restDaily: 'Repos quotidien',
    restWeekly: 'Repos hebdomadaire',
    hoursDaily: 'Durée quotidienne du travail',
    hoursWeekly: 'Durée hebdomadaire du travail',
    hoursAverage: 'Durée hebdomadaire moyenne',
    eligible: 'Disponibilité pour l’astreinte',
    record: 'Intervention non confirmée',
    document: 'Document mensuel',
  },
  severities: { note: 'à noter', check: 'à vérifier', outside: 'hors règle' },
  days: (count) => `${count} jours`,
  neverTold: 'non communiquée',
  pack: (id, from) => `Jeu de règles : ${id}, depuis le ${from}.`,
  agreement: (text) => (/^accord\b/i.test(text) ? `${text}.` : `Accord : ${text}.`),
  noRules: 'Aucune règle n’était en vigueur.',
  indicative: 'Contrôle indicatif, sans valeur de conseil juridique.',
  hash: 'SHA-256 des données de ce document :',
};

export const DOCUMENT_TEXTS: Readonly<Record<UnitLanguage, DocumentTexts>> = { en, fr };
