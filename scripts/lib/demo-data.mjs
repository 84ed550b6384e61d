/**
 * Adds the demo data of `npm start -- --demo` through the API: two teams with rotas, policies and an afternoon of
 * incidents.
 */

const WEEK = { every: 1, unit: 'week', start: '2026-01-05T09:00' };
const DAY_TURN = { every: 1, unit: 'day', start: '2026-01-05T09:00', advance: 'covered' };
const WORKDAYS = (from, to) => [{ days: ['workday'], from, to }];

const person = (login, name, timeZone = 'Europe/Paris', language = 'en') => ({
  login,
  name,
  email: `${login}@example.com`,
  timeZone,
  language,
});

const people = [
  person('dora', 'Dora Lindqvist', 'Europe/Stockholm'),
  person('emil', 'Emil Novak', 'Europe/Prague'),
  person('fatou', 'Fatou Diallo', 'Europe/Paris', 'fr'),
  person('gael', 'Gaël Kervella', 'Europe/Paris', 'fr'),
  person('hana', 'Hana Sato', 'Asia/Tokyo'),
  person('ines', 'Inès Fabre', 'Europe/Paris', 'fr'),
  person('jonas', 'Jonas Reed', 'America/New_York'),
  person('kim', 'Kim Alvarez', 'America/New_York'),
];

const teams = [
  { id: 'payments', name: 'Payments', members: ['dora', 'emil', 'fatou', 'gael', 'ines'], managers: ['ines'] },
  { id: 'network', name: 'Network', members: ['hana', 'jonas', 'kim', 'dora', 'gael'], managers: ['kim'] },
];

const rotas = [
  {
    id: 'payments',
    name: 'Payments',
    team: 'payments',
    timeZone: 'Europe/Paris',
    holidays: 'FR',
    onAbsence: 'next',
    layers: [
      {
        id: 'week',
        name: 'Nights and weekends',
        rotation: WEEK,
        participants: [['dora'], ['emil'], ['fatou'], ['gael']],
      },
      {
        id: 'office',
        name: 'Office hours',
        rotation: DAY_TURN,
        participants: [['ines'], ['gael'], ['fatou']],
        restrictions: WORKDAYS('09:00', '18:00'),
      },
    ],
  },
  {
    id: 'network',
    name: 'Network, follow the sun',
    team: 'network',
    timeZone: 'UTC',
    onAbsence: 'next',
    layers: [
      {
        id: 'asia',
        name: 'Tokyo',
        timeZone: 'Asia/Tokyo',
        participants: [['hana']],
        restrictions: [{ days: ['daily'], from: '09:00', to: '17:00' }],
      },
      {
        id: 'europe',
        name: 'Paris',
        timeZone: 'Europe/Paris',
        rotation: WEEK,
        participants: [['dora'], ['gael']],
        restrictions: [{ days: ['daily'], from: '09:00', to: '17:00' }],
      },
      {
        id: 'america',
        name: 'New York',
        timeZone: 'America/New_York',
        rotation: WEEK,
        participants: [['jonas'], ['kim']],
        restrictions: [{ days: ['daily'], from: '09:00', to: '17:00' }],
      },
    ],
  },
];

const policies = [
  {
    id: 'payments',
    name: 'Payments',
    team: 'payments',
    repeat: 2,
    ackTimeout: '4h',
    steps: [
      { notify: [{ rota: 'payments' }], urgency: 'urgent', wait: '5m' },
      { notify: [{ rota: 'payments', who: 'next' }, { user: 'ines' }], urgency: 'urgent', wait: '10m' },
    ],
  },
  {
    id: 'network',
    name: 'Network',
    team: 'network',
    steps: [
      { notify: [{ rota: 'network' }], wait: '10m' },
      { notify: [{ team: 'network' }], urgency: 'urgent', wait: '15m' },
    ],
  },
];

const integrations = [
  { id: 'shop', name: 'Shop monitoring', type: 'webhook', team: 'payments', policy: 'payments' },
  { id: 'switches', name: 'Switches', type: 'webhook', team: 'network', policy: 'network' },
];

const alerts = [
  {
    to: 'shop',
    id: 'card-errors',
    severity: 'critical',
    title: 'Card payments fail: 12% of requests answer 502',
    labels: { service: 'checkout', env: 'prod' },
  },
  {
    to: 'shop',
    id: 'queue',
    severity: 'warning',
    title: 'Refund queue is 40 minutes behind',
    labels: { service: 'refunds', env: 'prod' },
    then: [['acknowledge'], ['note', { text: 'A worker hung on one refund; restarted, the queue is shrinking.' }]],
  },
  {
    to: 'shop',
    id: 'cert',
    severity: 'error',
    title: 'Certificate of pay.example.com expires in 3 days',
    labels: { service: 'edge' },
    then: [['snooze', { for: '8h' }]],
  },
  {
    to: 'shop',
    id: 'disk',
    severity: 'error',
    title: 'Disk of db-pay-2 is 91% full',
    labels: { host: 'db-pay-2' },
    then: [['acknowledge'], ['resolve']],
  },
  {
    to: 'switches',
    id: 'uplink',
    severity: 'error',
    title: 'Uplink of sw-paris-4 flaps',
    labels: { site: 'paris' },
    then: [['acknowledge']],
  },
  {
    to: 'switches',
    id: 'psu',
    severity: 'warning',
    title: 'Power supply 2 of sw-tokyo-1 has failed',
    labels: { site: 'tokyo' },
  },
  {
    to: 'switches',
    id: 'latency',
    severity: 'info',
    title: 'Latency between Paris and New York above 120 ms',
    labels: { site: 'paris' },
    recovers: true,
  },
];

/**
 * Adds what is missing, and leaves what people changed meanwhile.
 * @param {{ url: string, token: string }} sidecar its address and the administrator's token
 * @returns {Promise<string>} a line that says what was added
 */
export async function addDemo({ url, token }) {
  const api = (method, route, body) =>
    ask(`${url}/api/v1/${route}`, method, body, { authorization: `Bearer ${token}` });
  const made = [];
  for (const [kind, objects] of Object.entries({ users: people, teams, rotas, policies })) {
    for (const object of objects) {
      if ((await api('POST', kind, object)).added) made.push(`${kind}/${object.id ?? object.login}`);
    }
  }
  for (const integration of integrations) {
    const { added, body } = await api('POST', 'integrations', integration);
    if (added) {
      made.push(`integrations/${integration.id}`);
      await send(
        url,
        api,
        body.token,
        alerts.filter((alert) => alert.to === integration.id),
      );
    }
  }
  return made.length === 0
    ? 'The demo exists already; nothing was added.'
    : `The demo was added: ${people.length} people, ${teams.length} teams, ${rotas.length} rotas, ${alerts.length} incidents.`;
}

async function send(url, api, token, list) {
  for (const { id, title, severity, labels, then = [], recovers } of list) {
    const { body } = await ask(`${url}/in/${token}`, 'POST', { id, title, severity, labels, status: 'firing' });
    for (const [command, given] of then) await api('POST', `incidents/${body.incidents[0]}/${command}`, given ?? {});
    if (recovers) await ask(`${url}/in/${token}`, 'POST', { id, title, severity, status: 'resolved' });
  }
}

/** @returns {Promise<{ added: boolean, body: any }>} `added` is false if it exists already */
async function ask(url, method, body, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => null);
  if (answer.ok) return { added: true, body: said };
  if (answer.status === 409) return { added: false, body: said };
  throw new Error(
    `The demo could not be added: ${method} ${url.replace(/\/in\/.*/, '/in/…')} answered ${answer.status}: ${JSON.stringify(said)}`,
  );
}
