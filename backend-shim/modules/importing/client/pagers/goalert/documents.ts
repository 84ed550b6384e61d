/**
 * Holds the GraphQL documents that are sent to GoAlert. A key of GoAlert is bound to one document, character by
 * character, so docs/moving/goalert.md shows the same texts, and a change of them makes every key useless.
 */
const USERS = `  users(input: { first: $first, after: $users }) { nodes { id name email role
      contactMethods { id name dest { type args } disabled pending }
      notificationRules { delayMinutes contactMethodID } } pageInfo { endCursor hasNextPage } }`;
const ROTATIONS = `  rotations(input: { first: $first, after: $rotations }) { nodes {
      id name description timeZone start type shiftLength activeUserIndex userIDs nextHandoffTimes(num: 1) } pageInfo { endCursor hasNextPage } }`;
const SCHEDULES = `  schedules(input: { first: $first, after: $schedules }) { nodes {
      id name description timeZone
      targets { target { id type } rules { start end weekdayFilter } }
      temporarySchedules { start end shifts { userID start end } } } pageInfo { endCursor hasNextPage } }`;
const SERVICES = `  services(input: { first: $first, after: $services }) { nodes {
      id name description escalationPolicyID maintenanceExpiresAt labels { key value } integrationKeys { id name type href }
      heartbeatMonitors { id name timeoutMinutes href muted } } pageInfo { endCursor hasNextPage } }`;

function list(steps: string): string {
  return `query VigieList($first: Int!, $users: String, $schedules: String, $rotations: String, $policies: String, $services: String) {
${USERS}
${ROTATIONS}
${SCHEDULES}
  escalationPolicies(input: { first: $first, after: $policies }) { nodes {
      id name description repeat steps { stepNumber delayMinutes ${steps} } } pageInfo { endCursor hasNextPage } }
${SERVICES}
}
`;
}

export const LIST = list('actions { type args }');
/** For servers whose steps have no actions yet. */
export const OLDER_LIST = list('targets { id name type }');

export const ANSWER = `query VigieAnswer($schedule: ID!, $start: ISOTimestamp!, $end: ISOTimestamp!, $after: String) {
  schedule(id: $schedule) { id timeZone shifts(start: $start, end: $end) { userID start end truncated } }
  userOverrides(input: { scheduleID: $schedule, start: $start, end: $end, first: 150, after: $after }) {
    nodes { id start end addUserID removeUserID target { id type } } pageInfo { endCursor hasNextPage } }
}
`;

/** At most 149 events of an alert are shown at once; the latest come first. */
export const PAGES = `query VigiePages($first: Int!, $from: ISOTimestamp!, $to: ISOTimestamp!, $after: String) {
  alerts(input: { first: $first, after: $after, notCreatedBefore: $from, createdBefore: $to }) { nodes {
      alertID status summary createdAt service { id name }
      recentEvents(input: { limit: 149 }) { nodes { id timestamp message } } } pageInfo { endCursor hasNextPage } }
}
`;

export const KEY_HINT =
  'Keys of GoAlert are bound to one query: make one for each of the three in docs/moving/goalert.md, the first two with the role admin, and write them in the key file, a line each';
