/** Translates OnCall's people, their personal rules and teams. Numbers are in the database only. */
import type { PlanDraft } from '../../plan-draft.ts';
import type { PagerObject, PagerPerson, PlanningHelp } from '../../pager.ts';
import { minutesText } from '../shared/escalation-text.ts';
import { objectsOf } from '../shared/objects.ts';
import { addTeam } from '../shared/plan/accounts.ts';
import { DEFAULT_WAIT, oncallUser } from './schema.ts';
import type { OncallRule, OncallTeam, OncallUser } from './schema.ts';

/** What a rule tells by, and the type of contact method that does the same. */
const TYPES: Readonly<Record<string, string>> = {
  notify_by_sms: 'sms',
  notify_by_phone_call: 'voice',
  notify_by_email: 'email',
};
const APPS = ['notify_by_mobile_app', 'notify_by_mobile_app_critical'];

interface RuleBody {
  method: string;
  after: string;
}

export function people(config: readonly PagerObject[]): PagerPerson[] {
  return objectsOf(config, 'users', oncallUser).map(({ id, username, email }) => ({
    id,
    name: username,
    email: email || null,
    username,
  }));
}

export function planUser(
  draft: PlanDraft,
  help: PlanningHelp,
  rules: readonly OncallRule[],
  user: OncallUser,
  login: string,
): void {
  const own = rules
    .filter((one) => one.user_id === user.id)
    .sort((a, b) => Number(a.important ?? false) - Number(b.important ?? false) || a.position - b.position);
  const methods = methodsOf(draft, user, own);
  const [plain, urgent] = [false, true].map((important) =>
    rulesOf(
      own.filter((one) => (one.important ?? false) === important),
      methods,
    ),
  ) as [RuleBody[], RuleBody[]];
  const zone = user.timezone || 'UTC';
  draft.add('users', {
    login,
    name: user.username,
    timeZone: help.zone(zone) === null ? 'UTC' : zone,
    ...(user.email ? { email: user.email } : {}),
    ...(methods.size === 0
      ? {}
      : { contactMethods: [...methods].map(([type, to]) => ({ id: idOf(type), type, to, verified: false })) }),
    ...(plain.length + urgent.length === 0 ? {} : { notificationRules: { default: plain, urgent } }),
  });
  if (plain.length + urgent.length > 0) {
    draft.item('personal-rule', { sourceId: user.id, name: user.username, vigieId: login, class: 'exact' });
  }
}

const idOf = (type: string) => `oncall-${type}`;

/** The methods that the rules need, by type; a rule whose method nothing stands for is reported. */
function methodsOf(draft: PlanDraft, user: OncallUser, rules: readonly OncallRule[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { type } of rules) {
    if (!type || type === 'wait') {
      continue;
    }
    const word = type.replace(/^notify_by_/, '').replaceAll('_', ' ');
    const item = { sourceId: `${user.id}/${type}`, name: `${user.username}: ${word}` };
    const kind = TYPES[type];
    const to = kind === 'email' ? user.email : user.phone_number?.replace(/[^\d+]/g, '');
    if (kind !== undefined && to) {
      found.set(kind, to);
      draft.item('contact-method', { ...item, vigieId: idOf(kind), class: 'exact' });
    } else if (kind !== undefined) {
      draft.item('contact-method', { ...item, class: 'needs-a-person', reason: 'numbers-hidden' });
    } else if (APPS.includes(type)) {
      draft.item('contact-method', { ...item, class: 'left-out', reason: 'phone-app' });
    } else {
      draft.item('contact-method', {
        ...item,
        class: 'left-out',
        reason: 'no-counterpart',
        data: { what: `personal messages by ${word}` },
      });
    }
  }
  return found;
}

/** Waits are rules of their own; `after` counts from the alert. */
function rulesOf(rules: readonly OncallRule[], methods: ReadonlyMap<string, string>): RuleBody[] {
  let seconds = 0;
  return rules.flatMap(({ type, duration }) => {
    seconds += type === 'wait' ? (duration ?? DEFAULT_WAIT) : 0;
    const kind = TYPES[type ?? ''];
    return kind !== undefined && methods.has(kind) ? [{ method: idOf(kind), after: minutesText(seconds / 60) }] : [];
  });
}

/** Only people say of which teams they are. */
export function planTeam(
  draft: PlanDraft,
  help: PlanningHelp,
  users: readonly OncallUser[],
  { id, name }: OncallTeam,
): void {
  const members = users
    .filter(({ teams }) => teams.includes(id))
    .map((user) => ({ person: user.id, isManager: false }));
  addTeam(draft, help, { id, name, members });
}
