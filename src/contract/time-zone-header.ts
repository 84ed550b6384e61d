/** The request header in which the plugin says where its reader is, an IANA name. */
export const TIME_ZONE = 'x-vigie-time-zone';
