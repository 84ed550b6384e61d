import { describe, expect, it } from 'vitest';
import type { WebhookTemplate } from '#domain/routing/integration';
import { sources } from '../registry.ts';
import { expected, good, integrationOf, one, read, reason, withoutRaw } from '../shared/source.fake.ts';

const webhook = (body: unknown, template: WebhookTemplate | null = null) => one(read('webhook', body, template));

describe('the usual names', () => {
  it('are found', () => {
    const body = {
      id: 42,
      title: 'Disk full',
      severity: 'P1',
      status: 'triggered',
      description: '99 %',
      url: 'https://ci.example/42',
      env: 'prod',
      replicas: 3,
      ok: false,
      labels: { team: 'db' },
      tags: { zone: 'b', nested: {} },
      startsAt: '2026-02-03T08:00:00+01:00',
      nested: { a: 1 },
    };
    expect(withoutRaw(webhook(body))).toEqual(
      expected({
        fingerprint: '42',
        status: 'firing',
        severity: 'critical',
        title: 'Disk full',
        description: '99 %',
        labels: { team: 'db', zone: 'b', env: 'prod', replicas: '3', ok: 'false' },
        links: [{ title: 'Source', url: 'https://ci.example/42' }],
        startsAt: Date.UTC(2026, 1, 3, 7),
      }),
    );
    expect(webhook(body).raw).toBe(body);
  });

  it.each([
    [{ title: 'a', summary: 'b', message: 'c', name: 'd' }, 'a', 'c'],
    [{ summary: 'b', message: 'c', name: 'd' }, 'b', 'c'],
    [{ message: 'c', name: 'd' }, 'c', null],
    [{ name: 'd' }, 'd', null],
    [{ title: '  ', message: 'c' }, 'c', null],
    [{ title: { a: 1 }, name: 'd' }, 'd', null],
  ])('title and description of %j', (body, title, description) => {
    expect(webhook(body)).toMatchObject({ title, description });
  });

  it.each([
    ['resolved', 'resolved'],
    ['OK', 'resolved'],
    ['Closed', 'resolved'],
    ['recovery', 'resolved'],
    ['UP', 'resolved'],
    ['normal', 'resolved'],
    ['ack', 'acknowledged'],
    ['Acknowledged', 'acknowledged'],
    ['unacknowledged', 'unacknowledged'],
    ['info', 'info'],
    ['firing', 'firing'],
    ['No Data', 'firing'],
    ['purple', 'firing'],
    ['', 'firing'],
    [500, 'firing'],
    [null, 'firing'],
    [['ok'], 'firing'],
  ])('status %j: %s', (status, outcome) => {
    expect(webhook({ id: 1, status }).status).toBe(outcome);
    expect(webhook({ id: 1, state: status }).status).toBe(outcome);
  });

  it('an acknowledgement says who', () => {
    expect(webhook({ id: 1, status: 'ack', acknowledged_by: 'Ann', comment: 'on it' })).toMatchObject({
      status: 'acknowledged',
      actor: 'Ann',
      note: 'on it',
      severity: null,
      title: null,
    });
  });

  it("Grafana OnCall's formatted webhook is understood", () => {
    const sent = {
      alert_uid: '08d6',
      title: 'The whole system is down',
      image_url: 'https://x.example/1.png',
      state: 'alerting',
      link_to_upstream_details: 'https://x.example/d',
      message: 'Oh no!',
    };
    expect(webhook(sent)).toMatchObject({
      fingerprint: '08d6',
      status: 'firing',
      title: 'The whole system is down',
      description: 'Oh no!',
      links: [{ title: 'Source', url: 'https://x.example/d' }],
    });
    expect(webhook({ ...sent, state: 'ok' })).toMatchObject({ fingerprint: '08d6', status: 'resolved' });
  });
});

describe('a body without any of them', () => {
  it('is still an alert, the same each time', () => {
    expect(webhook({})).toMatchObject({ status: 'firing', severity: 'error', title: 'Alert from Shop' });
    expect(webhook({ a: 1, b: { c: 2 } }).fingerprint).toBe(webhook({ b: { c: 2 }, a: 1 }).fingerprint);
    expect(webhook({ a: 1 }).fingerprint).not.toBe(webhook({ a: 2 }).fingerprint);
  });

  it('its end is found again, whatever changed beside what it is about', () => {
    const firing = webhook({
      title: 'Disk full',
      host: 'db-1',
      status: 'firing',
      severity: 'high',
      time: '08:00',
      description: '99 %',
    });
    const over = webhook({ title: 'Disk full', host: 'db-1', status: 'resolved', time: '08:30', description: '40 %' });
    const other = webhook({ title: 'Disk full', host: 'db-2', status: 'firing' });
    expect(over).toMatchObject({ status: 'resolved', fingerprint: firing.fingerprint, groupKey: firing.groupKey });
    expect(other.fingerprint).not.toBe(firing.fingerprint);
  });

  it('messages tell themselves apart where there is nothing else', () => {
    expect(webhook({ message: 'a' }).fingerprint).not.toBe(webhook({ message: 'b' }).fingerprint);
  });

  it('plain text is a message', () => {
    expect(webhook('Disk full')).toMatchObject({ title: 'Disk full', status: 'firing', raw: 'Disk full' });
  });
});

describe('templates', () => {
  const template: WebhookTemplate = {
    title: '{{ host }}: {{ body.check.name | upcase }}',
    severity: '{% if check.level > 2 %}critical{% else %}warning{% endif %}',
    groupKey: '{{ host }}',
    fingerprint: '{{ host }}/{{ check.name }}',
    status: '{{ check.ok | default: false }}',
    description: '{{ check.output | truncate: 10 }}',
    link: 'https://checks.example/{{ host | url_encode }}',
  };
  const body = { host: 'db 1', check: { name: 'disk', level: 3, output: 'a long output', ok: 'ok' } };

  it('see the body by name and as `body`', () => {
    expect(withoutRaw(webhook(body, template))).toEqual(
      expected({
        fingerprint: 'db 1/disk',
        groupKey: 'db 1',
        status: 'resolved',
        severity: 'critical',
        title: 'db 1: DISK',
        description: 'a long ...',
        labels: { host: 'db 1' },
        links: [{ title: 'Source', url: 'https://checks.example/db+1' }],
      }),
    );
  });

  it('fall back to the usual names where they are blank', () => {
    expect(
      webhook(
        { id: 'x', title: 'T', severity: 'low', status: 'ok', url: 'https://x.example' },
        {
          title: '{{ nope }}',
          severity: ' ',
          groupKey: '',
          fingerprint: '{{ nope.nope }}',
          status: '{{ nope }}',
          link: 'javascript:x',
        },
      ),
    ).toMatchObject({
      fingerprint: 'x',
      groupKey: 'x',
      title: 'T',
      severity: 'info',
      status: 'resolved',
      links: [{ title: 'Source', url: 'https://x.example' }],
    });
  });

  it('a group alone is what its end ends', () => {
    const byHost: WebhookTemplate = { groupKey: '{{ host }}' };
    expect(webhook({ host: 'a', value: 1 }, byHost)).toMatchObject({ groupKey: 'a', fingerprint: 'a' });
    expect(webhook({ host: 'a', value: 2, status: 'ok' }, byHost)).toMatchObject({
      groupKey: 'a',
      fingerprint: 'a',
      status: 'resolved',
    });
  });

  it('apply to each alert of a list', () => {
    expect(
      good(read('webhook', [{ host: 'a' }, { host: 'b' }], { title: '{{ body.host }}/{{ host }}' })).map(
        ({ title }) => title,
      ),
    ).toEqual(['a/a', 'b/b']);
  });

  it('a field named `body` is reached through the body', () => {
    expect(webhook({ body: 'inner' }, { title: '{{ body.body }}' }).title).toBe('inner');
  });

  it.each<[WebhookTemplate, RegExp]>([
    [{ title: '{{ a | nope }}' }, /^template\.title: undefined filter: nope, line:1/],
    [{ severity: '{% if %}' }, /^template\.severity: /],
    [{ status: '{{ a' }, /^template\.status: output "\{\{ a" not closed/],
    [{ link: '{% include "x" %}' }, /^template\.link: ENOENT/],
    [{ description: '{% render "/etc/passwd" %}' }, /^template\.description: ENOENT/],
    [{ title: 'x'.repeat(10_001) }, /^template\.title: parse length limit exceeded/],
  ])('%j is rejected by name', (broken, expectedReason) => {
    expect(reason(read('webhook', { a: 1, l: Array(300).fill(1) }, broken))).toMatch(expectedReason);
  });

  describe('that take too long leave the rest to the usual names', () => {
    const loops =
      '{% for a in l %}{% for b in l %}{% for c in l %}{% for d in l %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}';
    it.each<[string, WebhookTemplate, RegExp]>([
      ['a loop', { title: loops }, /template\.title: takes too much time/],
      ['a range', { title: '{% for i in (1..100000000) %}x{% endfor %}' }, /takes too much room/],
      [
        'a list of words',
        { title: '{{ w | split: " " | where_exp: "i", "i contains \'9\'" | size }}' },
        /too much room/,
      ],
      ['expressions', { title: '{{ many | where_exp: "i", "i contains \'9\'" | size }}'.repeat(90) }, /too much time/],
      ['sorting', { title: '{{ many | sort_natural | sort_natural | join }}'.repeat(80) }, /too much (?:time|room)/],
      ['a search', { title: '{% if a contains b %}{% endif %}{{ w | replace: w, "x" }}' }, /too much time/],
      ['a long text', { title: '{{ w | append: w | append: w | append: w }}' }, /too much room/],
    ])('%s', (_what, template, expected) => {
      const many = Array.from({ length: 4_000 }, (_, i) => `word ${i}`);
      const body = {
        name: 'Disk full',
        severity: 'critical',
        l: Array(300).fill(1),
        many,
        w: 'word 9 '.repeat(40_000),
      };
      const started = process.threadCpuUsage();
      const alert = webhook(body, { fingerprint: '{{ name }}', ...template, note: 'late' });
      // The budget is 20 ms; parsing a template and reading the body come on top, and tests run while others do.
      expect(process.threadCpuUsage(started).user).toBeLessThan(200_000);
      expect(alert).toMatchObject({ title: 'Disk full', severity: 'critical', status: 'firing' });
      expect(alert.description).toMatch(expected);
      expect(alert.description).toMatch(/The usual names of fields serve instead/);
    });

    it('of all alerts of a payload together', () => {
      const slow = { title: '{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}x' };
      const list = Array.from({ length: 1_000 }, () => ({ name: 'Down', l: Array(500).fill(1) }));
      const started = process.threadCpuUsage();
      const result = read('webhook', list, slow);
      expect(process.threadCpuUsage(started).user).toBeLessThan(500_000);
      const alerts = result.ok ? result.alerts : [];
      expect(alerts).toHaveLength(1_000);
      expect(alerts.at(-1)).toMatchObject({ title: 'Down', description: expect.stringMatching(/takes too much time/) });
    });

    it('and what says which alert it is, and whether it is over, comes before all texts', () => {
      const slow = {
        title: '{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}x',
        fingerprint: 'key-{{ key }}',
        groupKey: 'all',
        status: '{{ how }}',
      };
      const list = Array.from({ length: 300 }, (_, key) => ({ name: 'Down', key, how: 'ok', l: Array(500).fill(1) }));
      const result = read('webhook', list, slow);
      const alerts = result.ok ? result.alerts : [];
      expect(alerts.map(({ fingerprint }) => fingerprint)).toEqual(list.map(({ key }) => `key-${key}`));
      expect(new Set(alerts.map(({ groupKey, status }) => `${groupKey} ${status}`))).toEqual(new Set(['all resolved']));
    });
  });

  it("can't reach the prototype", () => {
    const title = 'x{{ constructor }}{{ body.constructor.name }}{{ __proto__ }}{{ body.__proto__.toString }}';
    expect(webhook(JSON.parse('{"__proto__":{"polluted":1}}'), { title: `${title}{{ polluted }}` }).title).toBe(
      'x[object Object]',
    );
    expect(webhook({}, { title }).title).toBe('x');
  });

  it('are checked before any body comes', () => {
    const check = (template: WebhookTemplate | null) => sources.webhook.check?.(integrationOf('webhook', template));
    expect(check(template)).toEqual([]);
    expect(check(null)).toEqual([]);
    expect(check({ title: '{{ a | nope }}', link: '{% if %}', status: '{{ fine }}' })).toMatchObject([
      { path: 'template.title' },
      { path: 'template.link' },
    ]);
  });
});

describe('lists', () => {
  it('hold several alerts', () => {
    expect(good(read('webhook', [{ id: 1 }, { id: 2, status: 'ok' }, 'text'])).map(({ status }) => status)).toEqual([
      'firing',
      'resolved',
      'firing',
    ]);
    expect(good(read('webhook', []))).toEqual([]);
  });

  it('have an end', () => {
    expect(good(read('webhook', Array(1_000).fill({})))).toHaveLength(1_000);
    expect(reason(read('webhook', Array(1_001).fill({})))).toMatch(
      /^body: holds 1001 alerts, at most 1000 per request/,
    );
  });
});

describe('rejections', () => {
  it.each([
    [null, /^body: is null, must be an object, a list of objects or text/],
    [7, /^body: is of type number/],
    [' ', /^body: is blank text/],
    [[{ id: 1 }, 7], /^body\[1\]: is of type number, must be an object or text/],
    [[[]], /^body\[0\]: is a list/],
  ])('%j', (body, expectedReason) => {
    expect(reason(read('webhook', body))).toMatch(expectedReason);
  });
});
