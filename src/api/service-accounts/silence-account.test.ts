/** The account is made, renewed and removed in the Grafana of the preview host, whatever the sidecar answers. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, SECOND } from '#domain/time/duration';
import { OLGA, personOf } from '../../../tests/host/people.ts';
import { ServiceAccounts } from '../../../tests/host/service-accounts.ts';
import type { ApiResult } from '../client/client.ts';
import { toFailure } from '../client/failure.ts';
import type { GrafanaCall } from '../grafana/grafana-call.ts';
import { grafanaFailure } from '../grafana/grafana-failure.ts';
import type { StoredIntegration } from '../resources/integrations.ts';
import type { FollowingIntegration, SilenceWorld } from './silence-account.ts';
import {
  accountName,
  changeSilences,
  expiresSoon,
  followSilences,
  forgetAccount,
  hasAccount,
  readAccountState,
  stopFollowing,
} from './silence-account.ts';

const PUBLIC = 'https://vigie.example.com';
const URL_HERE = 'http://grafana:3000';
const NEW = { id: 'g', version: 1, type: 'grafana', sync: null, provisioned: false } as unknown as StoredIntegration;

/** How the sidecar takes a change: `lost` is saved and never answered. */
type Mood = 'takes' | 'refuses' | 'fails' | 'lost' | 'away';

let taken: Set<string>;
let grafana: ServiceAccounts;
let stored: StoredIntegration;
let mood: Mood;
/** What was asked of either, in order. */
let asked: string[];
let login: string;

function refusal(status: number): ApiResult<never> {
  return {
    ok: false,
    failure: toFailure({ status, data: { error: { code: 'forbidden', message: 'no', details: [] } } }),
  };
}

async function save(integration: StoredIntegration): Promise<ApiResult<StoredIntegration>> {
  asked.push('vigie saves');
  if (mood === 'takes' || mood === 'lost') {
    stored = { ...integration, version: stored.version + 1 };
  }
  return mood === 'takes'
    ? { ok: true, value: stored }
    : refusal({ refuses: 403, fails: 503, lost: 502, away: 502 }[mood]);
}

async function call<T>({ method = 'GET', url, data }: GrafanaCall<T>): Promise<ApiResult<T>> {
  asked.push(`grafana ${method}`);
  const { pathname, searchParams } = new URL(url, 'http://grafana');
  const { status, body } = grafana.api({
    method,
    path: pathname,
    query: searchParams,
    body: data,
    person: personOf(login),
  }) ?? { status: 404, body: {} };
  return status < 300 ? { ok: true, value: body as T } : { ok: false, failure: grafanaFailure({ status, data: body }) };
}

let world: SilenceWorld;

beforeEach(() => {
  taken = new Set();
  grafana = new ServiceAccounts(taken);
  [stored, mood, asked, login] = [NEW, 'takes', [], 'admin'];
  world = {
    grafana: { call, organisation: 1, dayLimit: null },
    save,
    read: async () => (mood === 'away' ? refusal(502) : { ok: true, value: stored }),
    othersLearn: async () => undefined,
  };
});

const follow = (silence: string | null = null) =>
  followSilences(world, { integration: stored, url: URL_HERE, publicUrl: PUBLIC, silence });
const state = (sync = following().sync) => readAccountState(world, sync);
const following = () => stored as FollowingIntegration;
const accounts = () => grafana.accounts.map(({ name, role, isDisabled }) => ({ name, role, isDisabled }));
const OURS = { name: 'Vigie silences g vigie.example.com', role: 'Viewer', isDisabled: false };

describe('making it', () => {
  it.each([
    [null, 'Viewer'],
    ['4h', 'Editor'],
  ])('silences of %s: the role is %s', async (silence, role) => {
    expect(await follow(silence)).toMatchObject({ ok: true });
    expect(accounts()).toEqual([{ ...OURS, role }]);
    expect(stored.sync).toEqual({
      ca: null,
      user: null,
      password: null,
      close: true,
      url: URL_HERE,
      silence,
      token: grafana.tokens[0]?.key,
      account: { id: grafana.accounts[0]?.id, token: grafana.tokens[0]?.id, org: 1, expiresAt: null },
    });
    expect(grafana.personOf(stored.sync?.token ?? '')).toMatchObject({ role, kind: 'service-account' });
    expect(await state()).toBe('well');
  });

  it('each installation and each integration has its own', () => {
    expect(accountName('g', PUBLIC)).not.toBe(accountName('g', 'https://vigie.example.org'));
    expect(accountName('g', PUBLIC)).not.toBe(accountName('h', PUBLIC));
    expect(accountName('g', 'no address')).toContain('no address');
  });

  it.each(['refuses', 'fails'] as const)('a sidecar that %s: nothing of it stays', async (how) => {
    mood = how;
    expect(await follow()).toMatchObject({ ok: false });
    expect([accounts(), grafana.tokens, stored.sync]).toEqual([[], [], null]);
  });

  it('an answer that was lost on its way is looked for', async () => {
    mood = 'lost';
    expect(await follow()).toMatchObject({ ok: true });
    expect(stored.sync?.account?.token).toBe(grafana.tokens[0]?.id);
  });

  it('where nobody knows what the sidecar has, its token stays; the next attempt takes the account', async () => {
    mood = 'away';
    expect(await follow()).toMatchObject({ ok: false });
    expect(grafana.tokens).toHaveLength(1);
    mood = 'takes';
    expect(await follow()).toMatchObject({ ok: true });
    expect(accounts()).toEqual([OURS]);
    expect(grafana.tokens.map(({ id }) => id)).toEqual([stored.sync?.account?.token]);
  });

  it('an account of an earlier try is used again, and never keeps a role that is too high', async () => {
    const body = { name: OURS.name, role: 'Admin', isDisabled: true };
    grafana.api({
      method: 'POST',
      path: '/api/serviceaccounts',
      query: new URLSearchParams(),
      body,
      person: personOf('admin'),
    });
    expect(await follow()).toMatchObject({ ok: true });
    expect(accounts()).toEqual([OURS]);
  });

  it.each(['create', 'write', 'read'])(
    'without serviceaccounts:%s it is refused, and nothing stays',
    async (action) => {
      taken.add(`serviceaccounts:${action}`);
      expect(await follow()).toMatchObject({ ok: false, failure: { kind: 'forbidden', reason: null, status: 403 } });
      expect([accounts(), grafana.tokens, stored.sync]).toEqual([[], [], null]);
    },
  );

  it.each([
    ['no limit', -1, null, null],
    ['a limit that Grafana does not tell', 45 * DAY, null, 30],
    ['a limit that it tells', 45 * DAY, 45, 45],
    ['a limit of its pages only', -1, 10, 10],
  ])('%s', async (_, longest, told, days) => {
    grafana.longest = longest === -1 ? -1 : longest / SECOND;
    world.grafana.dayLimit = told;
    expect(await follow()).toMatchObject({ ok: true });
    const [token] = grafana.tokens;
    const lives = token?.expiration == null ? null : Math.round((token.expiration - token.created) / DAY);
    expect(lives).toBe(days);
    const { expiresAt } = following().sync.account;
    expect(expiresAt).toBe(token?.expiration == null ? null : new Date(token.expiration).toISOString());
  });
});

describe('once it is there', () => {
  beforeEach(async () => {
    await follow();
    asked = [];
  });

  it('renewed, the new token counts before the old one goes', async () => {
    const before = following().sync;
    let during: unknown[] = [];
    world.othersLearn = async () => {
      during = [stored.sync?.token !== before.token, grafana.personOf(before.token ?? '') !== null];
    };
    expect(await follow()).toMatchObject({ ok: true });
    expect(during, 'the sidecar has the new one, and the old one still works').toEqual([true, true]);
    expect(grafana.personOf(before.token ?? '')).toBeNull();
    expect(grafana.tokens.map(({ key }) => key)).toEqual([stored.sync?.token]);
    expect(following().sync.account.id).toBe(before.account.id);
  });

  it('a renewal that the sidecar refuses leaves what works', async () => {
    const before = following().sync;
    mood = 'refuses';
    expect(await follow()).toMatchObject({ ok: false });
    expect(grafana.tokens.map(({ key }) => key)).toEqual([before.token]);
    expect(await state(before)).toBe('well');
  });

  it('renewed under another name in Grafana, or deleted there', async () => {
    const [account] = grafana.accounts as [(typeof grafana.accounts)[number]];
    account.name = 'Silences of the shop';
    await follow();
    expect(accounts()).toEqual([{ ...OURS, name: 'Silences of the shop' }]);
    grafana.accounts.length = 0;
    expect(await state()).toBe('gone');
    await follow();
    expect(accounts()).toEqual([OURS]);
    expect(await state()).toBe('well');
  });

  it('the role follows what it is needed for: up before, down after', async () => {
    expect(await changeSilences(world, following(), '2h')).toMatchObject({ ok: true });
    expect([accounts()[0]?.role, stored.sync?.silence, asked]).toEqual([
      'Editor',
      '2h',
      ['grafana PATCH', 'vigie saves'],
    ]);
    asked = [];
    expect(await changeSilences(world, following(), null)).toMatchObject({ ok: true });
    expect([accounts()[0]?.role, stored.sync?.silence, asked]).toEqual([
      'Viewer',
      null,
      ['vigie saves', 'grafana PATCH'],
    ]);
  });

  it('a role that cannot be raised changes nothing', async () => {
    taken.add('serviceaccounts:write');
    expect(await changeSilences(world, following(), '2h')).toMatchObject({ ok: false });
    expect(stored.sync?.silence).toBeNull();
  });

  it('its end leaves nothing, and can be asked for again', async () => {
    mood = 'fails';
    expect(await stopFollowing(world, following())).toMatchObject({ ok: false });
    mood = 'takes';
    expect(await stopFollowing(world, following())).toMatchObject({ ok: true });
    expect([accounts(), grafana.tokens, stored.sync]).toEqual([[], [], null]);
  });

  it('with the integration it goes, too, unless it is another organisation’s', async () => {
    const { sync } = following();
    world.grafana.organisation = OLGA.org.id;
    expect(await forgetAccount(world, sync)).toMatchObject({ ok: true });
    expect(asked).toEqual([]);
    world.grafana.organisation = 1;
    expect(await forgetAccount(world, sync)).toMatchObject({ ok: true });
    expect([accounts(), asked]).toEqual([[], ['grafana DELETE']]);
  });

  it('without serviceaccounts:delete it goes on', async () => {
    taken.add('serviceaccounts:delete');
    expect(await stopFollowing(world, following())).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
    expect(hasAccount(stored)).toBe(true);
  });

  it('its state is what Grafana says', async () => {
    const { sync } = following();
    const [account] = grafana.accounts as [(typeof grafana.accounts)[number]];
    const [token] = grafana.tokens as [(typeof grafana.tokens)[number]];
    account.role = 'Admin';
    expect(await state(sync)).toBe('role');
    token.expiration = 1;
    expect(await state(sync)).toBe('expired');
    grafana.tokens.length = 0;
    expect(await state(sync)).toBe('gone');
    login = 'ann';
    expect(await state(sync)).toBe('unknown');
    world.grafana.organisation = OLGA.org.id;
    expect(await state(sync)).toBe('elsewhere');
  });
});

it('its end is near in the last 14 days', () => {
  const account = { id: 1, token: 2, org: 1, expiresAt: '2026-01-15T00:00:00Z' };
  expect(expiresSoon(account, Date.parse('2025-12-31T23:59:59Z'))).toBe(false);
  expect(expiresSoon(account, Date.parse('2026-01-01T00:00:00Z'))).toBe(true);
  expect(expiresSoon(account, Date.parse('2026-02-01T00:00:00Z'))).toBe(true);
  expect(expiresSoon({ ...account, expiresAt: null }, 0)).toBe(false);
});
