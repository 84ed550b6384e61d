/** The fields that modules add to objects of the core, a line each: without it, a field is unknown. */
import { reviewFields } from './review/contract/template.ts';

export const TEAM_FIELDS = { ...reviewFields };
