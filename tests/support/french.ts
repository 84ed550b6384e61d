/**
 * Finds spaces and apostrophes that differ from French print: U+202F before `;`, `!` and `?`, U+00A0 before `:`, `%`
 * and `»` and after `«`, so that no line begins with a mark; ’ as the apostrophe.
 */

const MARKS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(?<=[\p{L}\p{N})}»”…])[ \u00a0]?[;!?](?![\p{L}\p{N}&=#_/])/gu, 'needs U+202F (narrow no-break space) before ; ! ?'],
  [
    /(?<=[\p{L}\p{N})}»”…])(?:[ \u202f]:|[ \u202f]%|[^\u00a0 ]?[ \u202f]»)(?![\p{L}\p{N}])/gu,
    'needs U+00A0 (no-break space) before : % »',
  ],
  [/«(?!\u00a0)/gu, 'needs U+00A0 (no-break space) after «'],
  [/(?<=\p{L})'(?=\p{L})/gu, 'needs ’ as its apostrophe'],
];

/** Spaces and apostrophes that look alike on a screen, by their names. */
export function visible(text: string): string {
  return text.replace(
    /[\u00a0\u202f']/g,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** Finds a participle of a person whose gender nobody told: `{{who}} est désactivé`, `<ann> ne peut pas être joint`. */
export const GENDERED =
  /(?<!(?:compte|quota) de )(?:\{\{(?:who|whom|person|user)\}\}|<(?:ann|ben|user|id|standIn)>) (?:(?:n’)?(?:est|sera|a été|serait)|(?:ne )?peut(?: pas)? être)(?: pas| plus)? (?:joint|inconnu|revenu|absent|\p{L}+é)(?!\p{L})/u;

/** The differences from French print; empty: there are none. */
export function oddInFrench(text: string): string[] {
  return MARKS.flatMap(([pattern, advice]) =>
    [...text.matchAll(pattern)].map(
      ({ index, 0: found }) => `…${visible(text.slice(Math.max(0, index - 12), index + found.length + 6))}… ${advice}`,
    ),
  );
}
