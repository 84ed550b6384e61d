/** What a maintenance may do, for a list to choose from: to page nobody comes first. */
import { t } from '../../language.ts';
import type { PolicyOption } from '../escalation/policy-options.ts';
import { usePolicyOptions } from '../escalation/use-policy-options.ts';
import type { MaintenanceAction } from './switch-draft.ts';

const HOLD = '';

export function useActionOptions(): PolicyOption[] {
  return [
    { value: HOLD, label: t('maintenance.hold', 'Page nobody') },
    ...usePolicyOptions().map((option) => ({
      ...option,
      label: t('maintenance.instead', 'Escalate by {{policy}} instead', { policy: option.label }),
    })),
  ];
}

export const valueOfAction = (action: MaintenanceAction) => (action === 'hold' ? HOLD : action.policy);

export const actionOfValue = (value: string): MaintenanceAction => (value === HOLD ? 'hold' : { policy: value });
