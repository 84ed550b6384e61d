/**
 * A **page** reaches one responder about one incident: it runs the person's notification rules until it is answered,
 * replaced, or out of rules.
 *
 * - `running`: rules wait or deliveries are under way.
 * - `delivered`: out of rules, and at least one delivery arrived.
 * - `failed`: every delivery has failed for good.
 * - `ended`: acknowledged, resolved, snoozed, or replaced by a newer page.
 *
 * The next method starts at the first failure of one, not at its last.
 */
import type { NotificationRule, Responder, Urgency } from '#domain/notify/responder';
import type { Calendar } from '#domain/time/holidays';
import { windowContains, windowEnd } from '#domain/time/window';

export type RuleState = 'waiting' | 'trying' | 'done' | 'failed';

interface PageRule {
  method: string;
  dueAt: number;
  state: RuleState;
}

export type PageState = 'running' | 'delivered' | 'failed' | 'ended';

export interface Page {
  state: PageState;
  rules: PageRule[];
  /** The end of the quiet hours that hold it; null if not held. */
  heldUntil: number | null;
}

/** The rules that apply, with their instants. Without any contact method, the page has failed. */
export function planPage(responder: Responder, urgency: Urgency, now: number, calendar: Calendar): Page {
  const heldUntil =
    urgency === 'default' && responder.quietHours ? windowEnd(responder.quietHours, now, calendar) : null;
  const start = heldUntil ?? now;
  const own = rulesFor(responder, urgency);
  const inTime = own.filter((rule) => rule.when === null || windowContains(rule.when, start + rule.after, calendar));
  // Windows that exclude every method would lose the page.
  const chosen = inTime.length > 0 ? inTime : own.length > 0 ? own : allMethods(responder);
  const rules = chosen.map((rule): PageRule => ({ method: rule.method, dueAt: start + rule.after, state: 'waiting' }));
  rules.sort((a, b) => a.dueAt - b.dueAt);
  return { state: rules.length === 0 ? 'failed' : 'running', rules, heldUntil };
}

/** Plans without rules, hours and quiet hours, for when they cannot be evaluated. */
export function planPlainly(responder: Responder, now: number): Page {
  const rules = allMethods(responder).map(({ method }): PageRule => ({ method, dueAt: now, state: 'waiting' }));
  return { state: rules.length === 0 ? 'failed' : 'running', rules, heldUntil: null };
}

/** The list of the urgency; the other one if it is empty. */
function rulesFor(responder: Responder, urgency: Urgency): NotificationRule[] {
  const own = responder.rules[urgency];
  return own.length > 0 ? own : responder.rules[urgency === 'urgent' ? 'default' : 'urgent'];
}

/** For empty lists: all verified methods at once, e-mail first. */
function allMethods(responder: Responder): NotificationRule[] {
  const verified = responder.contactMethods.filter((method) => method.verified);
  const mailFirst = [
    ...verified.filter((method) => method.type === 'email'),
    ...verified.filter((method) => method.type !== 'email'),
  ];
  return mailFirst.map((method) => ({ method: method.id, after: 0, when: null }));
}

/** What happened to the delivery of a rule. */
export type DeliveryNews = 'done' | 'first-failure' | 'failed';

/** Starts the rules that are due. @returns the next state and the methods to use now */
export function startDueRules(page: Page, now: number): { page: Page; methods: string[] } {
  if (page.state !== 'running') {
    return { page, methods: [] };
  }
  const due = page.rules.filter((rule) => rule.state === 'waiting' && rule.dueAt <= now);
  const rules = page.rules.map((rule): PageRule => (due.includes(rule) ? { ...rule, state: 'trying' } : rule));
  return { page: settle({ ...page, rules }), methods: due.map((rule) => rule.method) };
}

/** The failure of one method makes the next one due at once. */
export function onDelivery(page: Page, method: string, news: DeliveryNews, now: number): Page {
  const index = page.rules.findIndex((rule) => rule.method === method && rule.state === 'trying');
  if (index < 0) {
    return page;
  }
  let rules = page.rules;
  if (news !== 'first-failure') {
    rules = rules.map((rule, i): PageRule => (i === index ? { ...rule, state: news } : rule));
  }
  if (news !== 'done') {
    const next = rules.findIndex((rule) => rule.state === 'waiting');
    rules = rules.map((rule, i): PageRule => (i === next ? { ...rule, dueAt: Math.min(rule.dueAt, now) } : rule));
  }
  return settle({ ...page, rules });
}

/**
 * The service accepted the message and reported later that it did not arrive. The delivery has then failed, or is being
 * retried; the next method starts now, and a page that was finished continues.
 */
export function onUndelivered(page: Page, method: string, news: 'failed' | 'again', now: number): Page {
  const index = page.rules.findLastIndex((rule) => rule.method === method && rule.state === 'done');
  if (index < 0 || page.state === 'ended' || page.state === 'failed') {
    return page;
  }
  const next = page.rules.findIndex((rule) => rule.state === 'waiting');
  const rules = page.rules.map((rule, i): PageRule => {
    if (i === index) {
      return { ...rule, state: news === 'failed' ? 'failed' : 'trying' };
    }
    return i === next ? { ...rule, dueAt: Math.min(rule.dueAt, now) } : rule;
  });
  return settle({ ...page, state: 'running', rules });
}

/** Continues a page that had ended; the caller revives its deliveries that were cancelled. */
export function resumePage(page: Page): Page {
  return page.state === 'ended' ? settle({ ...page, state: 'running' }) : page;
}

export function endPage(page: Page): Page {
  return page.state === 'running' || page.state === 'delivered' ? { ...page, state: 'ended' } : page;
}

/** Moves waiting rules when the machine's clock is set back; the end of quiet hours is an instant and stays. */
export function shiftRules(page: Page, by: number): Page {
  return page.heldUntil === null
    ? { ...page, rules: page.rules.map((rule) => ({ ...rule, dueAt: rule.dueAt + by })) }
    : page;
}

/** When the next rule is due, or null. */
export function nextRuleAt(page: Page): number | null {
  const due = page.rules.filter((rule) => rule.state === 'waiting').map((rule) => rule.dueAt);
  return page.state !== 'running' || due.length === 0 ? null : Math.min(...due);
}

function settle(page: Page): Page {
  if (page.state !== 'running' || page.rules.some((rule) => rule.state === 'waiting' || rule.state === 'trying')) {
    return page;
  }
  return { ...page, state: page.rules.some((rule) => rule.state === 'done') ? 'delivered' : 'failed' };
}
