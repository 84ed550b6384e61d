/** Serves the responder page for a signed link, and carries out its buttons. */
import type { KeyObject } from 'node:crypto';
import { parse } from '#contract/base/schema';
import type { IncidentRights } from '#contract/incidents/incident';
import { newRating } from '#contract/incidents/rating';
import type { Incident } from '#domain/incident/model';
import type { Language, Responder } from '#domain/notify/responder';
import type { Clock } from '../../ports/clock.ts';
import type { RateRequest, RateResult, WorkAction, WorkRequest, WorkResult } from '../../ports/commands.ts';
import type { RestsByPerson } from '../../store/labour/resting.ts';
import { actOnBundle, openBundle, showBundle } from './bundle/bundle.ts';
import type { BundlePageDeps } from './bundle/bundle.ts';
import { commandOf, isWorkAction, linkActor, readForLink, WORK_ACTIONS } from './act.ts';
import type { PageAction, RateAction } from './act.ts';
import { hasHappened } from './happened.ts';
import { bundleOfLink, readLink, swapOfLink } from './link.ts';
import type { ResponderLink } from './link.ts';
import { problem } from './page/answer.ts';
import type { PageAnswer } from './page/answer.ts';
import { renderResponderPage } from './page/page.ts';
import type { LinkProblem } from './page/page.ts';
import type { FlashMessage } from './page/view.ts';
import { pageTexts } from './page/texts.ts';
import { refusedText } from './refused.ts';
import { enteredStop, zoneOf } from './stopped.ts';
import { answersOf, findSwap, isSwapReply, showSwap } from './swaps/swap.ts';
import type { OpenedSwap, SwapPageDeps } from './swaps/swap.ts';
import { readView } from './view.ts';

export interface RespondDeps extends SwapPageDeps, BundlePageDeps {
  clock: Clock;
  /** Keys that may have signed a link; see `linkKey`. */
  keys: readonly KeyObject[];
  /** The path of `VIGIE_PUBLIC_URL`, which precedes `/r`; empty if it has none. */
  basePath: string;
  rests(): RestsByPerson;
  /** The incident's page in Grafana; null: Grafana's address is not known. */
  grafanaOf(incident: string): string | null;
  /** What the person may do to the incident. */
  can(login: string, incident: Incident): Promise<IncidentRights>;
  /** Starts or ends the person's work on the incident. */
  workOn(request: WorkRequest): Promise<WorkResult>;
  rate(request: RateRequest): Promise<RateResult>;
}

const ACTIONS: Readonly<Record<PageAction, true>> = {
  acknowledge: true,
  unacknowledge: true,
  resolve: true,
  unresolve: true,
  snooze: true,
  escalate: true,
  note: true,
  rate: true,
  unrate: true,
  ...WORK_ACTIONS,
};

function isAction(text: string | null): text is PageAction {
  return text !== null && Object.hasOwn(ACTIONS, text);
}

type OpenedLink = { ok: true; incident: Incident; person: Responder; now: number } | { ok: false; answer: PageAnswer };

async function open(deps: RespondDeps, token: string, language: Language): Promise<OpenedLink> {
  const link = readLink(deps.keys, token, (login) => deps.directory().holdersBefore(login));
  if (!link) {
    return { ok: false, answer: problem('unknown', language) };
  }
  const person = deps.directory().responders.get(link.login);
  if (!person || person.disabled) {
    return { ok: false, answer: problem('forbidden', language) };
  }
  const now = await deps.clock.now();
  const incident = await readForLink(deps.db, deps.cap, deps.copies, link.incident, now);
  return incident ? { ok: true, incident, person, now } : { ok: false, answer: problem('expired', person.language) };
}

/** null: the link is none of Vigie's, or leads to an incident. */
async function openOther<Opened>(
  deps: RespondDeps,
  token: string,
  idOf: (link: ResponderLink) => string | null,
  find: (id: string, person: Responder, now: number) => Promise<Opened | null>,
  over: LinkProblem,
): Promise<{ ok: true; opened: Opened } | { ok: false; answer: PageAnswer } | null> {
  const link = readLink(deps.keys, token, (login) => deps.directory().holdersBefore(login));
  const id = link && idOf(link);
  if (!link || id === null) {
    return null;
  }
  const person = deps.directory().responders.get(link.login);
  if (!person || person.disabled) {
    return { ok: false, answer: problem('forbidden', person?.language ?? 'en') };
  }
  const opened = await find(id, person, await deps.clock.now());
  return opened === null ? { ok: false, answer: problem(over, person.language) } : { ok: true, opened };
}

function openSwap(deps: RespondDeps, token: string) {
  const find = async (id: string, person: Responder, now: number): Promise<OpenedSwap | null> => {
    const swap = findSwap(deps.directory(), id, now);
    return swap && { swap, person, base: base(deps, token), now };
  };
  return openOther(deps, token, swapOfLink, find, 'over');
}

function bundleOf(deps: RespondDeps, token: string) {
  const find = (carrier: string, person: Responder, now: number) =>
    openBundle(deps, { carrier, person, base: base(deps, token), now });
  return openOther(deps, token, bundleOfLink, find, 'expired');
}

async function answerSwap(deps: RespondDeps, token: string, opened: OpenedSwap, action: string): Promise<PageAnswer> {
  const { swap, person } = opened;
  if (!isSwapReply(action)) {
    return problem('unknown', person.language);
  }
  const isDone =
    answersOf(swap, person.login).includes(action) && (await deps.answerSwap(swap.id, action, person.login));
  const after = findSwap(deps.directory(), swap.id, opened.now) ?? swap;
  const html = showSwap(deps.directory(), { ...opened, swap: after }, null, !isDone);
  return isDone ? { status: 303, html, location: base(deps, token) } : { status: 409, html, location: null };
}

/** Shows the page without acting. */
export async function show(
  deps: RespondDeps,
  token: string,
  options: { first: string | null; done: string | null; language: Language },
): Promise<PageAnswer> {
  const swap = await openSwap(deps, token);
  if (swap !== null) {
    const first = isSwapReply(options.first) ? options.first : null;
    return swap.ok
      ? { status: 200, html: showSwap(deps.directory(), swap.opened, first), location: null }
      : swap.answer;
  }
  const bundle = await bundleOf(deps, token);
  if (bundle !== null) {
    return bundle.ok ? showBundle(deps, bundle.opened, options.done === 'acknowledge') : bundle.answer;
  }
  const opened = await open(deps, token, options.language);
  if (!opened.ok) {
    return opened.answer;
  }
  // Anybody can append `?done=resolve` to a link, so the page confirms only what the incident shows.
  const isSo =
    isAction(options.done) &&
    (await hasHappened(deps.db, deps.directory(), opened.incident, opened.person.login, options.done));
  const flash: FlashMessage | null = isSo ? { kind: 'done', action: options.done as PageAction } : null;
  return {
    status: 200,
    html: await page(deps, token, opened, isAction(options.first) ? options.first : null, flash),
    location: null,
  };
}

export async function act(
  deps: RespondDeps,
  token: string,
  action: string,
  fields: Record<string, string>,
  language: Language,
): Promise<PageAnswer> {
  const swap = await openSwap(deps, token);
  if (swap !== null) {
    return swap.ok ? answerSwap(deps, token, swap.opened, action) : swap.answer;
  }
  const bundle = await bundleOf(deps, token);
  if (bundle !== null) {
    return bundle.ok ? actOnBundle(deps, bundle.opened, action) : bundle.answer;
  }
  const opened = await open(deps, token, language);
  if (!opened.ok) {
    return opened.answer;
  }
  if (action === 'rate' || action === 'unrate') {
    return rated(deps, token, opened, action, fields);
  }
  if (isWorkAction(action)) {
    return workedOn(deps, token, opened, action, fields);
  }
  const command = commandOf(action, fields, opened.now);
  if (action === 'note' && !command) {
    return refused(deps, token, opened, pageTexts(opened.person.language).noNote);
  }
  if (!command || !isAction(action)) {
    return problem('unknown', opened.person.language);
  }
  const result = await deps.command({
    id: opened.incident.id,
    command,
    actor: linkActor(opened.person.login),
    ifVersion: null,
  });
  if (!result.ok) {
    return result.code === 'not-concerned'
      ? notConcerned(deps, token, opened)
      : refused(deps, token, opened, refusedText(result.why, opened.person.language));
  }
  return moved(deps, token, { ...opened, incident: result.incident }, action);
}

async function rated(
  deps: RespondDeps,
  token: string,
  opened: Extract<OpenedLink, { ok: true }>,
  action: RateAction,
  fields: Record<string, string>,
): Promise<PageAnswer> {
  const { incident, person } = opened;
  // A browser counts a line break as one character, as the longest note does, and sends two.
  const note = fields['note']?.replaceAll('\r\n', '\n') ?? '';
  const said = parse(newRating, { rating: fields['rating'], note });
  if (action === 'rate' && !said.ok) {
    return refused(deps, token, opened, pageTexts(person.language).rating.missing);
  }
  const rating = action === 'rate' && said.ok ? said.value : null;
  const result = await deps.rate({ id: incident.id, actor: linkActor(person.login), rating });
  return result.ok ? moved(deps, token, opened, action) : notConcerned(deps, token, opened);
}

async function workedOn(
  deps: RespondDeps,
  token: string,
  opened: Extract<OpenedLink, { ok: true }>,
  action: WorkAction,
  fields: Record<string, string>,
): Promise<PageAnswer> {
  const { incident, person } = opened;
  const { nothingToConfirm, nothingToWorkOn, stopped } = pageTexts(person.language);
  const zone = zoneOf(deps.directory(), person);
  const entered = action === 'at-time' && zone !== null ? enteredStop(fields, zone) : null;
  if (action === 'at-time' && entered === null) {
    return refused(deps, token, opened, stopped.noTime);
  }
  switch (await deps.workOn({ incident, login: person.login, action, ...(entered && { entered }) })) {
    case 'done':
      return moved(deps, token, opened, action);
    case 'not-concerned':
      return notConcerned(deps, token, opened);
    case 'nothing-to-do':
      return refused(deps, token, opened, action === 'on-it' ? nothingToWorkOn : nothingToConfirm);
    case 'in-future':
      return refused(deps, token, opened, stopped.inFuture);
    case 'before-start':
      return refused(deps, token, opened, stopped.beforeStart);
  }
}

async function refused(
  deps: RespondDeps,
  token: string,
  opened: Extract<OpenedLink, { ok: true }>,
  reason: string,
): Promise<PageAnswer> {
  return { status: 409, html: await page(deps, token, opened, null, { kind: 'refused', reason }), location: null };
}

/** People who are only informed of an incident have a link to it too. */
async function notConcerned(
  deps: RespondDeps,
  token: string,
  opened: Extract<OpenedLink, { ok: true }>,
): Promise<PageAnswer> {
  return { ...(await refused(deps, token, opened, pageTexts(opened.person.language).notConcerned)), status: 403 };
}

/** 303 makes the browser use GET, so that a reload does not act twice. */
async function moved(
  deps: RespondDeps,
  token: string,
  opened: Extract<OpenedLink, { ok: true }>,
  action: PageAction,
): Promise<PageAnswer> {
  return {
    status: 303,
    html: await page(deps, token, opened, null, { kind: 'done', action }),
    location: `${base(deps, token)}?done=${action}`,
  };
}

async function page(
  deps: RespondDeps,
  token: string,
  opened: Extract<OpenedLink, { ok: true }>,
  first: PageAction | null,
  flash: FlashMessage | null,
): Promise<string> {
  const { incident, person, now } = opened;
  const can = await deps.can(person.login, incident);
  return renderResponderPage(
    await readView({
      db: deps.db,
      directory: deps.directory(),
      rests: deps.rests(),
      incident,
      person,
      can,
      base: base(deps, token),
      grafana: deps.grafanaOf(incident.id),
      now,
      first,
      flash,
      noting: deps.copies.noting,
    }),
  );
}

function base(deps: RespondDeps, token: string): string {
  return `${deps.basePath}/r/${token}`;
}
