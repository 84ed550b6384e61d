/** Defines the level of a duty: who is called first, and who after them. */
export const DUTY_LEVELS = ['primary', 'backup'] as const;
export type DutyLevel = (typeof DUTY_LEVELS)[number];
