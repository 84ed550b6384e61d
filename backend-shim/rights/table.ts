/**
 * The rule of each route below `/api/v1`. The sidecar does not start if a route is missing here, so no route is left
 * without a rule.
 */
import { COMMAND_NAMES } from '#contract/incidents/command';
import { addIntervention, changeIntervention, leaveNote, readInterventions } from './duties.ts';
import {
  administerUnit,
  decide,
  dryRun,
  labourList,
  ownRecords,
  publishes,
  readUnit,
  readWorkProfile,
  startAfterRest,
  writeUnit,
  writeWorkProfile,
} from './labour.ts';
import { answerStatement, closeStatement, readDocument, readPayroll, readStatement } from './labour/statements.ts';
import { ofAbsence, ownField, person, takesOver } from './swaps.ts';
import {
  absence,
  admin,
  bulk,
  calendarMapping,
  command,
  editor,
  integration,
  maintenance,
  notForGuests,
  ofTeam,
  read,
  replayer,
  self,
  subscription,
  teamManager,
  themselves,
  timeWindow,
} from './rules.ts';
import { openIncident } from './paging.ts';
import { ofDraft } from './stored/of-draft.ts';
import { restore } from './stored/restore.ts';
import type { RightsRule } from './rule.ts';

function crud(path: string, write: RightsRule): Record<string, RightsRule> {
  return {
    [`GET /${path}`]: read,
    [`GET /${path}/:id`]: read,
    [`POST /${path}`]: write,
    [`PUT /${path}/:id`]: write,
    [`DELETE /${path}/:id`]: write,
  };
}

const incidents: Record<string, RightsRule> = {
  'GET /incidents': read,
  'POST /incidents': openIncident,
  'GET /incidents/matching': read,
  'GET /incidents/:id': read,
  'GET /incidents/:id/timeline': read,
  'GET /incidents/:id/alerts': read,
  'GET /incidents/:id/pages': read,
  'GET /incidents/:id/sync': read,
  'GET /incidents/:id/updates': read,
  'GET /incidents/:id/would-page': read,
  'PUT /incidents/:id/rating': command('note'),
  'DELETE /incidents/:id/rating': command('note'),
  'POST /incidents/bulk': bulk,
  ...Object.fromEntries(COMMAND_NAMES.map((name) => [`POST /incidents/:id/${name}`, command(name)])),
};

const rotas: Record<string, RightsRule> = {
  ...crud('rotas', ofTeam('rotas')),
  'GET /on-call': read,
  'GET /on-call/timeline': read,
  'GET /rotas/:id/on-call': read,
  'GET /rotas/:id/timeline': read,
  'GET /rotas/:id/health': read,
  'GET /rotas/:id/versions': read,
  'GET /deleted-rotas': read,
  'GET /rotas/:id/overrides': read,
  'POST /rotas/:id/overrides': ofTeam('rotas'),
  'PUT /rotas/:id/overrides/:override': ofTeam('rotas'),
  'DELETE /rotas/:id/overrides/:override': ofTeam('rotas'),
  'POST /rotas/preview': read,
  'GET /rotas/:id/handoff-notes': read,
  'POST /rotas/:id/handoff-notes': leaveNote,
  'GET /rotas/:id/ical': notForGuests(read),
  'POST /rotas/:id/ical': notForGuests(ofTeam('rotas')),
  'DELETE /rotas/:id/ical': ofTeam('rotas'),
  'GET /swaps': read,
  'GET /swaps/:id': read,
  'POST /swaps': ownField('by'),
  'POST /swaps/:id/take': person,
  'POST /swaps/:id/decline': person,
  'POST /swaps/:id/cancel': person,
  'POST /rotas/:id/take-over': takesOver,
  'GET /absences/:id/cover': read,
  'POST /absences/:id/offer': ofAbsence,
  'GET /duties': read,
  'GET /interventions': readInterventions,
  'POST /interventions': addIntervention,
  'PUT /interventions/:id': changeIntervention,
  'POST /interventions/:id/confirm': changeIntervention,
  ...crud('calendars', ofTeam('calendars')),
  'GET /calendars/:id/state': read,
  'GET /calendars/:id/shifts': read,
  'GET /calendars/:id/mapping': calendarMapping,
  'POST /calendars/:id/look': ofTeam('calendars'),
  'GET /holidays': read,
  'GET /holiday-regions': read,
  'GET /zones': read,
};

const insights: Record<string, RightsRule> = {
  'GET /insights/me': ownRecords,
  'GET /insights/team': read,
  'GET /insights/alerts': read,
  'GET /insights/pager': read,
  'GET /insights/remedies': read,
  'POST /insights/remedies': editor,
};

const people: Record<string, RightsRule> = {
  'GET /users': read,
  'GET /users/:login': read,
  'POST /users': admin,
  'PUT /users/:login': self,
  'DELETE /users/:login': admin,
  'POST /users/:login/rebind': admin,
  'GET /users/:login/commitments': read,
  'GET /users/:login/export': self,
  'POST /users/:login/erase': admin,
  'POST /users/:login/contact-methods/:id/verify': self,
  'POST /users/:login/contact-methods/:id/test': self,
  'GET /users/:login/devices': self,
  'POST /users/:login/devices/enrolment': themselves,
  'DELETE /users/:login/devices/:id': self,
  'GET /users/:login/ical': notForGuests(self),
  'POST /users/:login/ical': notForGuests(self),
  'DELETE /users/:login/ical': self,
  'GET /me': read,
  ...crud('teams', admin),
  'GET /teams/:id/shadow': read,
  'PUT /teams/:id/shadow': teamManager,
  'POST /teams/:id/confirmations': teamManager,
  ...crud('absences', absence),
};

const paging: Record<string, RightsRule> = {
  ...crud('policies', ofTeam('escalationPolicies')),
  'POST /policies/preview': read,
  ...crud('integrations', integration),
  'POST /integrations/:id/test': ofTeam('integrations'),
  'POST /integrations/:id/trial': ofTeam('integrations'),
  'GET /received-labels': read,
  'GET /integrations/:id/alerts': read,
  'GET /integration-states': read,
  'GET /integrations/:id/rejected': editor,
  'POST /integrations/:id/rejected/:rid/replay': ofTeam('integrations'),
  'POST /integrations/:id/token': ofTeam('integrations'),
  ...crud('time-windows', timeWindow),
  ...crud('maintenances', maintenance),
  'GET /maintenance-authors': read,
  ...crud('subscriptions', subscription),
  ...crud('channels', admin),
  ...crud('organisations', admin),
  'POST /channels/:id/test': admin,
  'GET /channel-kinds': read,
  'GET /channel-states': read,
  'GET /channel-tests': read,
  'GET /senders': read,
  'GET /senders.vcf': read,
  'GET /heartbeats': read,
  'GET /source-kinds': read,
  'GET /product-templates': read,
  'POST /messages/preview': read,
};

const labour: Record<string, RightsRule> = {
  'GET /units': labourList,
  'GET /units/:id': readUnit,
  'POST /units': administerUnit,
  'PUT /units/:id': writeUnit,
  'PUT /units/:id/hr': administerUnit,
  'DELETE /units/:id': administerUnit,
  'GET /work-profiles': labourList,
  'GET /work-profiles/:id': readWorkProfile,
  'POST /work-profiles': writeWorkProfile,
  'PUT /work-profiles/:id': writeWorkProfile,
  'DELETE /work-profiles/:id': writeWorkProfile,
  'POST /work-profiles/:id/end': administerUnit,
  'GET /labour/findings': labourList,
  'GET /labour/rests': labourList,
  'POST /labour/rests/:id/started': startAfterRest,
  'GET /decisions': labourList,
  'POST /decisions': decide,
  'POST /decisions/:id/settle': decide,
  'GET /notices': labourList,
  'POST /notices/publish': publishes,
  'POST /notices/seen': ownRecords,
  'POST /labour/preview': dryRun,
  'GET /statements': labourList,
  'GET /statements/:id': readStatement,
  'GET /statements/:id/file': readDocument,
  'POST /statements/:id/accept': answerStatement,
  'POST /statements/:id/contest': answerStatement,
  'POST /statements/:id/close': closeStatement,
  'GET /payroll': readPayroll,
};

const DELETABLE: Readonly<Record<string, RightsRule>> = { ...rotas, ...people, ...paging, ...labour };

const replays: Record<string, RightsRule> = {
  'POST /replays': ofDraft((route) => ({ ...rotas, ...people, ...paging })[route] ?? null),
  'GET /replays/:id': replayer,
  'DELETE /replays/:id': replayer,
};

const operation: Record<string, RightsRule> = {
  'POST /deletions/undo': restore((resource) => DELETABLE[`DELETE /${resource}/:id`] ?? null),
  ...crud('tokens', admin),
  'GET /tokens': admin,
  'GET /tokens/:id': admin,
  'GET /audit': admin,
  'GET /status': read,
  'GET /events': read,
};

export const RULES: ReadonlyMap<string, RightsRule> = new Map(
  Object.entries({
    ...incidents,
    ...rotas,
    ...insights,
    ...people,
    ...paging,
    ...labour,
    ...replays,
    ...operation,
  }),
);

/** @param url as registered, without `/api/v1` */
export function ruleOf(method: string, url: string): RightsRule | null {
  return RULES.get(`${method} ${url}`) ?? null;
}
