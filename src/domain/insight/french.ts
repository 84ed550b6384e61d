/** Defines figures in French. `{sleep}` stands for the hours of sleep, as in English. */
import type { Figure, FigureKey } from '#domain/insight/figure';
import { hoursText } from '#domain/figures/settings';
import type { InsightSettings } from '#domain/figures/settings';

const TO_PAGE = 'entre l’ouverture d’un incident et le premier envoi accepté par un fournisseur';
const TO_ANSWER = 'entre le premier envoi accepté et la première réponse d’une personne';
const TO_RESOLVE = 'entre l’ouverture d’un incident et sa résolution';
const TO_SEND = 'entre la planification d’un envoi et la tentative acceptée par le fournisseur';

const DEFINITIONS: Readonly<Record<FigureKey, string>> = {
  incidents: 'Incidents ouverts pendant la période.',
  paged: 'Incidents pour lesquels Vigie a tenté de joindre quelqu’un.',
  'timeToPage.mean': `Délai moyen ${TO_PAGE}.`,
  'timeToPage.median': `Délai médian ${TO_PAGE}.`,
  'timeToPage.p90': `Délai que 90 % n’ont pas dépassé, ${TO_PAGE}.`,
  answered:
    'Incidents auxquels une personne a répondu, parmi ceux qui ont alerté quelqu’un. Pour soi : ceux auxquels on a répondu en premier, parmi ceux pour lesquels on a été alerté.',
  'timeToAnswer.mean': `Délai moyen ${TO_ANSWER}.`,
  'timeToAnswer.median': `Délai médian ${TO_ANSWER}.`,
  'timeToAnswer.p90': `Délai que 90 % n’ont pas dépassé, ${TO_ANSWER}.`,
  'timeToResolve.mean': `Délai moyen ${TO_RESOLVE}.`,
  'timeToResolve.median': `Délai médian ${TO_RESOLVE}.`,
  'timeToResolve.p90': `Délai que 90 % n’ont pas dépassé, ${TO_RESOLVE}.`,
  snoozed: 'Temps moyen de mise en pause des incidents résolus.',
  selfHealed: 'Incidents que leur source a résolus avant toute réponse.',
  'selfHealed.share': 'Incidents que leur source a résolus avant toute réponse, parmi tous.',
  'selfHealed.before':
    'Incidents que leur source a résolus avant l’arrivée d’une sollicitation : personne n’avait été prévenu.',
  'selfHealed.after': 'Incidents que leur source a résolus après l’arrivée d’une sollicitation et avant toute réponse.',
  missed:
    'Incidents qui ont alerté quelqu’un, ou dont la politique est allée au bout de ses étapes, et auxquels personne n’a répondu jusque-là, ou pas du tout jusqu’à leur fin.',
  'missed.exhausted':
    'Parmi les incidents manqués, ceux dont la politique est allée au bout de ses étapes avant toute réponse.',
  escalationLoss:
    'Passages à une étape restés sans réponse avant l’étape suivante, parmi ceux qui ont alerté quelqu’un.',
  coverage: 'Temps pendant lequel quelqu’un était d’astreinte, sur le temps où quelqu’un doit l’être.',
  interruptions:
    'Sollicitations qui ont sonné chez une personne : alertes par SMS, téléphone ou notification, et nouvelles par ces moyens pendant les heures de sommeil ; celles des 60 s qui suivent la première n’en font qu’une.',
  'interruptions.work':
    'Interruptions pendant les heures de travail : du lundi au vendredi, 08:00–18:00 dans le fuseau de la personne, sauf astreinte sur un planning dont c’est un jour férié.',
  'interruptions.off':
    'Interruptions hors des heures de travail (du lundi au vendredi, 08:00–18:00) et des heures de sommeil ({sleep}).',
  'interruptions.sleep':
    'Interruptions pendant les heures de sommeil : {sleep} dans le fuseau de la personne, tous les jours.',
  brokenNights:
    'Nuits ({sleep}) d’une personne avec une interruption du sommeil, chacune comptée dans la période de la première.',
  'brokenNights.series': 'Le plus grand nombre de nuits interrompues ({sleep}) d’affilée.',
  disruptedHours:
    'Heures d’horloge distinctes d’une personne avec une interruption, chacune comptée dans la période de la première.',
  effort:
    'Travail saisi comme intervention, trajet compris, et estimation là où rien n’est saisi ; chaque travail compte là où il a commencé.',
  'effort.estimated': 'Part estimée du temps d’intervention : de la réponse à la résolution, 4 h au plus.',
  duty: 'Temps d’astreinte ; le temps passé sur plusieurs plannings à la fois compte une fois.',
  'duty.night':
    'Temps d’astreinte pendant les heures de sommeil ({sleep}) des jours de semaine qui ne sont pas fériés pour le planning.',
  'duty.weekend': 'Temps d’astreinte les samedis et dimanches, jours fériés compris.',
  'duty.holiday': 'Temps d’astreinte les jours fériés du planning, y compris le week-end.',
  loadPerShift:
    'Incidents dont les sollicitations ont sonné chez une personne d’astreinte, par 12 heures d’astreinte ; 2 font un tour plein.',
  points:
    'Heures d’astreinte × 1 (jour), 1,25 (de 18:00 au sommeil), 1,5 (sommeil, {sleep}), 2 (week-end) ou 3 (jour férié du planning), et par interruption 3 (sommeil), 1,5 (temps libre) ou 0,5 (travail).',
  'fairness.hours': 'Indice de Jain du temps d’astreinte par jour de présence ; 1 signifie parfaitement égal.',
  'fairness.hours.pairs':
    'Moyenne, sur toutes les paires, du plus petit temps d’astreinte par jour de présence divisé par le plus grand.',
  'fairness.points': 'Indice de Jain des points par jour de présence ; 1 signifie parfaitement égal.',
  'fairness.points.pairs':
    'Moyenne, sur toutes les paires, du plus petit nombre de points par jour de présence divisé par le plus grand.',
  nothingDone: 'Incidents ayant alerté quelqu’un, avec une réponse en moins de 1 min et rien de plus ensuite.',
  repeats:
    'Incidents ouverts dans les 7 jours qui suivent le précédent de la même alerte, même s’il date d’avant la période.',
  useless:
    'Incidents jugés dont plus de la moitié des avis sont « rien à faire », « pas pour nous » ou « fausse alerte ».',
  notOurs: 'Incidents jugés dont plus de la moitié des avis sont « pas pour nous ».',
  sleepCost: 'Interruptions du sommeil ({sleep}) commencées par une sollicitation de l’alerte.',
  firstTry: 'Envois de sollicitations acceptés à la première tentative, parmi ceux qui ont été tentés.',
  failovers: 'Sollicitations arrivées par un autre envoi après l’échec définitif d’un premier.',
  'timeToSend.mean': `Délai moyen ${TO_SEND}.`,
  'timeToSend.median': `Délai médian ${TO_SEND}.`,
  'timeToSend.p90': `Délai que 90 % n’ont pas dépassé, ${TO_SEND}.`,
};

/** The figures with definitions in French, as the settings make them. */
export function inFrench(figures: readonly Figure[], { sleep }: Pick<InsightSettings, 'sleep'>): Figure[] {
  return figures.map((one) => ({ ...one, definition: DEFINITIONS[one.key].replaceAll('{sleep}', hoursText(sleep)) }));
}
