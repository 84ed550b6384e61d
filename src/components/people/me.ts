/** Login and role of the reader. */
import { config } from '@grafana/runtime';

/** The reader's Grafana login. */
export function myLogin(): string {
  return config.bootData.user.login;
}

export type ReaderRole = 'Admin' | 'Editor' | 'Viewer' | 'None';

export function myRole(): ReaderRole {
  const role: string = config.bootData.user.orgRole;
  return role === 'Admin' || role === 'Editor' || role === 'Viewer' ? role : 'None';
}
