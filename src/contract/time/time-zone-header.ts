/** Names the request header with the IANA time zone of the plugin's reader. */
export const TIME_ZONE = 'x-vigie-time-zone';
