/** Holds the texts of the weekly letter about a rota. */
import type { Language } from '#domain/notify/responder';
import { at, from as start, fromTo } from '#domain/notify/render/words/french-time';
import { texts } from '#domain/notify/render/words/texts';
import type { FindingKind } from '#domain/rota/health/model';

interface HealthTexts {
  title(rota: string, count: number): string;
  lead: string;
  score(score: number): string;
  finding(kind: FindingKind, who: string, from: string, to: string): string;
  more(count: number): string;
  why: string;
  /** Of a letter about nothing but what ends. */
  frozenLead: string;
  frozenWhy: string;
}

const en: HealthTexts = {
  title: (rota, count) =>
    count === 1 ? `There is something to do in ${rota}` : `There are ${count} things to do in ${rota}`,
  lead: 'This is what Vigie found in the next four weeks.',
  score: (score) => `Health of the rota: ${score} of 100`,
  finding: (kind, who, from, to) => FINDINGS_EN[kind](who, from, to),
  more: (count) => `… and ${count} more`,
  why: 'You get this letter on Mondays, and only when there is something to do. You can turn it off under your notification settings.',
  frozenLead: 'What was written down when you moved in ends.',
  frozenWhy: 'You get this letter 30 and 7 days before a rota ends that was taken over as overrides.',
};

const FINDINGS_EN: Record<FindingKind, (who: string, from: string, to: string) => string> = {
  gap: (who, from, to) =>
    `Nobody is on call from ${from} to ${to}${who === '' ? '' : `, because ${who} would be and is absent`}`,
  conflict: (who, from, to) => `${who} is on call from ${from} to ${to}, but absent or on call elsewhere`,
  unreachable: (who, from) => `${who} is on call from ${from}, but has no urgent contact method that works`,
  disabled: (who, from) => `${who} is on call from ${from}, but cannot be paged any more`,
  neverOnCall: (who) => `${who} takes part, but is never on call`,
  singlePoint: (who) => `${who} carries more than half of the time`,
  unfair: (who) => `${who} has much more than the others`,
  consecutiveDays: (who, from, to) => `${who} is on call from ${from} to ${to} without a day off`,
  shortNotice: (who, from) => `${who} was given a shift at short notice, on ${from}`,
  calendarStale: () => 'A calendar that the rota reads cannot be read; what it said last still counts',
  calendarUnmatched: (_, from) => `An event of a calendar, on ${from}, names nobody whom Vigie knows`,
  frozenEnd: (_, from) =>
    `It was taken over from another pager as overrides; they end on ${from}, and nobody is on call after that. Give it layers`,
};

const fr: HealthTexts = {
  title: (rota, count) =>
    count === 1 ? `Il y a quelque chose à faire dans ${rota}` : `Il y a ${count} choses à faire dans ${rota}`,
  lead: 'Voici ce que Vigie a trouvé dans les quatre semaines à venir.',
  score: (score) => `Santé du planning : ${score} sur 100`,
  finding: (kind, who, from, to) => FINDINGS_FR[kind](who, from, to),
  more: (count) => `… et ${texts('fr').others(count)}`,
  why: 'Vous recevez cette lettre le lundi, et seulement quand il y a quelque chose à faire. Vous pouvez la désactiver dans vos paramètres de notification.',
  frozenLead: 'Ce qui a été consigné lors de votre arrivée prend fin.',
  frozenWhy: 'Vous recevez cette lettre 30 et 7 jours avant la fin d’un planning repris sous forme de remplacements.',
};

const FINDINGS_FR: Record<FindingKind, (who: string, from: string, to: string) => string> = {
  gap: (who, from, to) =>
    `Personne n’est d’astreinte ${fromTo(from, to)}${who === '' ? '' : `, car ce serait ${who}, qui est en absence`}`,
  conflict: (who, from, to) => `Astreinte ${fromTo(from, to)} pour ${who}, malgré une absence ou un autre tour`,
  unreachable: (who, from) =>
    `Astreinte à partir ${start(from)} pour ${who}, sans moyen de contact urgent qui fonctionne`,
  disabled: (who, from) => `Astreinte à partir ${start(from)} pour ${who}, que Vigie ne peut plus alerter`,
  neverOnCall: (who) => `${who} participe, mais n’a aucun tour`,
  singlePoint: (who) => `${who} assure plus de la moitié du temps`,
  unfair: (who) => `${who} en fait beaucoup plus que les autres`,
  consecutiveDays: (who, from, to) => `Astreinte ${fromTo(from, to)} pour ${who}, sans jour de repos`,
  shortNotice: (who, from) => `Tour d’astreinte attribué tardivement à ${who}, ${at(from)}`,
  calendarStale: () => 'Un agenda dont dépend le planning est illisible ; la dernière lecture reste valable',
  calendarUnmatched: (_, from) => `Un événement d’un agenda, ${at(from)}, ne nomme aucune personne connue de Vigie`,
  frozenEnd: (_, from) =>
    `Il a été repris d’un autre outil sous forme de remplacements ; ils prennent fin ${at(from)}, et personne n’est d’astreinte ensuite. Donnez-lui des couches`,
};

export function healthTexts(language: Language): HealthTexts {
  return language === 'fr' ? fr : en;
}
