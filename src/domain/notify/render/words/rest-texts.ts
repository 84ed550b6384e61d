/** Holds the texts of messages about rest: to the person whose start moved, and to managers. */
import type { Language } from '#domain/notify/responder';
import { HOUR, MINUTE } from '#domain/time/duration';

interface RestTexts {
  title(earliest: string): string;
  lead(earliest: string, hours: string, end: string): string;
  /** One SMS. */
  short(start: string | null, end: string, earliest: string, hours: string): string;
  managerKnows(name: string, at: string): string;
  hours(hours: number, minutes: number): string;
  whenStopped(number: number, at: string): string;
  /** Subject of a message that only asks, and the label of its link. */
  question: string;
  why: string;
  managerTitle(count: number): string;
  managerLine(name: string, earliest: string): string;
}

const en: RestTexts = {
  title: (earliest) => `You may not start before ${earliest}`,
  lead: (earliest, hours, end) => `You may not start before ${earliest}: ${hours} of rest after ${end}.`,
  short: (start, end, earliest, hours) =>
    `${start === null ? `Work until ${end}` : `Work ${start}-${end}`}. No start before ${earliest} (rest ${hours}).`,
  managerKnows: (name, at) => `${name} will know at ${at}.`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  whenStopped: (number, at) => `You answered #${number} at ${at}. When did you stop?`,
  question: 'When did you stop?',
  why: 'Until you answer, Vigie assumes an end shortly after your last command.',
  managerTitle: (count) => (count === 1 ? 'One person starts later' : `${count} people start later`),
  managerLine: (name, earliest) => `${name} starts at ${earliest} at the earliest.`,
};

const fr: RestTexts = {
  title: (earliest) => `Pas de reprise avant ${earliest}`,
  lead: (earliest, hours, end) => `Pas de reprise avant ${earliest} : ${hours} de repos après ${end}.`,
  short: (start, end, earliest, hours) =>
    `${start === null ? `Travail jusqu’à ${end}` : `Travail ${start}-${end}`}. Reprise pas avant ${earliest} (repos ${hours}).`,
  managerKnows: (name, at) => `${name} le saura à ${at}.`,
  hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
  whenStopped: (number, at) => `Vous avez répondu au n° ${number} à ${at}. Quand avez-vous terminé ?`,
  question: 'Quand avez-vous terminé ?',
  why: 'Sans réponse de votre part, Vigie suppose une fin peu après votre dernière action.',
  managerTitle: (count) => (count === 1 ? 'Une reprise décalée' : `${count} reprises décalées`),
  managerLine: (name, earliest) => `${name} reprend au plus tôt à ${earliest}.`,
};

/** @param rest ms */
export function hoursText(language: Language, rest: number): string {
  const minutes = Math.ceil(rest / MINUTE);
  return restTexts(language).hours(Math.floor(minutes / (HOUR / MINUTE)), minutes % (HOUR / MINUTE));
}

export function restTexts(language: Language): RestTexts {
  return language === 'fr' ? fr : en;
}
