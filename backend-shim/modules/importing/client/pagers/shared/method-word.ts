/** Reads how somebody was told from the words of a pager. */
const WORDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(?:sms|text message)\b/i, 'sms'],
  [/\b(?:voice|phone|call|called|calling)\b/i, 'voice'],
  [/\b(?:push|mobile|app|ios|android)/i, 'push'],
  [/\b(?:slack|teams|mattermost|chat)\b/i, 'chat'],
  [/\bwebhook\b/i, 'webhook'],
  [/mail/i, 'email'],
];

/** `push`, `sms`, `voice`, `email`, `chat`, `webhook`; `unknown`: the words name none. */
export function methodIn(words: string): string {
  return WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown';
}
