/** Holds the texts of messages about units: to the person whose start moved, to managers, and to HR. */
import type { Language } from '#domain/notify/responder';
import { de } from '#domain/notify/render/words/french-elision';
import { at as when, plain, until } from '#domain/notify/render/words/french-time';
import { HOUR, MINUTE } from '#domain/time/duration';

interface UnitTexts {
  title(earliest: string): string;
  lead(earliest: string, hours: string, end: string): string;
  /** One SMS. */
  short(start: string | null, end: string, earliest: string, hours: string): string;
  managerKnows(name: string, at: string): string;
  /** @param at null: the planned start is over */
  asPlanned(at: string | null): string;
  asPlannedLead(title: string, instead: string): string;
  hours(hours: number, minutes: number): string;
  whenStopped(number: number, at: string): string;
  /** Subject of a message that only asks, and the label of its link. */
  question: string;
  why: string;
  managerTitle(count: number): string;
  managerLine(name: string, earliest: string): string;
  managerAllAsPlanned(count: number): string;
  managerAsPlanned(name: string, start: string): string;
  hrTitle(name: string, unit: string): string;
  hrLead: string;
  profileTitle(by: string, unit: string): string;
  /** @param hr names; empty: nobody but the person. Managers likewise. */
  profileReaders(unit: string, hr: string, managers: string): string;
  profileObject: string;
  /** @param of null: the reader's own */
  profileEnded(by: string, unit: string, of: string | null): string;
  profileEndedLead: string;
}

const en: UnitTexts = {
  title: (earliest) => `You may not start before ${earliest}`,
  lead: (earliest, hours, end) => `You may not start before ${earliest}: ${hours} of rest after ${end}.`,
  short: (start, end, earliest, hours) =>
    `${start === null ? `Work until ${end}` : `Work ${start}-${end}`}. No start before ${earliest} (rest ${hours}).`,
  managerKnows: (name, at) => `${name} will know at ${at}.`,
  asPlanned: (at) => (at === null ? 'You may start now' : `You may start as planned, at ${at}`),
  asPlannedLead: (title, instead) => `${title}: the later start at ${instead} no longer applies.`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  whenStopped: (number, at) => `You answered #${number} at ${at}. When did you stop?`,
  question: 'When did you stop?',
  why: 'Until you answer, Vigie assumes an end shortly after your last command.',
  managerTitle: (count) => (count === 1 ? 'One person starts later' : `${count} people start later`),
  hrTitle: (name, unit) => `${name} has named themselves HR of ${unit}`,
  hrLead:
    'They are an Admin, and now read working time, rules and pay of the unit. If this was not agreed, ask them why.',
  profileTitle: (by, unit) => `${by} gave you a work profile in ${unit}`,
  profileReaders: (unit, hr, managers) =>
    `From now on ${hr === '' ? `HR of ${unit}` : `HR of ${unit} (${hr})`} reads your calls, rests, hours, findings and monthly documents, and what is paid for them${managers === '' ? '' : `; managers (${managers}) read the same without pay`}. You read all of it in Vigie, under Me. Rest rules of the unit decide when you are paged.`,
  profileObject:
    'If this is not your employer’s unit, or something is wrong, tell HR, or an Admin of Vigie, who can end it. You have the right to object, and to turn to the data protection authority (in France the CNIL).',
  profileEnded: (by, unit, of) =>
    `${by} ended ${of === null ? 'your work profile' : `the work profile of ${of}`} in ${unit}`,
  profileEndedLead:
    'From today on nothing more is counted for it. What was recorded before stays for the years that the unit keeps records.',
  managerLine: (name, earliest) => `${name} starts at ${earliest} at the earliest.`,
  managerAllAsPlanned: (count) => (count === 1 ? 'One person starts as planned' : `${count} people start as planned`),
  managerAsPlanned: (name, start) => `${name} may start as planned, at ${start}.`,
};

const fr: UnitTexts = {
  title: (earliest) => `Pas de reprise avant ${plain(earliest)}`,
  lead: (earliest, hours, end) => `Pas de reprise avant ${plain(earliest)} : ${hours} de repos après ${plain(end)}.`,
  short: (start, end, earliest, hours) =>
    `${start === null ? `Travail ${until(end)}` : `Travail ${start}-${end}`}. Pas de reprise avant ${plain(earliest)} (repos ${hours}).`,
  managerKnows: (name, at) => `${name} en aura connaissance ${when(at)}.`,
  asPlanned: (at) =>
    at === null ? 'Vous pouvez reprendre dès maintenant' : `Vous pouvez reprendre comme prévu, ${when(at)}`,
  asPlannedLead: (title, instead) => `${title} : la reprise décalée ${when(instead)} ne s’applique plus.`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  whenStopped: (number, at) => `Vous avez répondu au n° ${number} ${when(at)}. Quand avez-vous terminé ?`,
  question: 'Quand avez-vous terminé ?',
  why: 'Sans réponse de votre part, Vigie suppose une fin peu après votre dernière action.',
  managerTitle: (count) => (count === 1 ? 'Une personne reprend plus tard' : `${count} personnes reprennent plus tard`),
  hrTitle: (name, unit) => `${name} a pris le rôle de RH ${de(unit)}`,
  hrLead:
    'Cette personne, qui a le rôle Admin, peut désormais consulter les temps de travail, les règles et la paie de l’établissement. Si cela n’était pas convenu, demandez-lui pourquoi.',
  profileTitle: (by, unit) => `${by} vous a attribué un profil de travail dans ${unit}`,
  profileReaders: (unit, hr, managers) =>
    `Désormais, ${hr === '' ? `les RH ${de(unit)}` : `les RH ${de(unit)} (${hr})`} consultent vos interventions, repos, heures, constats et documents mensuels, ainsi que leur paiement${managers === '' ? '' : ` ; les responsables (${managers}) consultent les mêmes données, sauf la paie`}. Vous retrouvez tout dans Vigie, à la page Moi. Les règles de repos de l’établissement déterminent quand Vigie vous alerte.`,
  profileObject:
    'S’il ne s’agit pas de l’établissement de votre employeur, ou si quelque chose est inexact, adressez-vous aux RH ou à un administrateur de Vigie, qui peut y mettre fin. Vous pouvez vous y opposer et saisir la CNIL.',
  profileEnded: (by, unit, of) =>
    `${by} a mis fin ${of === null ? 'à votre profil de travail' : `au profil de travail ${de(of)}`} dans ${unit}`,
  profileEndedLead:
    'À partir d’aujourd’hui, plus rien n’est compté à ce titre. Ce qui a été enregistré auparavant est conservé pendant la durée prévue par l’établissement.',
  managerLine: (name, earliest) => `${name} reprend au plus tôt ${when(earliest)}.`,
  managerAllAsPlanned: (count) =>
    count === 1 ? 'Une personne reprend comme prévu' : `${count} personnes reprennent comme prévu`,
  managerAsPlanned: (name, start) => `${name} peut reprendre comme prévu, ${when(start)}.`,
};

/** @param rest ms */
export function hoursText(language: Language, rest: number): string {
  const minutes = Math.ceil(rest / MINUTE);
  return restTexts(language).hours(Math.floor(minutes / (HOUR / MINUTE)), minutes % (HOUR / MINUTE));
}

export function restTexts(language: Language): UnitTexts {
  return language === 'fr' ? fr : en;
}
