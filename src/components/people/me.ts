/** The login of the reader. */
import { config } from '@grafana/runtime';

/** The reader's Grafana login. */
export function myLogin(): string {
  return config.bootData.user.login;
}
