/** Phones and computers with Vigie's own app. */
import type { DeviceAnswer, EnrolmentAnswer } from '#contract/people/device';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';

export function devicesPath(login: string): string {
  return `users/${segment(login)}/devices`;
}

/** Only for the person themselves. */
export function enrolDevice(login: string): Promise<ApiResult<EnrolmentAnswer>> {
  return send<EnrolmentAnswer>({ method: 'POST', path: `${devicesPath(login)}/enrolment`, body: {} });
}

export function removeDevice(login: string, { id }: Pick<DeviceAnswer, 'id'>): Promise<ApiResult<unknown>> {
  return send<unknown>({ method: 'DELETE', path: `${devicesPath(login)}/${segment(id)}` });
}
