/** The reasons for refusing a right, each with its English sentence. */
import type { Refusal as Why, RefusalCode } from '#contract/reasons/refusals';
import type { RightsRefusal } from './rule.ts';

const MESSAGES = {
  'read-only': 'You can only read.',
  'admins-only': 'This is for Admins.',
  'editors-only': 'This is for Editors and Admins.',
  'team-editors-only': 'This is for Editors of its team and for Admins; what has no team is for Admins.',
  'people-only': 'This is for people.',
  'person-or-admin': 'This is for the person themselves and for Admins.',
  'person-alone': 'This is for the person themselves, through Grafana.',
  'own-name-only': 'People do this in their own name; Admins also for others.',
  'paging-by-hand':
    'Paging by hand is for Editors and Admins. Others page people of their own teams, and policies of their teams or on which they are on call; the incident is of one of their teams, or of the policy\u2019s.',
  'guest-link': 'Service accounts and anonymous visitors get no calendar links: a link would outlive them.',
  'sync-by-admins': 'Where acknowledgements are sent back to (sync) is set by Admins.',
  'absence-of-others': 'Absences are entered by the person, by Editors of their team and by Admins.',
  'maintenance-of-others':
    'Editors make maintenances for integrations of their own teams; those that concern others are for Admins.',
  'time-window-of-others':
    'It is used by other teams, or in the notification rules of people of other teams: changing it is for Admins.',
  'shift-of-others': 'A shift is taken over by people of the rota or of its team. Others can be asked for a swap.',
  'interventions-of-others':
    'Interventions are read and entered by the person who worked; those of others are read by Editors and changed by Admins. Ask for your own with user=<your login>.',
  'handoff-of-others':
    'Handoff notes are left by people of the rota or of its team, by Editors of the team and by Admins.',
  'hr-only': 'This is for HR of the unit. Who that is, an Admin says.',
  'labour-of-others':
    'Working time is personal: this is for the person themselves, and for managers and HR of their unit.',
  'team-managers-only': 'This is for managers of the team and for Admins.',
  'own-case': 'Nobody decides in their own case: another one of HR or a manager of the unit does.',
} as const satisfies Partial<Record<RefusalCode, string>>;

export function refused(reason: keyof typeof MESSAGES): RightsRefusal {
  const why: Why = { reason };
  return { ...why, message: MESSAGES[reason] };
}
