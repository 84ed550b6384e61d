/** The id in plugin.json, which is also the i18n namespace and part of every URL. */
export const PLUGIN_ID = 'vigie-oncall-app';

/** Where Grafana mounts the pages. */
export const PLUGIN_ROOT = `/a/${PLUGIN_ID}`;

/** Grafana's own page with our settings on it. */
export const SETTINGS_URL = `/plugins/${PLUGIN_ID}`;

/** A slot of Grafana 13.2's home page. The types of 12.4, against which the plugin is checked, do not have it. */
export const HOMEPAGE_EXTRA = 'grafana/homepage/extra/v1';
