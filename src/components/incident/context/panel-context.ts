/** Reads the dashboard panel that Grafana passes to extensions of its menu. */
import type { AlertInstance } from './alert-instance.ts';
import { valueOf } from './read-context.ts';

export interface PanelSurroundings {
  /** Grafana's address, with a slash at the end. */
  appUrl: string;
  /** Of an end of the range as Grafana keeps it (`now-1h`, or an instant): epoch ms; null: it says no instant. */
  msOf: (raw: unknown, isEnd: boolean) => number | null;
  /** Of the dashboard's page: `?var-host=web-1&from=…`. */
  search: string;
}

function textOf(owner: unknown, name: string): string {
  const value = valueOf(owner, name);
  return typeof value === 'string' ? value : '';
}

/** The panel alone, at the instants that the reader saw, with the dashboard's variables as they were. */
function linkTo(context: unknown, dashboard: string, { appUrl, msOf, search }: PanelSurroundings): string {
  const range = valueOf(context, 'timeRange');
  const id = valueOf(context, 'id');
  const query = new URLSearchParams();
  const ends = { from: msOf(valueOf(range, 'from'), false), to: msOf(valueOf(range, 'to'), true) };
  Object.entries(ends).forEach(([name, ms]) => ms !== null && query.set(name, String(ms)));
  new URLSearchParams(search).forEach((value, name) => name.startsWith('var-') && query.append(name, value));
  if (typeof id === 'number') {
    query.set('viewPanel', `panel-${id}`);
  }
  return `${appUrl}d/${encodeURIComponent(dashboard)}?${query.toString()}`;
}

/** What is said about the panel when somebody is paged about it. @param context the extension's context */
export function panelOf(context: unknown, surroundings: PanelSurroundings): AlertInstance {
  const dashboard = valueOf(context, 'dashboard');
  const [title, board, uid] = [textOf(context, 'title'), textOf(dashboard, 'title'), textOf(dashboard, 'uid')];
  const link = uid === '' ? [] : [linkTo(context, uid, surroundings)];
  return {
    labels: Object.fromEntries(Object.entries({ panel: title, dashboard: board }).filter(([, text]) => text !== '')),
    annotations: { summary: title, description: link.join('\n') },
  };
}
