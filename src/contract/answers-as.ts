/** Header of every answer of the sidecar to the plugin: what comes without it is not Vigie's. */
export const ANSWERS_AS = 'x-vigie';
