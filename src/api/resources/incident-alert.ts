/** One alert of an incident, as `GET incidents/:id/alerts` lists it. */
import type { Severity } from '#domain/incident/signal/alert';
import type { TitleReason } from '#domain/incident/signal/title';

export interface IncidentAlert {
  fingerprint: string;
  status: 'firing' | 'resolved';
  severity: Severity;
  title: string;
  /** Set if the title is Vigie's own, for translations. */
  titleReason: TitleReason | null;
  description: string | null;
  labels: Record<string, string>;
  links: Array<{ title: string; url: string }>;
  startsAt: string | null;
  firstAt: string;
  lastAt: string;
  /** The number of signals of this alert. */
  count: number;
  /** After a merge, it may differ from the incident's. */
  integration: string | null;
  /** Its source has it in a downtime. */
  inDowntime: boolean;
}
