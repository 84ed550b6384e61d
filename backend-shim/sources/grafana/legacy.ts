/** Reads dashboard alerts of Grafana 8 and older: one rule, one state, no groups. */
import type { AlertStatus } from '#domain/incident/signal/alert';
import type { ParseResult } from '../../ports/source.ts';
import { alertOf } from '../shared/alert.ts';
import { rejected } from '../shared/define.ts';
import { labelsOf } from '../shared/values/labels.ts';
import { links } from '../shared/values/links.ts';
import { firstScalar, isRecord, own, scalar, type RawFields } from '../shared/values/read.ts';
import { severityIn } from '../shared/values/severity.ts';

const TEST_MESSAGE = 'Someone is testing the alert notification within Grafana.';
/** A paused rule is over, since its recovery would never arrive. */
const STATES: Record<string, AlertStatus> = {
  alerting: 'firing',
  no_data: 'firing',
  ok: 'resolved',
  paused: 'resolved',
  pending: 'info',
  unknown: 'info',
};

export function isLegacy(body: RawFields): boolean {
  return Object.hasOwn(body, 'ruleId') || Object.hasOwn(body, 'ruleName') || Object.hasOwn(body, 'evalMatches');
}

export function parseLegacy(body: RawFields): ParseResult {
  const rule = firstScalar(body, ['ruleId', 'ruleName']);
  if (rule === null) {
    return rejected('ruleId: missing, and there is no ruleName either');
  }
  const state = scalar(own(body, 'state'))?.toLowerCase() ?? 'alerting';
  const status = (Object.hasOwn(STATES, state) ? STATES[state] : undefined) ?? 'firing';
  const labels = labelsOf(own(body, 'tags'));
  const fingerprint = `rule:${scalar(own(body, 'orgId')) ?? '1'}:${rule}`;
  return {
    ok: true,
    alerts: [
      alertOf({
        fingerprint,
        groupKey: fingerprint,
        status,
        severity: severityIn(labels) ?? (status === 'firing' ? 'error' : null),
        title: firstScalar(body, ['ruleName', 'title']) ?? rule,
        description: describe(body),
        labels,
        links: links([
          ['Source', own(body, 'ruleUrl')],
          ['Image', own(body, 'imageUrl')],
        ]),
        note: state === 'paused' ? 'The alert rule was paused in Grafana.' : null,
        test: scalar(own(body, 'message')) === TEST_MESSAGE,
        raw: body,
      }),
    ],
  };
}

/** The rule's message and measured values: `High value = 100`. */
function describe(body: RawFields): string | null {
  const matches = own(body, 'evalMatches');
  const values = (Array.isArray(matches) ? matches : [])
    .filter(isRecord)
    .map((match) => `${scalar(own(match, 'metric')) ?? 'value'} = ${scalar(own(match, 'value')) ?? 'null'}`);
  return [scalar(own(body, 'message')), values.join(', ')].filter(Boolean).join('\n') || null;
}
