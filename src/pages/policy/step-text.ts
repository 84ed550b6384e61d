/** Describes a step in a sentence. */
import type { StepWire } from '#contract/paging/policy';
import { parseDuration } from '#domain/time/duration';
import { conditionTexts, leastText } from '../../components/conditions/condition-text.ts';
import { durationText } from '../../components/time/format.ts';
import type { NameOf } from '../../components/escalation/target-text.ts';
import { listText, targetsText } from '../../components/escalation/target-text.ts';
import { windowsText } from '../../components/form/fields/time/weekly-text.ts';
import { t } from '../../language.ts';

export type StepNames = NameOf & ((kind: 'time-windows', key: string) => string);

/** Returns the typed text if it is not a duration (yet). */
export function spoken(duration: string): string {
  const ms = parseDuration(duration);
  return ms === null ? duration : durationText(ms);
}

function mainClause({ notify, urgency, wait: text }: StepWire, name: StepNames): string {
  const wait = spoken(text);
  if (notify.length === 0) {
    return t('step.waits', 'Wait {{wait}}', { wait });
  }
  const who = targetsText(notify, name);
  switch (urgency) {
    case 'urgent':
      return t('step.urgent', 'Page {{who}} urgently, then wait {{wait}}', { who, wait });
    case 'default':
      return t('step.calm', 'Page {{who}} without urgency, then wait {{wait}}', { who, wait });
    default:
      return t('step.pages', 'Page {{who}}, then wait {{wait}}', { who, wait });
  }
}

function conditions(when: StepWire['when'], name: StepNames): string[] {
  if (when === null) {
    return [];
  }
  const { window, severity, match, alerts } =
    typeof when === 'string' ? { window: when, severity: null, match: [], alerts: null } : when;
  return [
    ...(window === null
      ? []
      : [
          t('step.if-window', 'within {{window}}', {
            window: typeof window === 'string' ? name('time-windows', window) : windowsText(window.windows),
          }),
        ]),
    ...(severity === null ? [] : [leastText(severity)]),
    ...conditionTexts(match),
    ...(alerts === null
      ? []
      : [
          t('step.if-alerts', 'at least {{count}} alerts arrived within {{within}}', {
            count: alerts.count,
            within: spoken(alerts.within),
          }),
        ]),
  ];
}

/** Settings that differ from the default; empty for most steps. */
export function stepNotes(step: StepWire, name: StepNames): string[] {
  const only = conditions(step.when, name);
  return [
    ...(step.until
      ? [
          t('step.until', 'Waits for {{window}} to open; nobody is paged until then', {
            window: name('time-windows', step.until),
          }),
        ]
      : []),
    ...(only.length === 0 ? [] : [t('step.only-if', 'Only if {{conditions}}', { conditions: listText(only) })]),
    ...(step.requireAcks > 1
      ? [t('step.acks', 'Continues until {{count}} people have acknowledged', { count: step.requireAcks })]
      : []),
    ...(step.onlyNew ? [t('step.only-new', 'Skips people already paged')] : []),
  ];
}

export function stepSentence(step: StepWire, name: StepNames): string {
  return mainClause(step, name);
}
