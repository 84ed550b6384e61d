/** A **maintenance** holds paging, or sends incidents to another policy, while work goes on. */
import type { Matcher } from '#domain/routing/matcher';

export interface Maintenance {
  id: string;
  name: string;
  /** Every matcher must hold; empty: every alert of `integrations`. */
  match: Matcher[];
  /** Empty: alerts of every integration. */
  integrations: string[];
  /** Wall clock (`2026-02-10T20:00`) in `timeZone`; half-open. */
  start: string;
  end: string;
  timeZone: string;
  repeat: 'daily' | 'weekly' | 'monthly' | null;
  /** Wall clock after which no repetition starts; null: for ever. */
  until: string | null;
  action: { kind: 'hold' } | { kind: 'policy'; policy: string };
}
