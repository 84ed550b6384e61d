/** Collects the status of the sidecar from its parts. */
import { storeTroubleText } from '#contract/reasons/store';
import type { LastingTrouble } from '../store/store.ts';
import type { StatusAnswer } from '../http/routes/status.ts';
import { readOutages } from '../store/deliveries/outages.ts';
import { fileDetail, formatProblem } from '../provisioning/load.ts';
import { readShadowState } from '../store/shadow/shadows.ts';
import { RELEASE } from '../store/release.ts';
import { exhaustedIncidents, incidentsByState } from '../store/upkeep/counts.ts';
import type { CoreServices } from './engine.ts';
import type { InboundListeners } from './listeners.ts';

function storeState(lasting: LastingTrouble | null, low: boolean): StatusAnswer['store'] {
  if (lasting === null) {
    return { state: 'ok', trouble: null, low };
  }
  const { trouble, since } = lasting;
  const data =
    trouble.data !== undefined && 'where' in trouble.data ? { where: trouble.data.where as string | null } : null;
  return {
    state: 'failing',
    trouble: { reason: trouble.reason, data, message: storeTroubleText(trouble), since: new Date(since).toISOString() },
    low,
  };
}

export async function statusOf(
  { store, config, clock, engine, provisioning, unreadable, writes }: CoreServices,
  listeners: InboundListeners,
): Promise<StatusAnswer> {
  const byState = new Map((await incidentsByState(store)).map(({ labels, value }) => [labels['state'] ?? '', value]));
  const [exhausted] = await exhaustedIncidents(store);
  const shadow = await readShadowState(store.read);
  const [problems, warnings] = [provisioning.problems(), provisioning.warnings()];
  const { url } = config.grafana;
  return {
    version: RELEASE,
    now: new Date(await clock.now()).toISOString(),
    clock: config.clock,
    database: { kind: store.dialect, bytes: await store.size() },
    engine: engine.state() === 'still' ? 'failing' : 'ok',
    store: storeState(writes.trouble(), store.room.isLow()),
    provisioning: {
      state: problems.length === 0 ? 'ok' : 'failing',
      problems: problems.map(formatProblem),
      details: problems.map(fileDetail),
      warnings: warnings.map(formatProblem),
      warningDetails: warnings.map(fileDetail),
    },
    identity: url === null ? 'believed' : 'verified',
    grafana: url,
    publicUrl: config.publicUrl,
    listeners: listeners.states(),
    channelsDown: (await readOutages(store.read)).map(({ service, kind, since }) => ({
      service,
      kind,
      since: new Date(since).toISOString(),
    })),
    unreadable: [...unreadable.list()],
    shadow: {
      all: shadow.all,
      setting: config.shadow,
      teams: [...shadow.teams],
      integrations: [...shadow.integrations],
    },
    incidents: {
      open: byState.get('open') ?? 0,
      acknowledged: byState.get('acknowledged') ?? 0,
      snoozed: byState.get('snoozed') ?? 0,
      exhausted: exhausted?.value ?? 0,
    },
  };
}
