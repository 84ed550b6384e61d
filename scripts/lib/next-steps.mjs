/**
 * Writes the suggestions that `npm start` prints.
 * @param {{ url: string, mailPage: string | null, token: string | null, apiToken: string, pid: number | undefined,
 * provisioning: string }} running `apiToken`: a shell expression for the administrator's token
 * @returns {string}
 */
export function nextSteps({ url, mailPage, token, apiToken, pid, provisioning }) {
  return [
    '',
    'Vigie is running.',
    `  sidecar   ${url}`,
    mailPage === null
      ? '  mails     sent through your VIGIE_SMTP_URL'
      : `  mails     ${mailPage}   every page that goes out by mail shows up here, and in this log`,
    '',
    ...(token === null ? noWebhook(provisioning) : tryIt(url, token, mailPage, apiToken)),
    '',
    `Rotas, policies and people are in ${provisioning}; edit them, then: kill -HUP ${pid}`,
    'Stop everything with Ctrl-C.',
    '',
  ].join('\n');
}

function tryIt(url, token, mailPage, apiToken) {
  const alert = (status) =>
    `curl -sS ${url}/in/${token} -H 'Content-Type: application/json' -d '{"id":"disk-db1","status":"${status}","severity":"critical","title":"Disk full on db1"}'`;
  const api = (method, route) => `curl -sS -X ${method} ${url}/api/v1/${route} -H "Authorization: Bearer ${apiToken}"`;
  return [
    '1. Open an incident:',
    `   ${alert('firing')}`,
    `2. See who is paged: ${mailPage ?? 'in the mailbox of the person on call'}. If nobody answers, the next step pages the next person.`,
    '3. Acknowledge it with the link in the mail, or with the id from the answer to 1:',
    `   ${api('POST', 'incidents/ID/acknowledge')}`,
    '4. Read what happened and why:',
    `   ${api('GET', 'incidents/ID/timeline')}`,
    '5. The monitor says that it is over:',
    `   ${alert('resolved')}`,
  ];
}

const noWebhook = (provisioning) => [
  `No integration of type webhook in ${provisioning}: add one to open an incident with curl.`,
];
