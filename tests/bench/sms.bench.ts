/** 1,000 people paged by SMS in one step, through an SMSC that answers after 20 ms: no faster than its window allows, and not much slower. */
import { figure, round } from './figures.ts';
import { cpuSeconds } from './process.ts';
import { startSlowSmsc } from './smsc.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const count = Number(process.env['BENCH_SMS'] ?? '1000');
const DELAY = 20;

const people = Array.from({ length: count }, (_one, index) => `p${index}`);
const user = (login: string, index: number) =>
  `  - { login: ${login}, contactMethods: [{ id: sms, type: sms, to: "+336${String(index).padStart(8, '0')}" }], notificationRules: { default: [{ method: sms }] } }`;

for (const window of [10, 50]) {
  const smsc = await startSlowSmsc(DELAY);
  const provisioning = `
apiVersion: 1
users:
${people.map(user).join('\n')}
channels: [{ id: operator, type: smpp, settings: { host: 127.0.0.1, port: ${smsc.port}, systemId: vigie, window: ${window} }, secrets: { password: hush } }]
teams: [{ id: all, name: All, members: [${people.join(', ')}] }]
escalationPolicies: [{ id: all, name: All, steps: [{ notify: [{ team: all }], wait: 1d }] }]
integrations:
  - { id: bench, name: Bench, type: webhook, token: ${ingestToken}, policy: all }
`;
  const ideal = (Math.ceil(count / window) * DELAY) / 1000;
  await withEachSidecar(provisioning, async (sidecar, subject) => {
    const all = smsc.expect(count);
    const cpu = cpuSeconds(sidecar.pid);
    const posted = performance.now();
    const { status } = await sidecar.ingest(ingestToken, {
      id: 'disk',
      title: 'Disk full on db-1',
      severity: 'critical',
      status: 'firing',
    });
    if (status !== 202) throw new Error(`The alert was answered ${status}`);
    const { first, last, numbers, mostAtOnce } = await all;
    if (numbers !== count) throw new Error(`${numbers} numbers were reached, not ${count}`);
    const seconds = (last - first) / 1000;
    figure('sms-burst', subject, {
      count,
      window,
      mostAtOnce,
      firstAfterMs: round(first - posted),
      seconds: round(seconds),
      perSecond: round(count / seconds),
      windowPerSecond: round(count / ideal),
      ofWindow: round(ideal / seconds),
      ofACore: round((cpuSeconds(sidecar.pid) - cpu) / ((last - posted) / 1000)),
      cpuMicrosPerSms: round(((cpuSeconds(sidecar.pid) - cpu) / count) * 1e6),
    });
  });
  smsc.close();
}
