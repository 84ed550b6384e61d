/** Makes a new token, and gives it to the contact point with which this Grafana sends to the integration. */
import type { ApiResult } from '../../../api/client/client.ts';
import { segment, send } from '../../../api/client/client.ts';
import type { ContactPoint } from '../../../api/grafana/grafana-receiver.ts';
import type { StoredIntegration } from '../../../api/resources/integrations.ts';
import { renewToken } from '../../../api/resources/integrations.ts';
import type { Connected } from './connect.tsx';
import { connect } from './connect.tsx';
import { isReadOnly } from './contact-point.ts';

/** The contact point, and all that it must not have the name of; null: there is none, or the reader may not see it. */
export type Sender = { own: ContactPoint } & Pick<Connected, 'points' | 'publicUrl'>;

export interface Renewed {
  oldValidUntil: string;
  /** The contact point has the new token; else it sends with the old one until then. */
  isGiven: boolean;
}

export async function renewAndGive(id: string, sender: Sender | null): Promise<ApiResult<Renewed>> {
  const renewed = await renewToken(id);
  if (!renewed.ok) {
    return renewed;
  }
  const { oldValidUntil } = renewed.value;
  if (sender === null || isReadOnly(sender.own)) {
    return { ok: true, value: { oldValidUntil, isGiven: false } };
  }
  // Its version is another one now, and the token is in it.
  const fresh = await send<StoredIntegration>({ path: `integrations/${segment(id)}` });
  const given = fresh.ok ? await connect({ ...sender, integration: fresh.value, onHalf: () => undefined }) : fresh;
  return { ok: true, value: { oldValidUntil, isGiven: given.ok } };
}
