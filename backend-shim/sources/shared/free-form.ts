/** Builds an alert from a body without a format of its own: from templates, else from the usual names. */
import type { Alert, AlertStatus } from '#domain/incident/signal/alert';
import { alertOf } from './alert.ts';
import { links } from './values/links.ts';
import type { RawFields } from './values/read.ts';
import { severityOf } from './values/severity.ts';
import { statusOf } from './values/status.ts';
import type { RenderedFields } from './templates.ts';
import { readUsual, type UsualFields } from './usual.ts';

/**
 * @param nameless the title of a firing alert that has none
 * @param labels replace the body's own
 */
export function alertFromFields(
  fields: RawFields,
  rendered: RenderedFields,
  nameless: string,
  raw: unknown,
  labels: Record<string, string> | null = null,
): Alert {
  const usual = readUsual(fields);
  const status = rendered.status === undefined ? usual.status : (statusOf(rendered.status) ?? 'firing');
  const fingerprint = fingerprintOf(rendered, usual);
  const isFiring = status === 'firing';
  return alertOf({
    fingerprint,
    groupKey: rendered.groupKey ?? fingerprint,
    status,
    severity: severityOf(rendered.severity ?? null) ?? usual.severity ?? severityWhenSilent(status),
    title: rendered.title ?? usual.title ?? (isFiring ? nameless : null),
    description: rendered.description ?? usual.description,
    labels: labels ?? usual.labels,
    links: links([
      ['Source', rendered.link],
      ['Source', usual.link],
    ]),
    startsAt: usual.startsAt,
    actor: rendered.actor ?? usual.actor,
    note: rendered.note ?? usual.note,
    ...(isDowntime(rendered.downtime) && { downtime: { began: rendered.downtime === 'began', until: null } }),
    test: rendered.test === 'true',
    raw,
  });
}

/**
 * If a template sets only the group, the group identifies the alert: a hash of the body would differ between a problem
 * and its end.
 */
function fingerprintOf(rendered: RenderedFields, usual: UsualFields): string {
  return rendered.fingerprint ?? usual.id ?? rendered.groupKey ?? usual.identity();
}

function isDowntime(text: string | undefined): boolean {
  return text === 'began' || text === 'over';
}

function severityWhenSilent(status: AlertStatus): Alert['severity'] {
  return status === 'firing' ? 'error' : null;
}
