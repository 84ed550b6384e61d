/** Names the alert that Grafana sends as a test of a contact point. */

/** Its summary, and so the title here; the one that Grafana's own button sends has the same. */
export const TEST_SUMMARY = 'Notification test';
