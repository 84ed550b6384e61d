/**
 * Lets the sync of a Grafana integration reach the operator's own Grafana (`VIGIE_GRAFANA_URL`) on loopback and in
 * private networks. Only the silences and rules are reachable this way, and no other code may use this client.
 */
import type { HttpClient } from '../ports/http.ts';

const PATHS = ['/api/alertmanager/grafana/', '/api/prometheus/grafana/'];

/**
 * @param own reaches every address
 * @param http reaches only what the guard allows
 */
export function withOwnGrafana(http: HttpClient, own: HttpClient, grafana: string | null): HttpClient {
  const base = grafana === null ? null : URL.parse(grafana);
  if (base === null) {
    return http;
  }
  const path = base.pathname.replace(/\/+$/, '');
  return {
    send: (request) => {
      const url = URL.parse(request.url);
      const isOwn =
        url?.origin === base.origin &&
        url.username === '' &&
        url.password === '' &&
        PATHS.some((below) => url.pathname.startsWith(`${path}${below}`));
      return (isOwn ? own : http).send(request);
    },
  };
}
