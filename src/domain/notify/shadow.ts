/** Decides what is in shadow: alerts come in and everything is decided, but nothing leaves. */

/** What is in shadow now. Any of them wins. */
export interface ShadowState {
  /** `VIGIE_SHADOW`. */
  all: boolean;
  teams: ReadonlySet<string>;
  integrations: ReadonlySet<string>;
}

/** Whom an incident, or a message about it, belongs to. */
export interface ShadowSubject {
  team: string | null;
  integration: string | null;
}

/** Whether nothing at all is in shadow, as on most days. */
export function isAllReal({ all, teams, integrations }: ShadowState): boolean {
  return !all && teams.size === 0 && integrations.size === 0;
}

export function isInShadow(state: ShadowState, subject: ShadowSubject): boolean {
  return shadowCauseOf(state, subject) !== null;
}

/** What keeps everything about a subject from leaving. `id`: of the team or the integration. */
export type ShadowCause = { cause: 'all'; id: null } | { cause: 'team' | 'integration'; id: string };

/** @returns the widest cause; null: messages about the subject leave */
export function shadowCauseOf(state: ShadowState, { team, integration }: ShadowSubject): ShadowCause | null {
  if (state.all) {
    return { cause: 'all', id: null };
  }
  if (team !== null && state.teams.has(team)) {
    return { cause: 'team', id: team };
  }
  return integration !== null && state.integrations.has(integration) ? { cause: 'integration', id: integration } : null;
}

/**
 * Whether a message to a person that concerns neither an incident nor a rota is in shadow: only if all their teams are.
 * @param teams of the person
 */
export function isPersonInShadow(state: ShadowState, teams: readonly string[]): boolean {
  return state.all || (teams.length > 0 && teams.every((team) => state.teams.has(team)));
}
