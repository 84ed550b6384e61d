/** Posts JSON to a service, for channels that speak HTTP. */
import type { DeliveryRequest } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { HttpClient, HttpResult } from '../../../ports/http.ts';

/** The dependencies of every HTTP channel. */
export interface HttpChannelDeps {
  http: HttpClient;
  clock: Pick<Clock, 'machine'>;
}

export function postJson(
  http: HttpClient,
  url: string,
  body: unknown,
  request: Pick<DeliveryRequest, 'trusted' | 'signal'>,
  headers: Record<string, string> = {},
): Promise<HttpResult> {
  return http.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Vigie', ...headers },
    body: JSON.stringify(body),
    trusted: request.trusted,
    signal: request.signal,
  });
}
