/** Keeps track of people who are disabled in Grafana, who are not paged and appear as findings of rotas. */
import { readJson } from '#contract/foreign/json-shape';
import { createGrafanaPeople } from '../adapters/grafana/people.ts';
import type { SidecarConfig } from '../config/config.ts';
import { noteGrafanaPeople } from '../configuration/people/grafana-people.ts';
import type { Chore } from '../engine/chores.ts';
import { logFailure } from '../store/store.ts';
import type { RunTransaction } from '../store/work.ts';
import type { Log } from '../ports/log.ts';
import type { Vault } from '../ports/vault.ts';

export interface PeopleParts {
  config: Pick<SidecarConfig, 'grafana'>;
  vault: Vault;
  transact: RunTransaction;
  log: Log;
  /** Puts the recorded state in force in this process. */
  changed(): Promise<unknown>;
}

const EVERY = 300_000;

/** Does nothing if the operator has configured no service account. */
export function grafanaPeopleChore({ config, vault, transact, log, changed }: PeopleParts): Chore[] {
  const { url, token } = config.grafana;
  if (url === null || token === null) {
    return [];
  }
  const grafana = createGrafanaPeople(url, token, readJson);
  let wasWell = true;
  const look = async () => {
    const listed = await grafana.list();
    if (!listed.ok) {
      // Keep the last known list.
      log[wasWell ? 'warn' : 'debug']({ reason: listed.reason }, 'the users of Grafana could not be read');
      wasWell = false;
      return;
    }
    wasWell = true;
    const { disabled, enabled } = await transact((work) => noteGrafanaPeople(work, vault, listed.people));
    if (disabled.length + enabled.length > 0) {
      log.info({ disabled, enabled }, 'people were disabled or enabled in Grafana');
      await changed();
    }
  };
  let looking: Promise<void> | null = null;
  // Not awaited, since paging must not wait for Grafana.
  const run = async () => {
    looking ??= look()
      .catch((error: unknown) => logFailure(log, error, 'could not store the users of Grafana'))
      .finally(() => (looking = null));
  };
  return [{ name: 'people of Grafana', every: EVERY, run }];
}
