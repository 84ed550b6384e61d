/** The id in plugin.json, which is also the i18n namespace and part of every URL. */
export const PLUGIN_ID = 'vigie-oncall-app';

/** Where Grafana mounts the pages. */
export const PLUGIN_ROOT = `/a/${PLUGIN_ID}`;

/** Grafana's own page with our settings on it. */
export const SETTINGS_URL = `/plugins/${PLUGIN_ID}`;
