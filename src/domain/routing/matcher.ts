/** Alertmanager's matchers: `team="db"`, `service=~"api-.*"`, `env!="test"`. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  name: string;
  operator: MatchOperator;
  value: string;
}
