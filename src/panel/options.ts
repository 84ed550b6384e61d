/** Defines the options of the panel *On call now*, as dashboards store them. */

export const PANEL_ID = 'vigie-oncall-panel';

const LAYOUTS = ['compact', 'table', 'big'] as const;

export interface OnCallPanelOptions {
  /** Ids or names of rotas, or variables of the dashboard; empty: all rotas. */
  rotas: string[];
  layout: (typeof LAYOUTS)[number];
  showNext: boolean;
}
