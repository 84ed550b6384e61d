/** Defines the template of a team's reviews, a field that this module adds to teams. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';
import { name, text } from '#contract/base/scalars';

const MOST_SECTIONS = 20;

/** A section beside the usual ones; where a template has it, with what its authors are reminded of. */
const section = strict({ title: name, text: text.default('') });
export const sections = z.array(section).max(MOST_SECTIONS);

/** Of a team: what a new review of its incidents begins with. */
const reviewTemplate = strict({
  impact: text.default(''),
  cause: text.default(''),
  wentWell: text.default(''),
  more: sections.default([]),
});

export type ReviewTemplate = z.output<typeof reviewTemplate>;

export const reviewFields = {
  /** What a new review of the team's incidents begins with. */
  reviewTemplate: reviewTemplate.optional(),
};
