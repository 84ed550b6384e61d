/** Says in a badge how far an import is. */
import type { BadgeProps } from '@grafana/ui';
import type { ImportWire } from '#modules/importing/contract/wizard';
import { t } from '../../../language.ts';
import { stepText } from './words/import-words.ts';

export function importBadge(one: ImportWire): Pick<BadgeProps, 'color' | 'icon' | 'text'> {
  const [step] = one.steps;
  if (step !== undefined) {
    return { color: 'blue', icon: 'sync', text: stepText(step) };
  }
  if (one.failure !== null) {
    return { color: 'red', icon: 'exclamation-triangle', text: t('imports.failed', 'Stopped by a problem') };
  }
  if (one.switchedAt !== null) {
    return { color: 'green', icon: 'check', text: t('imports.switched', 'Switched') };
  }
  return one.appliedAt === null
    ? { color: 'orange', icon: 'pen', text: t('imports.to-do', 'To be applied') }
    : { color: 'green', icon: 'check', text: t('imports.applied', 'Applied') };
}
