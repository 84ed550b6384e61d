/**
 * The operator's own Grafana (`VIGIE_GRAFANA_URL`), which the sidecar talks to anyhow, may be reached on loopback and
 * in private networks; its silences and rules only, and by nothing but the sync of a Grafana integration.
 */
import type { Http } from '../ports/http.ts';

const PATHS = ['/api/alertmanager/grafana/', '/api/prometheus/grafana/'];

/** @param own reaches every address @param http reaches what it may */
export function withOwnGrafana(http: Http, own: Http, grafana: string | null): Http {
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
