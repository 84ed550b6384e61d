/** Holds the texts of the monthly letter to managers. */
import type { Language } from '#domain/notify/responder';

export interface TeamMonthTexts {
  title(team: string, month: string): string;
  missed(count: number, paged: number): string;
  incidents(count: number, before: number | null): string;
  selfHealed(count: number): string;
  answered(percent: string, within: string): string;
  untold: string;
  fact: { missed: string; incidents: string; selfHealed: string; answered: string; median: string };
  none: string;
  why: string;
}

const en: TeamMonthTexts = {
  title: (team, month) => `${team}: ${month} on call`,
  missed: (count, paged) =>
    count === 0
      ? 'No incident that paged was missed.'
      : `Nobody answered ${count} of the ${paged} ${paged === 1 ? 'incident' : 'incidents'} that paged, or only after every step.`,
  incidents: (count, before) =>
    `There ${count === 1 ? 'was 1 incident' : `were ${count} incidents`}${before === null ? '.' : `, after ${before} in the month before.`}`,
  selfHealed: (count) =>
    count === 0
      ? 'None of them ended by itself before somebody answered.'
      : `${count} of them ended before anybody answered: is it worth waking somebody for these?`,
  answered: (percent, within) => `People answered ${percent} of those that paged, half of them within ${within}.`,
  untold: 'How people answered is not told, since fewer than three people answered an escalation policy.',
  fact: {
    missed: 'Missed',
    incidents: 'Incidents',
    selfHealed: 'Ended by themselves',
    answered: 'Answered',
    median: 'Half answered within',
  },
  none: '–',
  why: 'You get this each month as a manager of the team: an Admin can turn it off there. It tells nothing of single people.',
};

const fr: TeamMonthTexts = {
  title: (team, month) => `${team} : l’astreinte en ${month}`,
  missed: (count, paged) =>
    count === 0
      ? 'Aucun incident qui a alerté quelqu’un n’a été manqué.'
      : `Personne n’a répondu à ${count} ${paged > 1 ? `des ${paged} incidents` : 'incident'} qui ${paged > 1 ? 'ont' : 'a'} alerté quelqu’un, ou seulement après toutes les étapes.`,
  incidents: (count, before) =>
    `Il y a eu ${count} ${count > 1 ? 'incidents' : 'incident'}${before === null ? '.' : `, après ${before} le mois précédent.`}`,
  selfHealed: (count) =>
    count === 0
      ? 'Aucun ne s’est terminé tout seul avant une réponse.'
      : `${count} d’entre eux ${count > 1 ? 'se sont terminés' : 's’est terminé'} avant toute réponse : faut-il réveiller quelqu’un pour cela ?`,
  answered: (percent, within) =>
    `Une personne a répondu à ${percent} de ceux qui ont alerté quelqu’un, la moitié du temps en moins de ${within}.`,
  untold: 'Les réponses ne sont pas détaillées : moins de trois personnes ont répondu pour une même politique.',
  fact: {
    missed: 'Manqués',
    incidents: 'Incidents',
    selfHealed: 'Terminés tout seuls',
    answered: 'Avec réponse',
    median: 'Délai médian de réponse',
  },
  none: '–',
  why: 'Ce message vous parvient chaque mois en tant que responsable de l’équipe ; l’administration peut l’arrêter. Il ne dit rien de personnes en particulier.',
};

const LANGUAGES: Record<Language, TeamMonthTexts> = { en, fr };

export function teamMonthTexts(language: Language): TeamMonthTexts {
  return LANGUAGES[language];
}
