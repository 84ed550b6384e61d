/** The draft of people to add, and what is sent for it. */
import type { GrafanaUser } from '../../api/grafana/grafana-users.ts';

export interface AddDraft {
  way: 'grafana' | 'hand';
  /** Logins chosen from Grafana. */
  chosen: string[];
  login: string;
  name: string;
  email: string;
  timeZone: string;
}

export const EMPTY_DRAFT: AddDraft = { way: 'grafana', chosen: [], login: '', name: '', email: '', timeZone: '' };

export interface NewPerson {
  login: string;
  name: string | null;
  email: string | null;
  timeZone: string;
}

/** Those whom Vigie does not know, and whom Grafana lets in. */
export function candidatesOf(users: readonly GrafanaUser[], known: ReadonlySet<string>): GrafanaUser[] {
  return users.filter(({ login, isDisabled }) => !isDisabled && !known.has(login));
}

/** Every word must occur in the name, the login, the mail address, the role or a team. */
export function matchesWords(
  { login, name, email, role }: GrafanaUser,
  teams: readonly string[],
  text: string,
): boolean {
  const where = [login, name, email, role, ...teams].join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** Grafana may have a login in the place of a mail address, which Vigie would refuse. */
function mailOrNull(email: string): string | null {
  return email.includes('@') ? email : null;
}

export function bodiesOf(draft: AddDraft, users: readonly GrafanaUser[]): NewPerson[] {
  const { way, chosen, login, name, email, timeZone } = draft;
  if (way === 'hand') {
    return login.trim() === ''
      ? []
      : [{ login: login.trim(), name: name.trim() || null, email: email.trim() || null, timeZone }];
  }
  return users
    .filter((one) => chosen.includes(one.login))
    .map((one) => ({ login: one.login, name: one.name || null, email: mailOrNull(one.email), timeZone }));
}
