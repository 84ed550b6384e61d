/** Holds the texts of messages about duty to come: the programme of a person, and the Monday advice to managers. */
import type { Language } from '#domain/notify/responder';

interface ProgrammeTexts {
  title(until: string): string;
  changed: string;
  lead(unit: string, until: string): string;
  changedLead(unit: string): string;
  span(rota: string, start: string, end: string): string;
  /** After a span. */
  notice(days: number): string;
  reason(reason: string): string;
  gone(rota: string, start: string, end: string): string;
  /** One SMS. */
  short(count: number, rota: string, start: string, end: string): string;
  shortGone(rota: string, start: string): string;
  more(count: number): string;
  hash(hash: string): string;
  adviceTitle(unit: string): string;
  advice(name: string, times: number, until: string): string;
  /** @param people with their hours, at most two */
  couldTake(people: string[]): string;
  person(name: string, hours: number): string;
  adviceWhy: string;
}

const en: ProgrammeTexts = {
  title: (until) => `Your on-call programme until ${until}`,
  changed: 'Your on-call programme has changed',
  lead: (unit, until) => `${unit} has planned you on call until ${until}.`,
  changedLead: (unit) => `What ${unit} told you before no longer holds in full.`,
  span: (rota, start, end) => `${start} – ${end}, ${rota}`,
  notice: (days) => (days === 1 ? 'told 1 day ahead' : `told ${days} days ahead`),
  reason: (reason) => `why so late: ${reason}`,
  gone: (rota, start, end) => `No longer on call: ${start} – ${end}, ${rota}`,
  short: (count, rota, start, end) =>
    count === 1 ? `On call ${start} - ${end}, ${rota}.` : `On call ${count} times, first ${start} - ${end}, ${rota}.`,
  shortGone: (rota, start) => `No longer on call from ${start}, ${rota}.`,
  more: (count) => `and ${count} more in Vigie`,
  hash: (hash) => `Keep this mail: it proves what you were told (${hash}).`,
  adviceTitle: (unit) => `${unit}: who could use a quiet night`,
  advice: (name, times, until) =>
    `${name} began late ${times === 2 ? 'twice' : `${times} times`} last week and is on call until ${until}.`,
  couldTake: (people) => `${people.join(' or ')} could take a night.`,
  person: (name, hours) => `${name} (${hours} h in 12 weeks)`,
  adviceWhy: 'An indication only: Vigie changes nothing by itself and keeps no score.',
};

const fr: ProgrammeTexts = {
  title: (until) => `Votre programme d’astreinte jusqu’au ${until}`,
  changed: 'Votre programme d’astreinte a changé',
  lead: (unit, until) => `${unit} a prévu vos astreintes jusqu’au ${until}.`,
  changedLead: (unit) => `Votre programme communiqué par ${unit} a été modifié.`,
  span: (rota, start, end) => `${start} – ${end}, ${rota}`,
  notice: (days) => (days <= 1 ? `annoncé ${days} jour avant` : `annoncé ${days} jours avant`),
  reason: (reason) => `motif du délai court : ${reason}`,
  gone: (rota, start, end) => `Plus d’astreinte : ${start} – ${end}, ${rota}`,
  short: (count, rota, start, end) =>
    count === 1
      ? `Astreinte ${start} - ${end}, ${rota}.`
      : `${count} astreintes, la première ${start} - ${end}, ${rota}.`,
  shortGone: (rota, start) => `Plus d’astreinte dès ${start}, ${rota}.`,
  more: (count) => `et ${count} de plus dans Vigie`,
  hash: (hash) => `Gardez ce message : il prouve ce qui vous a été communiqué (${hash}).`,
  adviceTitle: (unit) => `${unit} : à qui offrir une nuit calme`,
  advice: (name, times, until) =>
    `${name} a repris plus tard ${times} fois la semaine dernière et reste d’astreinte jusqu’au ${until}.`,
  couldTake: (people) => `${people.join(' ou ')} pourrait prendre une nuit.`,
  person: (name, hours) => `${name} (${hours} h en 12 semaines)`,
  adviceWhy: 'Simple indication : Vigie ne change rien de lui-même et ne note personne.',
};

export function programmeTexts(language: Language): ProgrammeTexts {
  return language === 'fr' ? fr : en;
}
