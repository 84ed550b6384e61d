/** Holds the texts of messages about units: to the person whose start moved, to managers, and to HR. */
import type { Language } from '#domain/notify/responder';
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
  managerLine: (name, earliest) => `${name} starts at ${earliest} at the earliest.`,
  managerAllAsPlanned: (count) => (count === 1 ? 'One person starts as planned' : `${count} people start as planned`),
  managerAsPlanned: (name, start) => `${name} may start as planned, at ${start}.`,
};

const fr: UnitTexts = {
  title: (earliest) => `Pas de reprise avant ${plain(earliest)}`,
  lead: (earliest, hours, end) => `Pas de reprise avant ${plain(earliest)} : ${hours} de repos après ${plain(end)}.`,
  short: (start, end, earliest, hours) =>
    `${start === null ? `Travail ${until(end)}` : `Travail ${start}-${end}`}. Pas de reprise avant ${plain(earliest)} (repos ${hours}).`,
  managerKnows: (name, at) => `${name} le saura ${when(at)}.`,
  asPlanned: (at) =>
    at === null ? 'Vous pouvez reprendre dès maintenant' : `Vous pouvez reprendre comme prévu, ${when(at)}`,
  asPlannedLead: (title, instead) => `${title} : la reprise décalée ${when(instead)} ne s’applique plus.`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  whenStopped: (number, at) => `Vous avez répondu au n° ${number} ${when(at)}. Quand avez-vous terminé ?`,
  question: 'Quand avez-vous terminé ?',
  why: 'Sans réponse de votre part, Vigie suppose une fin peu après votre dernière action.',
  managerTitle: (count) => (count === 1 ? 'Une reprise décalée' : `${count} reprises décalées`),
  hrTitle: (name, unit) => `${name} a pris le rôle de RH de ${unit}`,
  hrLead:
    'Cette personne, qui a le rôle Admin, peut désormais consulter les temps de travail, les règles et la paie de l’établissement. Si cela n’était pas convenu, demandez-lui pourquoi.',
  managerLine: (name, earliest) => `${name} reprend au plus tôt ${when(earliest)}.`,
  managerAllAsPlanned: (count) => (count === 1 ? 'Une reprise comme prévu' : `${count} reprises comme prévu`),
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
