/** Where a story's sidecar listens for mail or traps. */
import type { Sidecar } from '../../support/sidecar.ts';

export async function listenerAddress(sidecar: Sidecar, kind: 'smtp' | 'snmp'): Promise<string> {
  const { body } = await sidecar.api<{ listeners: Array<{ kind: string; address: string }> }>('GET', 'status');
  const found = body.listeners.find((one) => one.kind === kind);
  if (!found) throw new Error(`no listener for ${kind}: ${JSON.stringify(body)}`);
  return found.address;
}
