/** Defines figures in French. `{sleep}` stands for the hours of sleep, as in English. */
import type { Figure, FigureKey } from '#domain/insight/figure';
import { hoursText } from '#domain/insight/settings';
import type { InsightSettings } from '#domain/insight/settings';

const TO_PAGE = 'entre l’ouverture d’un incident et le premier envoi accepté par un fournisseur';
const TO_ANSWER = 'entre le premier envoi accepté et la première réponse d’une personne';
const TO_RESOLVE = 'entre l’ouverture d’un incident et sa résolution';
const TO_SEND = 'entre la planification d’un envoi et la tentative acceptée par le fournisseur';

const DEFINITIONS: Readonly<Record<FigureKey, string>> = {
  incidents: 'Incidents ouverts pendant la période.',
  paged: 'Incidents pour lesquels un appel a été tenté.',
  'timeToPage.mean': `Délai moyen ${TO_PAGE}.`,
  'timeToPage.median': `Délai médian ${TO_PAGE}.`,
  'timeToPage.p90': `Délai que 90 % n’ont pas dépassé, ${TO_PAGE}.`,
  answered: 'Incidents auxquels une personne a répondu, parmi ceux qui ont alerté quelqu’un.',
  'timeToAnswer.mean': `Délai moyen ${TO_ANSWER}.`,
  'timeToAnswer.median': `Délai médian ${TO_ANSWER}.`,
  'timeToAnswer.p90': `Délai que 90 % n’ont pas dépassé, ${TO_ANSWER}.`,
  'timeToResolve.mean': `Délai moyen ${TO_RESOLVE}.`,
  'timeToResolve.median': `Délai médian ${TO_RESOLVE}.`,
  'timeToResolve.p90': `Délai que 90 % n’ont pas dépassé, ${TO_RESOLVE}.`,
  snoozed: 'Temps moyen de mise en pause des incidents résolus.',
  selfHealed: 'Incidents que leur source a résolus avant toute réponse.',
  'selfHealed.share': 'Incidents que leur source a résolus avant toute réponse, parmi tous.',
  escalationLoss:
    'Passages à une étape restés sans réponse avant l’étape suivante, parmi ceux qui ont alerté quelqu’un.',
  coverage: 'Temps pendant lequel quelqu’un était d’astreinte, sur le temps où quelqu’un doit l’être.',
  interruptions: 'Appels sonores à une personne, acceptés ; ceux des 60 s qui suivent le premier n’en font qu’un.',
  'interruptions.work':
    'Interruptions pendant les heures de travail : du lundi au vendredi, 08:00–18:00 dans le fuseau de la personne, hors jours fériés.',
  'interruptions.off':
    'Interruptions hors des heures de travail (du lundi au vendredi, 08:00–18:00) et des heures de sommeil ({sleep}).',
  'interruptions.sleep':
    'Interruptions pendant les heures de sommeil : {sleep} dans le fuseau de la personne, tous les jours.',
  brokenNights: 'Nuits ({sleep}) d’une personne avec une interruption du sommeil.',
  'brokenNights.series': 'Le plus grand nombre de nuits interrompues ({sleep}) d’affilée.',
  disruptedHours: 'Heures d’horloge distinctes d’une personne avec une interruption.',
  effort: 'Travail saisi comme intervention, trajet compris, et estimation là où rien n’est saisi.',
  'effort.estimated': 'Part estimée du temps d’intervention : de la réponse à la résolution, 4 h au plus.',
  duty: 'Temps d’astreinte ; le temps passé sur plusieurs plannings à la fois compte une fois.',
  'duty.night': 'Temps d’astreinte pendant les heures de sommeil ({sleep}) des jours de semaine ordinaires.',
  'duty.weekend': 'Temps d’astreinte les samedis et dimanches.',
  'duty.holiday': 'Temps d’astreinte les jours fériés.',
  loadPerShift: 'Incidents qui ont alerté une personne d’astreinte, par 12 heures d’astreinte ; 2 font un tour plein.',
  points:
    'Heures d’astreinte × 1 (jour), 1,25 (de 18:00 au sommeil), 1,5 (sommeil, {sleep}), 2 (week-end) ou 3 (jour férié), et par interruption 3 (sommeil), 1,5 (temps libre) ou 0,5 (travail).',
  'fairness.hours': 'Indice de Jain du temps d’astreinte par jour de présence ; 1 signifie parfaitement égal.',
  'fairness.hours.pairs':
    'Moyenne, sur toutes les paires, du plus petit temps d’astreinte par jour de présence divisé par le plus grand.',
  'fairness.points': 'Indice de Jain des points par jour de présence ; 1 signifie parfaitement égal.',
  'fairness.points.pairs':
    'Moyenne, sur toutes les paires, du plus petit nombre de points par jour de présence divisé par le plus grand.',
  nothingDone: 'Incidents ayant alerté quelqu’un, avec une réponse en moins de 1 min et rien de plus ensuite.',
  repeats: 'Incidents ouverts dans les 7 jours qui suivent le précédent de la même alerte.',
  useless:
    'Incidents jugés dont plus de la moitié des avis sont « rien à faire », « pas pour nous » ou « fausse alerte ».',
  notOurs: 'Incidents jugés dont plus de la moitié des avis sont « pas pour nous ».',
  sleepCost: 'Interruptions du sommeil ({sleep}) commencées par l’appel de l’alerte.',
  firstTry: 'Envois d’appels acceptés à la première tentative, parmi ceux qui ont été tentés.',
  failovers: 'Appels arrivés par un autre envoi après l’échec d’un premier.',
  'timeToSend.mean': `Délai moyen ${TO_SEND}.`,
  'timeToSend.median': `Délai médian ${TO_SEND}.`,
  'timeToSend.p90': `Délai que 90 % n’ont pas dépassé, ${TO_SEND}.`,
};

/** The figures with definitions in French, as the settings make them. */
export function inFrench(figures: readonly Figure[], { sleep }: Pick<InsightSettings, 'sleep'>): Figure[] {
  return figures.map((one) => ({ ...one, definition: DEFINITIONS[one.key].replaceAll('{sleep}', hoursText(sleep)) }));
}
