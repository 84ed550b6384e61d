/**
 * `/api/serviceaccounts`, with the shapes, refusals and rights of 12.4, which 13 kept: names are unique in an
 * organisation, those of tokens, too; whoever asks for the tokens of an account that is gone gets an empty list.
 */
import { randomBytes } from 'node:crypto';
import type { ApiAnswer, ApiCall } from './grafana-api.ts';
import { answer, denied } from './grafana-api.ts';
import { hasRole } from './people.ts';
import type { Org, Person, Role } from './people.ts';

interface Account {
  id: number;
  org: Org;
  name: string;
  role: Role;
  isDisabled: boolean;
}

interface Token {
  id: number;
  account: number;
  name: string;
  key: string;
  created: number;
  /** Epoch ms; null: never. */
  expiration: number | null;
}

const ROLES: readonly string[] = ['Viewer', 'Editor', 'Admin', 'None'];
const ACCOUNTS = /^\/api\/serviceaccounts(?:\/(search|\d+)(?:\/(tokens)(?:\/(\d+))?)?)?$/;

const failed = (status: number, messageId: string, message: string): ApiAnswer =>
  answer({ message, messageId: `serviceaccounts.${messageId}`, statusCode: status, traceID: '' }, status);

/** Those of one Grafana. Admins manage them, unless an administrator took an action away from everybody. */
export class ServiceAccounts {
  readonly accounts: Account[] = [];
  readonly tokens: Token[] = [];
  /** `[auth] api_key_max_seconds_to_live`; -1: tokens may live for ever. */
  longest = -1;
  readonly #taken: ReadonlySet<string>;
  #last = 100;

  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /** Who a bearer is; null: nobody. */
  personOf(key: string): Person | null {
    const token = this.tokens.find((one) => one.key === key && !hasExpired(one));
    const account = this.accounts.find(({ id, isDisabled }) => id === token?.account && !isDisabled);
    return account === undefined
      ? null
      : {
          id: account.id,
          uid: `sa${account.id}`,
          login: loginOf(account),
          name: account.name,
          email: loginOf(account),
          role: account.role,
          teams: [],
          isDisabled: false,
          kind: 'service-account',
          org: account.org,
        };
  }

  api(call: ApiCall): ApiAnswer | null {
    const [path, first, tokens, token] = ACCOUNTS.exec(call.path) ?? [];
    if (path === undefined) {
      return null;
    }
    const action = `serviceaccounts:${actionOf(call.method, first, tokens)}`;
    if (!hasRole(call.person, 'Admin') || this.#taken.has(action)) {
      return denied(action);
    }
    if (first === undefined || first === 'search') {
      return first === 'search' ? this.#search(call) : call.method === 'POST' ? this.#make(call) : null;
    }
    return tokens === undefined
      ? this.#account(call, Number(first))
      : this.#tokens(call, Number(first), token === undefined ? null : Number(token));
  }

  #of({ person }: ApiCall): Account[] {
    return this.accounts.filter(({ org }) => org.id === person.org.id);
  }

  #search(call: ApiCall): ApiAnswer {
    const query = call.query.get('query')?.toLowerCase() ?? '';
    const found = this.#of(call).filter((one) => `${one.name} ${loginOf(one)}`.toLowerCase().includes(query));
    const serviceAccounts = found.map((one) => this.#shown(one));
    return answer({ totalCount: found.length, serviceAccounts, page: 1, perPage: 1000 });
  }

  #shown(one: Account): object {
    const { id, name, org, isDisabled, role } = one;
    const tokens = this.tokens.filter(({ account }) => account === id).length;
    return { id, uid: `sa${id}`, name, login: loginOf(one), orgId: org.id, isDisabled, role, tokens, avatarUrl: '' };
  }

  #make(call: ApiCall): ApiAnswer {
    const { name = '', role = 'Viewer', isDisabled = false } = call.body as Partial<Account>;
    if (this.#of(call).some((one) => one.name === name)) {
      return failed(400, 'ErrAlreadyExists', 'service account already exists');
    }
    if (!ROLES.includes(role)) {
      return failed(400, 'ErrInvalidInput', 'invalid role specified');
    }
    const made: Account = { id: ++this.#last, org: call.person.org, name, role, isDisabled };
    this.accounts.push(made);
    return answer(this.#shown(made), 201);
  }

  #account(call: ApiCall, id: number): ApiAnswer {
    const found = this.#of(call).find((one) => one.id === id);
    if (found === undefined) {
      return failed(404, 'ErrNotFound', 'service account not found');
    }
    switch (call.method) {
      case 'PATCH': {
        Object.assign(found, call.body);
        return answer({ message: 'Service account updated', id, name: found.name, serviceaccount: this.#shown(found) });
      }
      case 'DELETE': {
        this.accounts.splice(this.accounts.indexOf(found), 1);
        this.tokens.splice(0, this.tokens.length, ...this.tokens.filter(({ account }) => account !== id));
        return answer({ message: 'Service account deleted' });
      }
      default:
        return answer({ ...this.#shown(found), createdAt: '2026-01-01T00:00:00Z', teams: [] });
    }
  }

  #tokens(call: ApiCall, account: number, token: number | null): ApiAnswer {
    const isHere = this.#of(call).some(({ id }) => id === account);
    const own = this.tokens.filter((one) => isHere && one.account === account);
    if (token !== null) {
      const found = own.find(({ id }) => id === token);
      if (found === undefined) {
        return failed(404, 'ErrTokenNotFound', 'service account token not found');
      }
      this.tokens.splice(this.tokens.indexOf(found), 1);
      return answer({ message: 'Service account token deleted' });
    }
    if (call.method === 'GET') {
      return answer(own.map(tokenOf));
    }
    return isHere ? this.#makeToken(call, account) : failed(404, 'ErrNotFound', 'service account not found');
  }

  #makeToken({ body }: ApiCall, account: number): ApiAnswer {
    const { name = '', secondsToLive = 0 } = body as { name?: string; secondsToLive?: number };
    if (this.longest !== -1 && secondsToLive === 0) {
      return answer({ message: 'Number of seconds before expiration should be set' }, 400);
    }
    if (this.longest !== -1 && secondsToLive > this.longest) {
      return answer({ message: 'Number of seconds before expiration is greater than the global limit' }, 400);
    }
    if (this.tokens.some((one) => one.name === name)) {
      return failed(
        400,
        'ErrTokenAlreadyExists',
        'service account token with given name already exists in the organization',
      );
    }
    const [id, created, key] = [++this.#last, Date.now(), `glsa_${randomBytes(24).toString('base64url')}_0badcafe`];
    const expiration = secondsToLive === 0 ? null : created + secondsToLive * 1000;
    this.tokens.push({ id, account, name, key, created, expiration });
    return answer({ id, name, key });
  }
}

function actionOf(method: string, first: string | undefined, tokens: string | undefined): string {
  if (method === 'GET') {
    return 'read';
  }
  return first === undefined ? 'create' : method === 'DELETE' && tokens === undefined ? 'delete' : 'write';
}

const loginOf = ({ org, name }: Account) => `sa-${org.id}-${name.toLowerCase().replaceAll(' ', '-')}`;

function hasExpired({ expiration }: Token): boolean {
  return expiration !== null && expiration <= Date.now();
}

function tokenOf(token: Token): object {
  const { id, name, created, expiration } = token;
  return {
    id,
    name,
    created: new Date(created).toISOString(),
    lastUsedAt: null,
    expiration: expiration === null ? null : new Date(expiration).toISOString(),
    secondsUntilExpiration: expiration === null ? 0 : (expiration - Date.now()) / 1000,
    hasExpired: hasExpired(token),
    isRevoked: false,
  };
}
