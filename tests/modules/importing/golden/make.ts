/**
 * Packs what this version fetches from the small pagers into `<source>.snapshot.json`. The packed snapshots stand for
 * those that people keep after their pager's end, so they are made once, and again only beside the old ones when the
 * form of snapshots changes.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportSource } from '#modules/importing/domain/model';
import { importTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import * as goalert from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import {
  ACCOUNTS,
  jsmContent,
} from '../../../../backend-shim/modules/importing/client/pagers/jsm/fakes/content.fake.ts';
import { jsmPeer } from '../../../../backend-shim/modules/importing/client/pagers/jsm/fakes/peer.fake.ts';
import * as oncall from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/content.fake.ts';
import { oncallPeer } from '../../../../backend-shim/modules/importing/client/pagers/oncall/fakes/peer.fake.ts';
import * as opsgenie from '../../../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/content.fake.ts';
import { opsgeniePeer } from '../../../../backend-shim/modules/importing/client/pagers/opsgenie/fakes/peer.fake.ts';
import * as pagerduty from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import type { PagerTransport } from '../../../../backend-shim/modules/importing/client/reading/reader.ts';
import { PAGERS } from '../../../../backend-shim/modules/importing/client/registry.ts';

const byName = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, id.replace(/^u-|^P/, '').toLowerCase()]));
interface Kept {
  source: ImportSource;
  now: string;
  transport: PagerTransport;
  people: Readonly<Record<string, string>>;
}

const SOURCES: Kept[] = [
  {
    source: 'goalert',
    now: goalert.TAKEN,
    transport: goalertPeer(goalert.contentWithSlack),
    people: byName(['u-ann', 'u-ben', 'u-cleo', 'u-dee']),
  },
  {
    source: 'jsm',
    now: opsgenie.TAKEN,
    transport: jsmPeer(jsmContent),
    people: Object.fromEntries(Object.entries(ACCOUNTS).map(([login, account]) => [account, login])),
  },
  { source: 'oncall', now: oncall.TAKEN, transport: oncallPeer(oncall.oncallContent), people: oncall.CHOICES },
  {
    source: 'opsgenie',
    now: opsgenie.TAKEN,
    transport: opsgeniePeer(opsgenie.opsgenieContent),
    people: byName(['u-ann', 'u-ben', 'u-cleo', 'u-dee']),
  },
  {
    source: 'pagerduty',
    now: pagerduty.TAKEN,
    transport: pagerdutyPeer(pagerduty.pagerdutyContent),
    people: byName(['PANN', 'PBEN', 'PCLEO', 'PDEE']),
  },
];

for (const { source, now, transport, people } of SOURCES) {
  const pager = PAGERS[source];
  const one = await importTry({ pager, transport, now });
  const exit = await one.run({ step: 'fetch' });
  if (exit !== 0) throw new Error(`${source}: ${one.progress.at(-1)}`);
  const root = path.join(one.folder, 'snapshot');
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const names = found
    .filter((file) => file.isFile())
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)));
  const files = Object.fromEntries(
    await Promise.all(names.sort().map(async (name) => [name, await readFile(path.join(root, name), 'utf8')] as const)),
  );
  const packed = { now, people, files };
  await writeFile(path.join(import.meta.dirname, `${source}.snapshot.json`), `${JSON.stringify(packed, null, 1)}\n`);
  await one.remove();
}
