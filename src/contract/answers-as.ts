/** Names the header of every answer of the sidecar to the plugin; an answer without it does not come from Vigie. */
export const ANSWERS_AS = 'x-vigie';
