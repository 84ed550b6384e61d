/**
 * Serves the page of a signed link to all that a message lists. It names one person and one message: the page shows, and
 * acknowledges, the incidents of this message, and no others. GET never acts.
 */
import { inBatches } from '#domain/batches';
import { severityRank } from '#domain/incident/signal/alert';
import type { Incident } from '#domain/incident/model';
import type { Responder } from '#domain/notify/responder';
import type { CommandRequest, CommandResult } from '../../../ports/commands.ts';
import type { Directory } from '../../../ports/directory.ts';
import type { StoreCapabilities } from '../../../store/capabilities.ts';
import { listedIncidents } from '../../../store/deliveries/replies.ts';
import type { PolicyCopies } from '../../../store/incidents/policy-copies.ts';
import type { Db } from '../../../store/store.ts';
import { linkActor, readForLinks } from '../act.ts';
import { problem } from '../page/answer.ts';
import type { PageAnswer } from '../page/answer.ts';
import { renderBundlePage } from './bundle-page.ts';
import type { BundleFlash } from './bundle-page.ts';

export interface BundlePageDeps {
  db: Db;
  cap: StoreCapabilities;
  copies: PolicyCopies;
  directory(): Directory;
  /** Path of the page of one incident for one person. */
  pageOf(incident: string, login: string): string;
  /** Carries out the command if the person may give it. */
  command(request: CommandRequest): Promise<CommandResult>;
}

export interface OpenedBundle {
  /** The delivery that carried the others. */
  carrier: string;
  person: Responder;
  /** Address of the page. */
  base: string;
  now: number;
  /** Worst first. */
  incidents: Incident[];
}

/** Leaves most connections to the database to paging. */
const AT_ONCE = 4;

/** null: the links of all that the message lists have ended. */
export async function openBundle(
  { db, cap, copies }: BundlePageDeps,
  opened: Omit<OpenedBundle, 'incidents'>,
): Promise<OpenedBundle | null> {
  const ids = await listedIncidents(db, cap, { carrier: opened.carrier, user: opened.person.login });
  const incidents = await readForLinks(db, cap, copies, ids, opened.now);
  incidents.sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.number - b.number);
  return incidents.length === 0 ? null : { ...opened, incidents };
}

/** Nobody has answered, or the person is asked whether they are still on it. */
function isAsked({ state, acks, acknowledgedBy, timers }: Incident, login: string): boolean {
  return state === 'acknowledged'
    ? acknowledgedBy === login && timers.confirmLimit !== undefined
    : state === 'open' && !acks.includes(login);
}

/** @param isDone the person comes from the button; anybody can claim so, so the page says only what the incidents show */
export function showBundle(deps: BundlePageDeps, opened: OpenedBundle, isDone: boolean): PageAnswer {
  const { login } = opened.person;
  const mine = opened.incidents.filter(
    ({ state, acknowledgedBy, acks }) =>
      (state === 'acknowledged' && acknowledgedBy === login) || (state === 'open' && acks.includes(login)),
  );
  const flash: BundleFlash | null = isDone && mine.length > 0 ? { kind: 'done', count: mine.length } : null;
  return { status: 200, html: render(deps, opened, flash), location: null };
}

export async function actOnBundle(deps: BundlePageDeps, opened: OpenedBundle, action: string): Promise<PageAnswer> {
  const { person, incidents, base } = opened;
  if (action !== 'acknowledge') {
    return problem('unknown', person.language);
  }
  const asked = incidents.filter((incident) => isAsked(incident, person.login));
  const results: CommandResult[] = [];
  for (const some of inBatches(asked, AT_ONCE)) {
    const answers = some.map(({ id }) =>
      deps.command({ id, command: { kind: 'acknowledge' }, actor: linkActor(person.login), ifVersion: null }),
    );
    results.push(...(await Promise.all(answers)));
  }
  const refused = results.filter((result) => !result.ok);
  if (refused.length > 0 && refused.length === results.length) {
    const isNotConcerned = refused.every(({ code }) => code === 'not-concerned');
    return {
      status: isNotConcerned ? 403 : 409,
      html: render(deps, opened, { kind: 'refused', isNotConcerned }),
      location: null,
    };
  }
  // 303 makes the browser use GET, so that a reload does not act twice.
  return { status: 303, html: render(deps, opened, null), location: `${base}?done=acknowledge` };
}

function render(deps: BundlePageDeps, { person, base, now, incidents }: OpenedBundle, flash: BundleFlash | null) {
  const nameOf = (login: string) => deps.directory().responders.get(login)?.name ?? login;
  return renderBundlePage({
    base,
    now,
    person,
    flash,
    asked: incidents.filter((incident) => isAsked(incident, person.login)).length,
    lines: incidents.map((incident) => ({
      incident,
      by: incident.acknowledgedBy === null ? null : nameOf(incident.acknowledgedBy),
      path: deps.pageOf(incident.id, person.login),
    })),
  });
}
