/** Defines what a review begins with: the texts that remind its authors, and sections of a team's own. */
export interface ReviewStart {
  impact: string;
  cause: string;
  wentWell: string;
  more: ReadonlyArray<{ title: string; text: string }>;
}

export const EMPTY_REVIEW: ReviewStart = { impact: '', cause: '', wentWell: '', more: [] };

export function hasTemplate({ more, impact, cause, wentWell }: ReviewStart): boolean {
  return more.length > 0 || [impact, cause, wentWell].some((text) => text.trim() !== '');
}
