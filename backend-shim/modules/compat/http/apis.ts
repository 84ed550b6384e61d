/** Names the pagers whose paths can be served. */
export const COMPAT_APIS = ['oncall', 'pagerduty', 'opsgenie'] as const;
export type CompatApi = (typeof COMPAT_APIS)[number];
