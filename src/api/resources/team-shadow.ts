/** Requests about a team between real and shadow, and about how its people are reached. */
import type { AskedToConfirmWire, ShadowSwitchWire, TeamShadowWire } from '#contract/people/team-shadow';
import type { ListPage } from '#contract/list';
import type { ApiResult } from '../client/client.ts';
import { segment, send } from '../client/client.ts';

export function shadowPath(team: string): string {
  return `teams/${segment(team)}/shadow`;
}

export function switchTeam(team: string, body: ShadowSwitchWire): Promise<ApiResult<TeamShadowWire>> {
  return send<TeamShadowWire>({ method: 'PUT', path: shadowPath(team), body });
}

export function askToConfirm(team: string): Promise<ApiResult<ListPage<AskedToConfirmWire>>> {
  return send<ListPage<AskedToConfirmWire>>({ method: 'POST', path: `teams/${segment(team)}/confirmations`, body: {} });
}
