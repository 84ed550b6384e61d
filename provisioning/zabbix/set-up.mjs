#!/usr/bin/env node
/**
 * Sets Zabbix up for Vigie over its API: imports the media type, makes a user of its own with that
 * media, an API token for the way back, and an action. Running it again changes nothing that is there,
 * but for the media type (updated), the token (made anew, the old one ends), and people who are new.
 *
 *   ZABBIX_TOKEN=… VIGIE_TOKEN=… node set-up.mjs https://zabbix.example.com https://vigie.example.com/in [https://grafana.example.com]
 *
 * ZABBIX_TOKEN: an API token of a Super admin. VIGIE_TOKEN: the token of the integration in Vigie.
 * Prints the API token that goes into `sync.token` of the integration. Node 18 or newer, no packages.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const NAME = 'Vigie';
const [zabbixUrl, vigieUrl, grafanaUrl] = process.argv.slice(2);
const { ZABBIX_TOKEN, VIGIE_TOKEN } = process.env;
if (!zabbixUrl || !vigieUrl || !ZABBIX_TOKEN || !VIGIE_TOKEN) {
  console.error(
    'usage: ZABBIX_TOKEN=… VIGIE_TOKEN=… node set-up.mjs <address of Zabbix> <address of Vigie that ends in /in> [<address of Grafana>]',
  );
  process.exit(2);
}

const version = await rpc('apiinfo.version', [], false);
/** Up to 6.2 the token goes into the body, from 7.2 on only into the header. */
const inBody = Number.parseFloat(version) < 6.4;

async function rpc(method, params, authorized = true) {
  const response = await fetch(`${zabbixUrl.replace(/\/+$/, '')}/api_jsonrpc.php`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json-rpc',
      ...(authorized && !inBody ? { authorization: `Bearer ${ZABBIX_TOKEN}` } : {}),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      method,
      params,
      id: 1,
      ...(authorized && inBody ? { auth: ZABBIX_TOKEN } : {}),
    }),
  });
  const { result, error } = await response.json();
  if (error) throw new Error(`Zabbix refused ${method}: ${error.data ?? error.message}`);
  return result;
}

/** The object of this name, or a new one. */
async function ensure(kind, idName, filter, create) {
  const [found] = await rpc(`${kind}.get`, { filter, output: [idName] });
  if (found) return found[idName];
  const made = await rpc(`${kind}.create`, await create());
  console.error(`made ${kind} ${Object.values(filter)[0]}`);
  return made[`${idName}s`][0];
}

async function importMediaType() {
  const source = readFileSync(new URL('vigie-media-type.yaml', import.meta.url), 'utf8');
  await rpc('configuration.import', {
    format: 'yaml',
    source,
    rules: { mediaTypes: { createMissing: true, updateExisting: true } },
  });
  const [{ mediatypeid }] = await rpc('mediatype.get', { filter: { name: NAME }, output: ['mediatypeid'] });
  return mediatypeid;
}

async function setMacro(macro, value) {
  const [found] = await rpc('usermacro.get', {
    globalmacro: true,
    filter: { macro },
    output: ['globalmacroid', 'value'],
  });
  if (!found) await rpc('usermacro.createglobal', { macro, value });
  else if (found.value !== value) await rpc('usermacro.updateglobal', { globalmacroid: found.globalmacroid, value });
}

/** Closing problems and changing severities takes write access to the host groups; it changes no host. */
async function makeGroup() {
  const groups = await rpc('hostgroup.get', { output: ['groupid'] });
  const rights = groups.map(({ groupid }) => ({ id: groupid, permission: 3 }));
  const rightsName = Number.parseFloat(version) < 6.2 ? 'rights' : 'hostgroup_rights';
  return ensure('usergroup', 'usrgrpid', { name: NAME }, () => ({ name: NAME, gui_access: 3, [rightsName]: rights }));
}

/** Zabbix tells a recipient the names only of people with whom they share a group; this one gives no rights. */
async function introduce(userid) {
  const usrgrpid = await ensure('usergroup', 'usrgrpid', { name: 'Vigie people' }, () => ({ name: 'Vigie people' }));
  const people = await rpc('user.get', { output: ['userid'] });
  await rpc('usergroup.update', {
    usrgrpid,
    users: [...new Set([...people.map((one) => one.userid), userid])].map((id) => ({ userid: id })),
  });
}

async function makeUser(mediatypeid, usrgrpid) {
  const medias = [{ mediatypeid, sendto: VIGIE_TOKEN, active: 0, severity: 63, period: '1-7,00:00-24:00' }];
  const [role] = await rpc('role.get', { filter: { name: 'User role' }, output: ['roleid'] });
  const userid = await ensure('user', 'userid', { username: 'vigie' }, () => ({
    username: 'vigie',
    name: NAME,
    passwd: randomBytes(24).toString('base64url'),
    roleid: role?.roleid ?? '1',
    usrgrps: [{ usrgrpid }],
    medias,
  }));
  await rpc('user.update', { userid, medias });
  return userid;
}

async function makeToken(userid) {
  const tokenid = await ensure('token', 'tokenid', { name: NAME, userid }, () => ({ name: NAME, userid }));
  const [{ token }] = await rpc('token.generate', [tokenid]);
  return token;
}

async function makeAction(mediatypeid, userid) {
  const opmessage = { default_msg: 1, mediatypeid };
  await ensure('action', 'actionid', { name: NAME }, () => ({
    name: NAME,
    eventsource: 0,
    esc_period: '1h',
    filter: { evaltype: 0, conditions: [] },
    operations: [{ operationtype: 0, esc_step_from: 1, esc_step_to: 1, opmessage, opmessage_usr: [{ userid }] }],
    recovery_operations: [{ operationtype: 11, opmessage: { default_msg: 1 } }],
    update_operations: [{ operationtype: 12, opmessage }],
  }));
}

const mediatypeid = await importMediaType();
await setMacro('{$VIGIE.URL}', vigieUrl);
await setMacro('{$VIGIE.GRAFANA}', grafanaUrl ?? '');
await setMacro('{$ZABBIX.URL}', zabbixUrl);
const userid = await makeUser(mediatypeid, await makeGroup());
await introduce(userid);
await makeAction(mediatypeid, userid);
console.error(`Zabbix ${version} tells Vigie now. The API token for sync.token of the integration:`);
console.log(await makeToken(userid));
