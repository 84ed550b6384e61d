/** People as the API answers them, and their contact methods. */
import type { Stored } from '#contract/stored';
import type { ContactMethodWire, UserWire } from '#contract/people/user';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';
import { noted } from '../client/objects.ts';

/** Addresses are shown to their owner and to Admins. */
export interface MethodAnswer {
  id: string;
  type: string;
  to?: string;
  secret?: null;
  hasSecret?: boolean;
  verified: boolean;
  /** Whether the last delivery through it arrived. */
  healthy: boolean;
}

export type StoredPerson = Stored<
  Omit<UserWire, 'contactMethods'> & {
    contactMethods: MethodAnswer[] | null;
    /** Grafana no longer lets the person in, as far as the sidecar knows. */
    disabledInGrafana?: boolean;
  }
>;

/** The form that is sent back: methods as read, or new ones. */
export type PersonBody = Omit<StoredPerson, 'contactMethods'> & {
  contactMethods: Array<MethodAnswer | ContactMethodWire> | null;
};

/** The result of testing an address. */
export interface MethodTestResult {
  outcome: 'done' | 'retry' | 'never';
  reason: string | null;
  detail: string;
}

export interface CodeAnswer {
  verified: boolean;
  sent: MethodTestResult | null;
  expiresAt: string | null;
}

function methodPath(login: string, id: string): string {
  return `users/${segment(login)}/contact-methods/${segment(id)}`;
}

export function testMethod(login: string, id: string): Promise<ApiResult<MethodTestResult>> {
  return send<MethodTestResult>({ method: 'POST', path: `${methodPath(login, id)}/test`, body: {} });
}

/** @param code null: requests a code. */
export function verifyMethod(login: string, id: string, code: string | null): Promise<ApiResult<CodeAnswer>> {
  return send<CodeAnswer>({
    method: 'POST',
    path: `${methodPath(login, id)}/verify`,
    body: code === null ? {} : { code },
  });
}

export interface CalendarLink {
  url: string;
  createdAt: string;
}

/** @param path `users/ann/ical`, `rotas/sre/ical` */
export function makeCalendarLink(path: string): Promise<ApiResult<CalendarLink>> {
  return send<CalendarLink>({ method: 'POST', path, body: {} });
}

export function endCalendarLink(path: string): Promise<ApiResult<unknown>> {
  return send<unknown>({ method: 'DELETE', path });
}

/** Everything that is held on the person; the audit log says who took it. */
export function exportPerson(login: string): Promise<ApiResult<object>> {
  return send<object>({ path: `users/${segment(login)}/export` });
}

/** Cannot be undone. */
export async function erasePerson(login: string): Promise<ApiResult<{ pseudonym: string }>> {
  const path = `users/${segment(login)}/erase`;
  return noted('users', await send<{ pseudonym: string }>({ method: 'POST', path, body: { confirm: login } }));
}
