/** A sender of another pager: its requests, as its documentation has them. */
import type { Answer } from '../../../support/sidecar.ts';
import { tokenOf } from '../../../stories/cast.ts';
import type { Story } from '../../../stories/harness.ts';

export interface OpsgenieAnswer {
  result?: string;
  message?: string;
  errors?: Record<string, string>;
  took: number;
  requestId: string;
  data?: Record<string, unknown>;
}

/** With the integration's token as its API key. @param path below `/v2/` */
export async function sendToOpsgenie(
  story: Story,
  method: string,
  path: string,
  body?: unknown,
  { key = tokenOf(story.integration), prefix = '' } = {},
): Promise<Answer<OpsgenieAnswer>> {
  const answer = await story.sidecar.request<OpsgenieAnswer>(method, `${prefix}/v2/${path}`, body, {
    token: null,
    headers: { Authorization: `GenieKey ${key}` },
  });
  await story.settle();
  return answer;
}

export interface PagerDutyAnswer {
  status: string;
  message: string;
  dedup_key?: string;
  errors?: string[];
}

/** With the integration's token as its routing key. */
export async function sendEvent(
  story: Story,
  body: Record<string, unknown>,
  { path = '/v2/enqueue', key = tokenOf(story.integration) } = {},
): Promise<Answer<PagerDutyAnswer>> {
  const answer = await story.sidecar.request<PagerDutyAnswer>(
    'POST',
    path,
    { routing_key: key, ...body },
    { token: null },
  );
  await story.settle();
  return answer;
}
