/** Defines how a team moves from Jira Service Management (JSM), whose on-call part is Opsgenie's successor. */
import { DEFAULT_URLS } from '../../default-urls.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerImport, PagerObject, PagerSnapshot, PlanningHelp } from '../../pager.ts';
import { timelineOf, unnamedIn } from '../opsgenie/answers.ts';
import { plan as planAsOpsgenie } from '../opsgenie/definition.ts';
import { answerInOpsgenieForm } from './answers.ts';
import { readAnswers, readConfig } from './fetch.ts';
import { readPages } from './page-log/read.ts';
import { integrationsInOpsgenieForm, reportHeartbeats } from './integrations.ts';
import { people, peopleInOpsgenieForm, reportHidden } from './people.ts';
import { policiesInOpsgenieForm, reportSwitchedOff } from './policies.ts';
import { schedulesInOpsgenieForm } from './rotas.ts';

export const jsm: PagerImport = {
  name: 'jsm',
  defaultUrl: DEFAULT_URLS.jsm,
  pace: 200,
  keyHint:
    'The key file holds mail:token: the mail address of an administrator of Jira Service Management, and an API token of that account (id.atlassian.com, Security); --url is the site, such as https://example.atlassian.net',
  keepsWallClock: true,
  readConfig,
  readAnswers,
  readPages,
  people,
  timelineOf: (answer) => timelineOf(answerInOpsgenieForm(answer)),
  unnamedIn: (answer) => unnamedIn(answerInOpsgenieForm(answer)),
  plan,
};

/** What is reported first here stands: of heartbeats and teams JSM shows less than Opsgenie. */
function plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void {
  reportHidden(snapshot.config, draft);
  reportSwitchedOff(snapshot.config, draft);
  reportHeartbeats(snapshot.config, draft);
  planAsOpsgenie(inOpsgenieForm(snapshot, draft), draft, help);
}

/** The snapshot holds what was received; rotations, escalations and routing are Opsgenie's under other names. */
function inOpsgenieForm(snapshot: PagerSnapshot, draft: PlanDraft): PagerSnapshot {
  const { config, answers } = snapshot;
  const objects: PagerObject[] = [
    ...peopleInOpsgenieForm(config, draft),
    ...schedulesInOpsgenieForm(config, draft),
    ...policiesInOpsgenieForm(config, draft),
    ...integrationsInOpsgenieForm(config, draft),
  ];
  return { ...snapshot, config: objects, answers: answers.map(answerInOpsgenieForm) };
}
