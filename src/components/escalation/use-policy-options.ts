/** A hook for the escalation policies to choose from. */
import { useDirectory } from '../people/directory.tsx';
import { useMe } from '../people/who-am-i.tsx';
import type { PolicyOption } from './policy-options.ts';
import { policyOptions } from './policy-options.ts';

export function usePolicyOptions(): PolicyOption[] {
  const { policies, teams } = useDirectory();
  return policyOptions(policies, teams, useMe()?.teams ?? []);
}
