/** One story while it is told: what people and monitors do, and what is expected to reach whom. */
import { expect } from 'vitest';
import type { CommandName } from '#contract/incidents/command';
import type { IncidentWire, PageWire, TimelineEntryWire } from '#contract/incidents/incident';
import { contextOf } from '../support/grafana.ts';
import type { Mailbox, MailMode } from '../support/mailbox.ts';
import type { LogLine } from '../support/sidecar-process.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';
import type { SinkMode, WebhookSink } from '../support/webhook-sink.ts';
import { configOf, integrationId, tokenOf } from './cast.ts';
import type { Person, Scene, World } from './cast.ts';
import { describeMessage, takePost } from './post.ts';
import type { Message } from './post.ts';
import type { Stage } from './stage.ts';

export interface IngestBody {
  accepted: number;
  duplicates: number;
  incidents: string[];
}

const MONTH_IS_READY = /^Your \w+ \d{4} hours are (?:ready|closed)/;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export class Story {
  readonly sidecar: Sidecar;
  readonly mailbox: Mailbox;
  readonly sink: WebhookSink;
  readonly scene: Scene;
  readonly databaseUrl: string;
  #world: World;
  #pages: Message[] = [];
  #updates: Message[] = [];
  #duties: Message[] = [];
  #refused: Message[] = [];
  #earlierErrors: number;
  #expectedErrors: Array<(line: LogLine) => boolean> = [];
  #broken: Array<() => void> = [];

  constructor(stage: Stage, scene: Scene, world: World) {
    this.sidecar = stage.sidecar;
    this.mailbox = stage.mailbox;
    this.sink = stage.sink;
    this.databaseUrl = stage.databaseUrl;
    this.scene = scene;
    this.#world = world;
    this.#earlierErrors = stage.sidecar.errors.length;
  }

  /** The clock stands at the story's beginning, its configuration is in force. */
  async open(): Promise<void> {
    await this.sidecar.setClock(this.at(this.#world.start ?? 'Monday 12:00'));
    await this.change({});
    // Who was on call in the story before hears that it is over, and mails about its end may have waited for each other: none
    // of this one's business.
    this.#look();
    this.#duties = [];
    this.#updates = [];
  }

  /** Fails on any page or message nobody expected and on any error in the log. Leaves nothing behind for the next story. */
  async close(): Promise<void> {
    await this.settle();
    this.#look();
    const [pages, updates, duties] = [this.#pages, this.#updates, this.#duties].map((messages) =>
      messages.splice(0).map((message) => describeMessage(message, true)),
    );
    const errors = this.errors();
    await this.abandon();
    expect(pages, 'pages nobody expected').toEqual([]);
    expect(updates, 'updates nobody expected').toEqual([]);
    expect(duties, 'messages about duties that nobody expected').toEqual([]);
    expect(errors, 'errors in the log').toEqual([]);
  }

  /** Error-level lines of the log since the story began that it is not about. */
  errors(): string[] {
    const lines = this.sidecar.errors.slice(this.#earlierErrors);
    return lines
      .filter((line) => !this.#expectedErrors.some((expected) => expected(line)))
      .map((line) => JSON.stringify(line));
  }

  /** Ends what is open, so that the next story begins with a quiet night. */
  async abandon(): Promise<void> {
    this.#broken.forEach((mend) => mend());
    for (const incident of await this.incidents('state=open,acknowledged,snoozed')) {
      await this.sidecar.api('POST', `incidents/${incident.id}/resolve`);
    }
    await this.settle();
    if (this.#world.integration?.heartbeat || this.#world.more?.calendars !== undefined) {
      // On the way to the next story a heartbeat would fall silent, and a calendar would be read every hour.
      this.#world = {};
      await this.change({});
    }
    this.mailbox.take();
    this.sink.take();
  }

  // --- what happens

  /** An instant of the story's week, ISO 8601: `Tuesday 03:00` is in UTC. */
  at(dayAndTime: string): string {
    const [day = '', time = ''] = dayAndTime.split(' ');
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return new Date(this.scene.monday + ((DAYS.indexOf(day) * 24 + hours) * 60 + minutes) * 60_000).toISOString();
  }

  /** Time goes by; everything due on the way happens. */
  async passes(duration: string): Promise<void> {
    await this.sidecar.advance(duration);
  }

  async until(dayAndTime: string): Promise<void> {
    await this.sidecar.setClock(this.at(dayAndTime));
  }

  /** Everything due now has happened and nothing is on its way. */
  async settle(): Promise<void> {
    await this.sidecar.advance('0s');
  }

  /** The usual integration hears of a problem. */
  async alert(fields: Record<string, unknown> = {}): Promise<IngestBody> {
    return this.receives({ id: 'disk', title: 'Disk full', ...fields });
  }

  /** The usual integration hears that it is over. */
  async recovers(fields: Record<string, unknown> = {}): Promise<IngestBody> {
    return this.receives({ id: 'disk', title: 'Disk full', status: 'resolved', ...fields });
  }

  /** An integration takes a body as its product sends it. */
  async receives(
    body: unknown,
    { integration = this.integration, headers = {} }: { integration?: string; headers?: Record<string, string> } = {},
  ): Promise<IngestBody> {
    const answer = await this.sidecar.ingest<IngestBody>(tokenOf(integration), body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    await this.settle();
    return answer.body;
  }

  /** A command from a script: the administrator's token, and no person. */
  async script(command: CommandName, body?: unknown, incident?: string): Promise<IncidentWire> {
    return this.#done(await this.asks(null, command, body, incident));
  }

  /** A command from a person, as Grafana hands it on (without VIGIE_GRAFANA_URL it is believed behind the shared token). */
  async person(who: Person, command: CommandName, body?: unknown, incident?: string): Promise<IncidentWire> {
    return this.#done(await this.asks(who, command, body, incident));
  }

  /** The same without expecting that it is done. @param incident without it, the latest one */
  async asks<Body = IncidentWire>(
    who: Person | null,
    command: CommandName,
    body?: unknown,
    incident?: string,
  ): Promise<Answer<Body>> {
    const id = incident ?? (await this.incident()).id;
    const answer = await this.sidecar.api<Body>('POST', `incidents/${id}/${command}`, body, {
      headers: who === null ? {} : { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who }) },
    });
    await this.settle();
    return answer;
  }

  #done(answer: Answer<IncidentWire>): IncidentWire {
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  }

  /** The files change and are read again. */
  async change(world: World): Promise<void> {
    this.#world = { ...this.#world, ...world };
    const before = this.#inForce().length;
    const config = configOf(this.scene, this.#world);
    // A story means what it leaves out, and what stories before it had.
    await this.sidecar.provision(JSON.stringify({ ...config, deleted: earlier(this.sidecar, config) }));
    await this.sidecar.logLine((line) => isInForce(line) && this.#inForce().length > before, 10_000);
    await this.settle();
  }

  #inForce(): LogLine[] {
    return this.sidecar.log.filter(isInForce);
  }

  /** From now on this hook or address fails so, for a number of times or until mended. */
  breaks(path: `/${string}`, mode: SinkMode, times?: number): void;
  breaks(address: `${string}@${string}`, mode: MailMode, times?: number): void;
  breaks(target: string, mode: SinkMode | MailMode, times?: number): void {
    const set = (value: SinkMode | MailMode, count?: number) =>
      target.startsWith('/')
        ? this.sink.mode(value as SinkMode, target, count)
        : this.mailbox.mode(value as MailMode, target, count);
    set(mode, times);
    this.#broken.push(() => set('ok'));
  }

  mended(): void {
    this.#broken.splice(0).forEach((mend) => mend());
  }

  // --- what is expected

  /** These were paged since the last look, and nobody else: `ann by hook`, or `ann by hook: Disk full`. */
  async reached(...expected: string[]): Promise<Message[]> {
    const pages = await this.pagesOfAnybody();
    const withTitle = expected.some((text) => text.includes(': '));
    expect(pages.map((page) => describeMessage(page, withTitle)).sort(), 'pages').toEqual([...expected].sort());
    return pages;
  }

  /** Nobody was paged since the last look. */
  async nobodyIsPaged(): Promise<void> {
    await this.reached();
  }

  /** Whatever pages this person got since the last look; for stories that do not know how many there will be. */
  async pagesOf(who: Person): Promise<Message[]> {
    const pages = await this.pagesOfAnybody();
    expect(
      pages.filter((page) => page.who !== who).map((page) => describeMessage(page, true)),
      `pages of others than ${who}`,
    ).toEqual([]);
    return pages;
  }

  /** Whoever was paged since the last look, where it is not what the story is about. */
  async pagesOfAnybody(): Promise<Message[]> {
    await this.settle();
    this.#look();
    return this.#pages.splice(0);
  }

  /** These heard how it goes on, since the last look at updates: `ann by hook: Resolved by Ben Petit`. */
  async told(...expected: string[]): Promise<Message[]> {
    await this.settle();
    this.#look();
    const updates = this.#updates.splice(0);
    expect(updates.map((update) => describeMessage(update, true)).sort(), 'updates').toEqual([...expected].sort());
    return updates;
  }

  /** Whoever heard how it goes on since the last look, where it is not what the story is about. */
  async updatesOfAnybody(): Promise<Message[]> {
    await this.settle();
    this.#look();
    return this.#updates.splice(0);
  }

  /** These heard about duties, swaps and rotas, since the last look at those: `ann by hook: Your duty for SRE ended at 12:00.` */
  async toldOfDuties(...expected: string[]): Promise<void> {
    const messages = await this.onCallMessages();
    expect(messages.map((message) => describeMessage(message, true)).sort(), 'messages about duties').toEqual(
      [...expected].sort(),
    );
  }

  /** What people heard about duties, swaps and rotas since the last look. */
  async onCallMessages(): Promise<Message[]> {
    await this.settle();
    this.#look();
    return this.#duties.splice(0);
  }

  /** Sends that their receiver refused, since the last look. */
  async refused(): Promise<Message[]> {
    await this.settle();
    this.#look();
    return this.#refused.splice(0);
  }

  #look(): void {
    const { arrived, refused } = takePost(this.mailbox, this.sink);
    this.#pages.push(...arrived.filter(({ kind }) => kind === 'page'));
    this.#updates.push(...arrived.filter(({ kind }) => kind === 'update'));
    // A month may end in any story; its document is no story's business but of those in tests/stories/labour.
    this.#duties.push(...arrived.filter(({ kind, says }) => kind === 'onCall' && !MONTH_IS_READY.test(says)));
    this.#refused.push(...refused);
  }

  /** An error-level line that this story is about. */
  expectError(match: (line: LogLine) => boolean): void {
    this.#expectedErrors.push(match);
  }

  // --- what can be seen

  get integration(): string {
    return this.#world.integration?.id ?? integrationId(this.scene);
  }

  /** Newest first. */
  async incidents(query = ''): Promise<IncidentWire[]> {
    const from = new Date(this.scene.monday).toISOString();
    const { body } = await this.sidecar.api<{ items: IncidentWire[] }>(
      'GET',
      `incidents?from=${from}&limit=100&${query}`,
    );
    return body.items;
  }

  /** By id, or the latest. */
  async incident(id?: string): Promise<IncidentWire> {
    const [latest] =
      id === undefined
        ? await this.incidents()
        : [(await this.sidecar.api<IncidentWire>('GET', `incidents/${id}`)).body];
    if (!latest) throw new Error('There is no incident');
    return latest;
  }

  async timeline(id?: string): Promise<TimelineEntryWire[]> {
    const { body } = await this.sidecar.api<{ items: TimelineEntryWire[] }>(
      'GET',
      `incidents/${id ?? (await this.incident()).id}/timeline?limit=200`,
    );
    return body.items;
  }

  /** The timeline says so, in one of its entries. */
  async explains(text: string | RegExp, id?: string): Promise<void> {
    const texts = (await this.timeline(id)).map((entry) => entry.text);
    const found = texts.some((one) => (typeof text === 'string' ? one.includes(text) : text.test(one)));
    expect(found, `no entry says ${String(text)}; there is:\n${texts.join('\n')}`).toBe(true);
  }

  /** What came in at the usual integration and what became of it, newest first: `resolved nothing-open`. */
  async signals(): Promise<string[]> {
    const { body } = await this.sidecar.api<{ items: Array<{ status: string; decision: string }> }>(
      'GET',
      `integrations/${this.integration}/alerts`,
    );
    return body.items.map(({ status, decision }) => `${status} ${decision}`);
  }

  async pages(id?: string): Promise<PageWire[]> {
    const { body } = await this.sidecar.api<{ items: PageWire[] }>(
      'GET',
      `incidents/${id ?? (await this.incident()).id}/pages`,
    );
    return body.items;
  }

  /** Value of a metric, 0 where it has never been counted. */
  async metric(name: string): Promise<number> {
    const { body } = await this.sidecar.request<string>('GET', '/metrics');
    const values = body.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }
}

/** What stories have stated to this sidecar: `kind/id`. */
const stated = new WeakMap<Sidecar, Set<string>>();

function earlier(sidecar: Sidecar, config: ReturnType<typeof configOf>): string[] {
  const known = stated.get(sidecar) ?? new Set();
  stated.set(sidecar, known);
  const before = [...known];
  for (const [kind, list] of Object.entries(config).filter(([, value]) => Array.isArray(value))) {
    (list as Array<{ id?: string; login?: string }>).forEach(({ id, login }) => known.add(`${kind}/${login ?? id}`));
  }
  return before.filter((entry) => !entry.endsWith('/undefined'));
}

function isInForce({ msg }: LogLine): boolean {
  return msg === 'provisioning files reloaded';
}
