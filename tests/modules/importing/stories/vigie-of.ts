/** Leads an import's requests to a running sidecar. */
import type { VigieTransport } from '../../../../backend-shim/modules/importing/client/vigie/client.ts';
import type { Sidecar } from '../../../support/sidecar.ts';

export function vigieOf(sidecar: Sidecar): VigieTransport {
  return async ({ method, url, headers, body }) => {
    const answer = await fetch(url.replace('https://vigie.example', sidecar.url), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  };
}
