/** Implements `vigie status`: asks the running sidecar how it is, and says what to do if it is not well. */
import path from 'node:path';
import { z } from 'zod';
import { storeTroubleAdvice, storeTroubleCode } from '#contract/reasons/store';
import type { SidecarConfig } from '../config/config.ts';
import { status as statusSchema } from '../http/routes/status.ts';
import type { StatusAnswer } from '../http/routes/status.ts';
import { urlOf } from '../starting/listening-problem.ts';
import type { HttpAnswer } from '../starting/listening-problem.ts';
import { DATA_FOLDER } from '../starting/secrets.ts';
import type { SecretFiles } from '../starting/secrets.ts';
import { configOrProblems } from './settings.ts';
import type { SettingsDeps } from './settings.ts';

export interface RunningSidecarDeps extends SettingsDeps {
  files: Pick<SecretFiles, 'read'>;
  /** Rejects if nothing answers. */
  get(url: string, token: string | null): Promise<HttpAnswer>;
}

/** @returns the exit code: 0 if a sidecar runs, is ready, and has applied its files */
export async function runStatus(deps: RunningSidecarDeps): Promise<0 | 1> {
  const config = configOrProblems(deps);
  if (config === null) {
    return 1;
  }
  const url = urlOf(config.listen);
  const ready = await deps.get(`${url}/readyz`, null).catch((error: unknown) => {
    deps.print(
      `error: no sidecar answers at ${url} (${causeOf(error)}). Start it (systemctl start vigie), or look at its log (journalctl -u vigie)`,
    );
    return null;
  });
  if (ready === null) {
    return 1;
  }
  if (ready.status !== 200) {
    deps.print(`error: the sidecar at ${url} is not ready: ${whyNotReady(ready.body)} (journalctl -u vigie)`);
    return 1;
  }
  deps.print(`the sidecar at ${url} is ready`);
  return printDetails(deps, config, url);
}

const notReady = z.object({ store: storeTroubleCode, why: z.string() });

/** What is wrong with the store has its own words; all else is in the log. */
function whyNotReady(body: unknown): string {
  const { success, data } = notReady.safeParse(body);
  return success
    ? `${data.why}. ${storeTroubleAdvice(data.store)}. The log says since when`
    : `${JSON.stringify(body)}. Look at its log`;
}

/** @returns the exit code: 1 if the files are not in force */
async function printDetails(deps: RunningSidecarDeps, config: SidecarConfig, url: string): Promise<0 | 1> {
  const token = config.apiToken ?? (await secretIn('api-token', deps.files));
  // It may stop between the two questions.
  const answer = token === null ? null : await deps.get(`${url}/api/v1/status`, token).catch(() => null);
  const parsed = statusSchema.safeParse(answer?.body);
  if (answer?.status !== 200 || !parsed.success) {
    deps.print(
      answer?.status === 401
        ? 'warning: it refuses VIGIE_API_TOKEN; it was started with another one'
        : 'warning: it does not tell more; run this with the environment and the version of the sidecar',
    );
    return 0;
  }
  linesOf(parsed.data).forEach(deps.print);
  return parsed.data.provisioning.state === 'ok' ? 0 : 1;
}

function linesOf({
  version,
  store,
  incidents,
  channelsDown,
  unreadable,
  provisioning,
  shadow,
}: StatusAnswer): string[] {
  const { open, acknowledged, snoozed, exhausted } = incidents;
  return [
    `version ${version}`,
    `incidents: ${open} open, ${acknowledged} acknowledged, ${snoozed} snoozed`,
    ...(store.low ? ['warning: the disk of the database is nearly full; only what belongs to paging is stored'] : []),
    ...(exhausted > 0 ? [`warning: nobody answered ${exhausted} incidents`] : []),
    ...shadowLines(shadow),
    ...channelsDown.map(({ service, kind, since }) => `warning: ${kind} (${service}) does not work since ${since}`),
    ...(unreadable.length > 0
      ? [`warning: ${unreadable.length} stored objects cannot be read; see Home in Grafana`]
      : []),
    ...(provisioning.state === 'ok'
      ? []
      : [
          'error: the provisioning files are not applied, the last good state is in force; after a correction, run: vigie check',
          ...provisioning.problems.map((problem) => `error: ${problem}`),
        ]),
  ];
}

function shadowLines({ all, setting, teams, integrations }: StatusAnswer['shadow']): string[] {
  const what = [
    ...(all ? ['everything'] : []),
    ...teams.map((id) => `team ${id}`),
    ...integrations.map((id) => `integration ${id}`),
  ].join(', ');
  return [
    ...(what === '' ? [] : [`warning: in shadow, nothing is sent: ${what}`]),
    ...(setting === all
      ? []
      : [
          `warning: VIGIE_SHADOW of this sidecar is ${setting}, but another one decided; set it alike on every sidecar`,
        ]),
  ];
}

export async function secretIn(name: string, files: Pick<SecretFiles, 'read'>): Promise<string | null> {
  return (await files.read(path.join(DATA_FOLDER, name)))?.trim() || null;
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
