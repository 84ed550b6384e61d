import { describe, expect, it } from 'vitest';
import { violations } from './rules.ts';
import { sourceFiles } from './scan.ts';

it('every import goes in an allowed direction', () => {
  expect(violations(sourceFiles('src', 'backend-shim'))).toEqual([]);
});

describe('the rules catch', () => {
  const cases: Array<[from: string, imports: string, says: RegExp]> = [
    ['src/domain/rota/resolve.ts', 'node:fs', /domain may not use Node's modules/],
    ['src/domain/rota/resolve.ts', 'zod', /only re2js/],
    ['src/domain/rota/resolve.ts', 're2js', /only src\/domain\/routing\/regex\/regex\.ts/],
    ['src/domain/rota/resolve.ts', '#contract/rotas/rota', /nothing but itself, not contract/],
    ['src/contract/rotas/rota.ts', 'yaml', /only zod/],
    ['src/api/client.ts', '../../backend-shim/http/server.ts', /not http/],
    ['src/pages/Rotas/page.tsx', '../Incidents/list.tsx', /strangers/],
    ['src/domain/rota/x.test.ts', '../../../backend-shim/wire/wire.ts', /never knows the sidecar/],
    ['backend-shim/stages/escalation/tick.ts', '../outbox/enqueue.ts', /not outbox; stages talk through rows/],
    ['backend-shim/stages/escalation/tick.ts', 'kysely', /belongs to store/],
    ['backend-shim/stages/escalation/tick.ts', '../../adapters/system-clock.ts', /only wire builds adapters/],
    ['backend-shim/stages/escalation/tick.ts', '../../ports/clock.fake.ts', /fakes are for tests/],
    ['backend-shim/stages/escalation/tick.ts', '../../wire/wire.ts', /composition root/],
    ['backend-shim/stages/escalation/tick.ts', '../../../tests/support/waiting.ts', /no layer has/],
    ['backend-shim/channels/email/send.ts', '../webhook/send.ts', /strangers/],
    ['backend-shim/modules/importing/client/pagers/opsgenie/rotas.ts', '../jsm/rotas.ts', /strangers/],
    ['backend-shim/modules/importing/client/pagers/jsm/rotas.ts', '../goalert/rotas.ts', /strangers/],
    ['backend-shim/channels/email/send.ts', '../registry.ts', /the registry lists channels/],
    ['backend-shim/channels/email/send.ts', '../../store/incidents/save.ts', /not store/],
    ['backend-shim/sources/zabbix/parse.ts', 'fastify', /belongs to http/],
    ['backend-shim/ports/clock.ts', 'pino', /no package/],
    ['backend-shim/http/server.ts', '../stages/incident/command.ts', /not incident/],
    ['backend-shim/rights/table.ts', 'fastify', /belongs to http/],
    ['backend-shim/rights/table.ts', '../http/server.ts', /not http/],
    ['backend-shim/actions/swaps.ts', '../http/server.ts', /not http; an action is called by every surface alike/],
    ['backend-shim/channel-health/collector.ts', '../engine/engine.ts', /not engine/],
    ['backend-shim/surprise/x.ts', 'zod', /no layer has this file/],
    ['src/pages/integration/x.ts', '../../../provisioning/nagios/commands.cfg', /no layer has/],
    ['src/components/form/x.ts', '../../../provisioning/nagios/commands.cfg?raw', /no layer has/],
    ['backend-shim/http/server.ts', '../modules/compat/http/routes.ts', /the core knows no module/],
    ['backend-shim/wire/wire.ts', '../modules/compat/module.ts', /the core knows no module/],
    ['backend-shim/modules/index.ts', './compat/start.ts', /the core knows no module/],
    ['backend-shim/modules/review/module.ts', '../compat/settings.ts', /modules do not know each other/],
    ['backend-shim/modules/review/store/x.ts', '../../../actions/objects.ts', /not actions/],
    ['src/modules/review/domain/x.ts', '#modules/insight/domain/figure', /modules do not know each other/],
    ['src/modules/review/domain/x.ts', 'zod', /only re2js/],
  ];
  it.each(cases)('%s importing %s', (path, specifier, says) => {
    expect(violations([{ path, text: `import x from '${specifier}';` }])).toEqual([expect.stringMatching(says)]);
  });

  it.each(['import type { X } from', 'export * from', 'const x = await import('])('%s …', (start) => {
    const text = `${start} 'kysely'${start.endsWith('(') ? ')' : ''};`;
    expect(violations([{ path: 'backend-shim/stages/sync/plan.ts', text }])).toHaveLength(1);
  });
});

describe('the rules allow', () => {
  const cases: Array<[from: string, imports: string]> = [
    ['backend-shim/modules/index.ts', './compat/module.ts'],
    ['backend-shim/modules/compat/start.ts', './http/routes.ts'],
    ['backend-shim/modules/review/store/x.ts', '../../../store/work.ts'],
    ['src/modules/review/domain/x.ts', '#domain/time/window'],
    ['src/domain/rota/resolve.ts', '#domain/time/window'],
    ['src/domain/routing/regex/regex.ts', 're2js'],
    ['src/contract/rotas/rota.ts', '#domain/rota/model'],
    ['src/pages/integration/x.ts', '../../../provisioning/nagios/commands.cfg?raw'],
    ['backend-shim/channels/email/send.ts', '../shared/http/http-outcome.ts'],
    ['backend-shim/channels/registry.ts', './email/send.ts'],
    ['backend-shim/sources/zabbix/parse.ts', '../shared/fields.ts'],
    ['backend-shim/channels/webhook/peer.fake.ts', '../../adapters/guarded-http.ts'],
    ['backend-shim/modules/importing/client/pagers/jsm/rotas.ts', '../opsgenie/rotas.ts'],
    ['backend-shim/channels/email/send.ts', 'nodemailer'],
    ['backend-shim/stages/escalation/tick.ts', '../../store/incidents/incidents.ts'],
    ['backend-shim/stages/escalation/tick.test.ts', '../../adapters/system-clock.ts'],
    ['backend-shim/actions/swaps.ts', '../configuration/swaps.ts'],
    ['backend-shim/http/server.ts', '../actions/swaps.ts'],
    ['backend-shim/wire/engine.ts', '../adapters/system-clock.ts'],
    ['backend-shim/ports/http.fake.ts', './clock.fake.ts'],
  ];
  it.each(cases)('%s importing %s', (path, specifier) => {
    expect(violations([{ path, text: `import x from '${specifier}';` }])).toEqual([]);
  });
});
