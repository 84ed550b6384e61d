/**
 * The API of Zabbix 6.0 as far as Vigie speaks to it, written down from its manual: Debian brings 7.0
 * only. What differs from 7.0 is strict here: the token goes into the body and a header is not looked
 * at, objects have the names and parameters of 6.0, and `event.acknowledge` knows no suppression. The
 * script of the media type runs as it is; that its language is Duktape's shows the test with 7.0.
 */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { parse as parseYaml } from 'yaml';

type Row = Record<string, unknown>;

interface MediaType {
  name: string;
  parameters: Array<{ name: string; value: string }>;
  script: string;
  attempts: string;
  attempt_interval: string;
  event_menu_url: string;
}

export interface Acknowledged {
  eventids: string[];
  action: number;
  message?: string;
  severity?: number;
  /** Whose token it was. */
  user: string;
}

const MEDIA_TYPE_FIELDS = [
  'name',
  'type',
  'parameters',
  'status',
  'max_sessions',
  'attempts',
  'attempt_interval',
  'timeout',
  'process_tags',
  'show_event_menu',
  'event_menu_url',
  'event_menu_name',
  'description',
  'script',
  'message_templates',
];
const FIELDS: Record<string, readonly string[]> = {
  usergroup: ['usrgrpid', 'name', 'gui_access', 'users_status', 'debug_mode', 'rights', 'tag_filters', 'users'],
  user: ['userid', 'username', 'name', 'surname', 'passwd', 'roleid', 'usrgrps', 'medias'],
  token: ['tokenid', 'name', 'userid', 'description', 'expires_at', 'status'],
  action: [
    'actionid',
    'name',
    'eventsource',
    'esc_period',
    'status',
    'pause_suppressed',
    'notify_if_canceled',
    'filter',
    'operations',
    'recovery_operations',
    'update_operations',
  ],
};
const IDS: Record<string, string> = { usergroup: 'usrgrpid', user: 'userid', token: 'tokenid', action: 'actionid' };
/** Close, acknowledge, message, severity, unacknowledge: 32 and more came with 6.2. */
const ALL_BITS = 31;

class RpcError extends Error {}

export class Zabbix6 {
  readonly acknowledged: Acknowledged[] = [];
  readonly objects: Record<string, Row[]> = {
    usergroup: [],
    user: [{ userid: '1', username: 'Admin' }],
    token: [{ tokenid: '1', userid: '1' }],
    action: [],
    hostgroup: [{ groupid: '4' }],
    role: [{ roleid: '1', name: 'User role' }],
    mediatype: [],
    usermacro: [],
  };
  readonly events = new Map<string, Row>();
  mediaType: MediaType | null = null;
  url = '';
  readonly admin = 'a'.repeat(64);
  readonly #tokens = new Map<string, string>([[this.admin, '1']]);
  #next = 100;
  #close: () => Promise<void> = async () => undefined;

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const isRpc = request.url === '/api_jsonrpc.php' && request.headers['content-type'] === 'application/json-rpc';
        response.writeHead(isRpc ? 200 : 412, { 'content-type': 'application/json' });
        response.end(isRpc ? JSON.stringify(this.#answer(JSON.parse(Buffer.concat(chunks).toString()) as Row)) : '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#close = () => new Promise((resolve) => server.close(() => resolve()));
  }

  stop(): Promise<void> {
    return this.#close();
  }

  /** What the server does for each message: macros into the parameters, the script, its tags onto the event. */
  notify(macros: Record<string, string>): void {
    if (this.mediaType === null) throw new Error('there is no media type');
    const named = (text: string) => text.replace(/\{[A-Z$._]+\}/g, (macro) => macros[macro] ?? this.#macro(macro));
    const value = JSON.stringify(
      Object.fromEntries(this.mediaType.parameters.map(({ name, value: text }) => [name, named(text)])),
    );
    const sandbox = createContext({ value, HttpRequest, Zabbix: { log: () => undefined } });
    const { tags } = JSON.parse(
      runInContext(`(function (value) {\n${this.mediaType.script}\n})(value)`, sandbox) as string,
    ) as { tags: Record<string, string> };
    const event = this.events.get(macros['{EVENT.ID}'] ?? '');
    if (event) event['tags'] = Object.entries(tags).map(([tag, text]) => ({ tag, value: text }));
  }

  #macro(macro: string): string {
    const found = this.objects['usermacro']?.find((one) => one['macro'] === macro);
    if (macro === '{ALERT.SENDTO}') return this.#sendTo();
    return found === undefined ? macro : String(found['value']);
  }

  #sendTo(): string {
    const medias = this.objects['user']?.find(({ username }) => username === 'vigie')?.['medias'] as
      Array<{ sendto: string | string[] }> | undefined;
    return [medias?.[0]?.sendto ?? ''].flat()[0] ?? '';
  }

  #answer({ method, params, auth, id }: Row): Row {
    try {
      return { jsonrpc: '2.0', result: this.#call(String(method), params as Row, auth), id };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return { jsonrpc: '2.0', error: { code: -32602, message: 'Invalid params.', data: error.message }, id };
    }
  }

  #call(method: string, params: Row, auth: unknown): unknown {
    if (method === 'apiinfo.version') {
      if (auth !== undefined)
        throw new RpcError('The "apiinfo.version" method must be called without the "auth" parameter.');
      return '6.0.39';
    }
    if (auth === undefined) throw new RpcError('Not authorised.');
    const userid = this.#tokens.get(String(auth));
    if (userid === undefined) throw new RpcError('Session terminated, re-login, please.');
    const [kind = '', verb = ''] = method.split('.');
    const own: Record<string, () => unknown> = {
      'configuration.import': () => this.#import(String(params['source'])),
      'token.generate': () => (params as unknown as string[]).map((tokenid) => this.#generate(tokenid)),
      'usermacro.createglobal': () => this.#make('usermacro', 'globalmacroid', params),
      'event.acknowledge': () => this.#acknowledge(params, userid),
      'event.get': () => [params['eventids']].flat().flatMap((event) => this.events.get(String(event)) ?? []),
      'problem.get': () => [...this.events.values()].filter(({ r_eventid }) => r_eventid === '0'),
      'alert.get': () => this.#alerts(params),
    };
    const special = own[method];
    if (special) return special();
    if (verb === 'get') return this.#matching(kind, (params['filter'] ?? {}) as Row);
    if (verb === 'create') return this.#make(kind, this.#known(kind, params), params);
    if (verb === 'update') return this.#change(kind, this.#known(kind, params), params);
    throw new RpcError(`Incorrect API "${kind}".`);
  }

  /** None is kept. Times are seconds, which are below 2^31 for some years. */
  #alerts({ time_from: from }: Row): Row[] {
    if (from !== undefined && !(Number.isSafeInteger(from) && Number(from) < 2 ** 31)) {
      throw new RpcError('Invalid parameter "/time_from": a number is too large.');
    }
    return [];
  }

  #known(kind: string, params: Row): string {
    const odd = Object.keys(params).find((name) => !FIELDS[kind]?.includes(name));
    if (odd !== undefined) throw new RpcError(`Invalid parameter "/1": unexpected parameter "${odd}".`);
    return IDS[kind] ?? '';
  }

  #matching(kind: string, filter: Row): Row[] {
    return (this.objects[kind] ?? []).filter((row) =>
      Object.entries(filter).every(([name, value]) => row[name] === value),
    );
  }

  #make(kind: string, idName: string, params: Row): Row {
    const id = String(this.#next++);
    this.objects[kind]?.push({ [idName]: id, ...params });
    return { [`${idName}s`]: [id] };
  }

  #change(kind: string, idName: string, params: Row): Row {
    const row = this.objects[kind]?.find((one) => one[idName] === params[idName]);
    if (!row) throw new RpcError('No permissions to referred object or it does not exist!');
    Object.assign(row, params);
    return { [`${idName}s`]: [params[idName]] };
  }

  #import(source: string): true {
    const { zabbix_export: file } = parseYaml(source) as {
      zabbix_export: { version: string; media_types: Array<MediaType & Row> };
    };
    const [type] = file.media_types;
    const odd = Object.keys(type ?? {}).find((name) => !MEDIA_TYPE_FIELDS.includes(name));
    if (file.version !== '6.0' || !type || odd !== undefined)
      throw new RpcError(
        `Invalid tag "/zabbix_export/media_types/media_type(1)": unexpected tag "${odd ?? file.version}".`,
      );
    this.mediaType = type;
    this.objects['mediatype'] = [{ mediatypeid: '50', name: type.name }];
    return true;
  }

  #generate(tokenid: string): Row {
    const owner = this.objects['token']?.find((one) => one['tokenid'] === tokenid);
    const token = String(this.#next++).padStart(64, 'f');
    this.#tokens.set(token, String(owner?.['userid']));
    return { tokenid, token };
  }

  #acknowledge({ eventids, action, message, severity }: Row, userid: string): Row {
    const bits = Number(action);
    if ((bits & ~ALL_BITS) !== 0 || bits === 0)
      throw new RpcError(`Invalid parameter "/action": value must be one of 1-${ALL_BITS}.`);
    const ids = [eventids].flat().map(String);
    const known = ids.map((id) => this.events.get(id));
    if (known.some((event) => event === undefined))
      throw new RpcError('No permissions to referred object or it does not exist!');
    if ((bits & 1) !== 0 && known.some((event) => event?.['manual_close'] !== '1'))
      throw new RpcError('Cannot close problem: trigger does not allow manual closing.');
    const user = String(this.objects['user']?.find((one) => one['userid'] === userid)?.['username']);
    this.acknowledged.push({
      eventids: ids,
      action: bits,
      message: message as string,
      severity: severity as number,
      user,
    });
    return { eventids: ids.map(Number) };
  }
}

/** Zabbix's own client, which waits for the answer. */
class HttpRequest {
  #headers: string[] = [];
  #status = 0;

  addHeader(line: string): void {
    this.#headers.push(line);
  }

  post(url: string, body: string): string {
    const answer = execFileSync(
      'curl',
      [
        '-sS',
        '-m',
        '10',
        '-w',
        '\n%{http_code}',
        ...this.#headers.flatMap((line) => ['-H', line]),
        '--data-binary',
        '@-',
        url,
      ],
      { input: body, encoding: 'utf8' },
    );
    this.#status = Number(answer.slice(answer.lastIndexOf('\n') + 1));
    return answer.slice(0, answer.lastIndexOf('\n'));
  }

  getStatus(): number {
    return this.#status;
  }
}
