/** Names contracts: “35 h”, “39 h”, “forfait-jours”. */
import type { WorkProfileWire } from '#contract/labour/work-profile';
import { toMilliseconds } from '#contract/time/duration';
import { hoursText } from '../../components/time/duration-text.ts';
import { t } from '../../language.ts';
import type { Contract, OnCallChoice } from '#domain/labour/facts/model';
import type { ContractChoice } from './set-up/set-up-draft.ts';

const CHOICES: Record<ContractChoice | 'none', () => string> = {
  '35h': () => hoursText(toMilliseconds('35h')),
  '39h': () => hoursText(toMilliseconds('39h')),
  days: () => t('contract.days', 'forfait-jours'),
  none: () => t('contract.none', 'no work profile'),
};

export function choiceText(choice: ContractChoice | 'none'): string {
  return CHOICES[choice]();
}

export function contractText({ contract, weeklyHours }: Pick<WorkProfileWire, 'contract' | 'weeklyHours'>): string {
  return contract === 'hours' ? hoursText(toMilliseconds(weeklyHours ?? '35h')) : contractWord(contract);
}

const CONTRACT_WORDS: Record<Contract, () => string> = {
  hours: () => t('contract.hours', 'counted in hours'),
  days: () => choiceText('days'),
  exempt: () => t('contract.exempt', 'senior executive (no rules of working time)'),
};

export function contractWord(contract: Contract): string {
  return CONTRACT_WORDS[contract]();
}

const ON_CALL: Record<OnCallChoice, () => string> = {
  yes: () => t('profile.yes', 'yes'),
  daytime: () => t('profile.daytime', 'in the daytime only'),
  no: () => t('profile.no', 'no'),
};

export function onCallText(choice: OnCallChoice): string {
  return ON_CALL[choice]();
}
