/** Defines the props of the components that other plugins may use (docs/plugin.md). A new meaning takes a new version. */

/** `vigie-oncall-app/on-call-now/v1` */
export interface ExposedOnCallProps {
  /** Id of a rota; missing: all rotas. */
  rota?: string;
}

/** `vigie-oncall-app/incident-badge/v1` */
export interface ExposedIncidentBadgeProps {
  /** Ids of teams and rotas; missing: all. */
  team?: string;
  rota?: string;
  /** Words in title, description or labels. */
  search?: string;
}

/** `vigie-oncall-app/page-someone/v1` */
export interface ExposedPageSomeoneProps {
  title?: string;
  description?: string;
  labels?: Record<string, string>;
}
