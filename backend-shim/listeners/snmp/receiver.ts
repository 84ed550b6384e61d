/** Receives SNMP traps and informs for integrations over UDP. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { Integration } from '#domain/routing/integration';
import type { PayloadListener, ListenerState, ListenerDeps } from '../../ports/listening.ts';
import { createRate } from '../shared/rate.ts';
import { takeBody, type TakenBody } from '../shared/take.ts';
import { communityOf, createDecoder, type TrapPacket } from './packet.ts';
import { createPacketQueue } from './queue.ts';

type DecodedPacket = Extract<TrapPacket, { ok: true }>;
type RefusedPacket =
  'v3' | 'malformed' | 'not-a-trap' | 'community' | 'kind' | 'rate' | 'busy' | 'store' | 'broken' | 'unreadable';

const ADDRESS_PER_MINUTE = 6_000;
const INTEGRATION_PER_MINUTE = 6_000;
/** Bytes for which a packet counts as one of its address: what a frame of Ethernet holds. The largest count as 44. */
const FRAME = 1_500;
/** Packets that wait for their turn, at the most: a burst of the largest buffer, twice, or a minute's frames from one address. */
const MOST_QUEUED = { packets: 6_000, bytes: 8 * 1024 * 1024 };
/** The most traps that wait for the store to return. */
const MOST_WAITING = 2_000;
/**
 * The most traps that wait for an integration that cannot be read. Any community may be its token, and strangers' traps
 * must not use up the room of the others.
 */
const MOST_WAITING_FOR_INTEGRATION = 500;
/** ms between attempts to store a trap, which its sender will never send again. */
const AGAIN = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000];
/** Bursts arrive faster than they are stored; the system may grant less. */
const SOCKET_BUFFER = 4 * 1024 * 1024;
/** ms between log lines about the same sender. */
const QUIET = 3_600_000;
const MOST_REMEMBERED = 1_000;

export class SnmpListener implements PayloadListener {
  readonly #at: { host: string; port: number };
  readonly #into: ListenerDeps;
  readonly #decode = createDecoder();
  readonly #rate = createRate();
  readonly #queue = createPacketQueue(MOST_QUEUED);
  /** When a sender was last logged. */
  readonly #told = new Map<string, number>();
  readonly #under = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #socket: Socket | null = null;
  #waiting = 0;
  #waitingForIntegration = 0;

  constructor(at: { host: string; port: number }, into: ListenerDeps) {
    this.#at = at;
    this.#into = into;
  }

  listen(): Promise<string | null> {
    const { host, port } = this.#at;
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' });
    this.#socket = socket;
    return new Promise((resolve) => {
      socket.once('error', (error) => resolve(error.message));
      socket.on('message', (packet, sender) => this.#onMessage(packet, sender));
      socket.bind(port, host, () => {
        socket.removeAllListeners('error');
        socket.on('error', (error) => this.#into.log.warn({ err: error.message }, 'the SNMP listener had an error'));
        growBuffer(socket, this.#into);
        resolve(null);
      });
    });
  }

  state(): ListenerState {
    return { kind: 'snmp', address: addressOf(this.#socket), tls: null, domain: null };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    // Answers to informs still go out; another sidecar takes what arrives now, or it is sent again.
    this.#socket?.removeAllListeners('message');
    await Promise.allSettled(this.#under);
    const socket = this.#socket;
    this.#socket = null;
    await new Promise<void>((resolve) => (socket === null ? resolve() : socket.close(resolve)));
  }

  #onMessage(packet: Buffer, sender: RemoteInfo): void {
    const frames = Math.ceil(packet.length / FRAME);
    if (!this.#rate.take(sender.address, ADDRESS_PER_MINUTE, this.#into.machine.monotonic(), frames)) {
      return this.#refuse('rate', sender, 'too many packets from this address');
    }
    const taken = this.#queue.add(packet.length, () => this.#take(packet, sender));
    if (taken === null) {
      return this.#refuse('busy', sender, 'too many packets are waiting to be read');
    }
    const work = taken.catch((error: Error) =>
      this.#into.log.warn({ err: error.message }, 'could not process an SNMP packet'),
    );
    this.#under.add(work);
    void work.finally(() => this.#under.delete(work));
  }

  async #take(packet: Buffer, sender: RemoteInfo): Promise<void> {
    const community = communityOf(packet);
    if (community !== null && this.#isNobodys(community)) {
      return this.#refuse('community', sender, 'its community is not the token of any integration');
    }
    const read = this.#decode(packet, sender);
    if (!read.ok) {
      return this.#refuse(read.reason, sender, read.detail);
    }
    const integration = await this.#integrationOf(read.community);
    return integration === null ? this.#takeOfNobody(read, sender) : this.#takeFor(integration, read, sender);
  }

  /** Known before its thousands of values are decoded, which takes milliseconds. */
  #isNobodys(community: string): boolean {
    const directory = this.#into.directory();
    return directory.integrationByToken(community) === null && !directory.mustComeAgain(community);
  }

  async #takeFor(integration: Integration, read: DecodedPacket, sender: RemoteInfo): Promise<void> {
    if (integration.type !== 'snmp') {
      return this.#refuse('kind', sender, 'the integration with this token is not of type snmp', integration);
    }
    if (
      !this.#rate.take(
        `to ${integration.id}`,
        integration.snmp?.perMinute ?? INTEGRATION_PER_MINUTE,
        this.#into.machine.monotonic(),
      )
    ) {
      return this.#refuse('rate', sender, 'too many traps for this integration', integration);
    }
    return this.#store(read, sender, integration);
  }

  /** The integration may exist and be unreadable: an inform stays unanswered and comes again; a trap waits here. */
  async #takeOfNobody(read: DecodedPacket, sender: RemoteInfo): Promise<void> {
    if (!this.#into.directory().mustComeAgain(read.community)) {
      return this.#refuse('community', sender, 'its community is not the token of any integration');
    }
    this.#refuse('broken', sender, 'its community may be the token of an integration that cannot be read');
    if (read.body.kind !== 'trap') {
      return;
    }
    if (this.#waitingForIntegration >= MOST_WAITING_FOR_INTEGRATION) {
      return this.#refuse('busy', sender, 'too many traps wait for an integration that cannot be read');
    }
    this.#waitingForIntegration++;
    const integration = await this.#integrationInTime(read.community).finally(() => this.#waitingForIntegration--);
    if (integration !== null) {
      return this.#takeFor(integration, read, sender);
    }
    const { agent, trap } = read.body;
    this.#into.log.error(
      { agent, trap },
      'lost a trap: the integration with its community cannot be read. Use informs, which are sent again',
    );
  }

  async #integrationInTime(community: string): Promise<Integration | null> {
    for (const pause of AGAIN) {
      await this.#into.machine.sleep(pause, this.#closing.signal).catch(() => undefined);
      const found = await this.#integrationOf(community);
      // The token is now known to belong to nobody, so there is nothing to wait for.
      if (found !== null || this.#closing.signal.aborted || !this.#into.directory().mustComeAgain(community)) {
        return found;
      }
    }
    return null;
  }

  async #integrationOf(community: string): Promise<Integration | null> {
    const directory = this.#into.directory();
    const found = directory.integrationByToken(community);
    const ends = directory.tokenEnds(community);
    return found !== null && (ends === null || (await this.#into.clock.now()) < ends) ? found : null;
  }

  /** An inform that is not stored stays unanswered and comes again; a trap is kept and retried here. */
  async #store(read: DecodedPacket, sender: RemoteInfo, integration: Integration): Promise<void> {
    if (this.#waiting >= MOST_WAITING || this.#into.overloaded()) {
      return this.#refuse('busy', sender, 'too many traps are waiting to be stored', integration);
    }
    this.#waiting++;
    try {
      const taken = await this.#takeWithPatience(read, integration);
      if (!taken.ok) {
        this.#refuse('unreadable', sender, taken.reason, integration);
      } else {
        this.#into.metrics.traps.inc({ outcome: 'received', reason: '' });
      }
      // An unreadable inform would come again for ever, so it is answered and stored among the rejected.
      this.#answer(read, sender);
    } catch (error) {
      this.#lost(read, sender, integration, error as Error);
    } finally {
      this.#waiting--;
    }
  }

  #lost({ body }: DecodedPacket, sender: RemoteInfo, integration: Integration, error: Error): void {
    this.#refuse('store', sender, error.message, integration);
    if (body.kind === 'trap') {
      this.#into.log.error(
        { integration: integration.id, agent: body.agent, trap: body.trap, err: error.message },
        'lost a trap that could not be stored. Use informs, which are sent again',
      );
    }
  }

  async #takeWithPatience({ body }: DecodedPacket, integration: Integration): Promise<TakenBody> {
    for (const pause of body.kind === 'trap' ? AGAIN : []) {
      try {
        return await takeBody(this.#into, integration, body);
      } catch (error) {
        if (this.#closing.signal.aborted) {
          throw error;
        }
        await this.#into.machine.sleep(pause, this.#closing.signal);
      }
    }
    return takeBody(this.#into, integration, body);
  }

  /** An answer that cannot be sent is like one lost on the way: the sender tries again. */
  #answer({ answer }: DecodedPacket, { port, address }: RemoteInfo): void {
    if (answer !== null) {
      this.#socket?.send(
        answer,
        port,
        address,
        (error) => error && this.#into.log.debug({ err: error.message }, 'could not answer an inform'),
      );
    }
  }

  #refuse(reason: RefusedPacket, { address }: RemoteInfo, detail: string, integration?: Integration): void {
    this.#into.metrics.traps.inc({ outcome: 'refused', reason });
    const key = `${reason} ${address}`;
    const now = this.#into.machine.monotonic();
    if (now - (this.#told.get(key) ?? -QUIET) < QUIET) {
      return;
    }
    this.#told.delete(key);
    this.#told.set(key, now);
    if (this.#told.size > MOST_REMEMBERED) {
      this.#told.delete(this.#told.keys().next().value ?? '');
    }
    this.#into.log.warn(
      { from: address, reason, detail: detail.slice(0, 200), ...(integration && { integration: integration.id }) },
      'refused an SNMP packet; further ones from this address are only counted for an hour',
    );
  }
}

function growBuffer(socket: Socket, { log }: ListenerDeps): void {
  try {
    socket.setRecvBufferSize(SOCKET_BUFFER);
  } catch (error) {
    log.debug(
      { err: (error as Error).message },
      "could not enlarge the receive buffer for traps; the system's size stays",
    );
  }
}

function addressOf(socket: Socket | null): string {
  if (socket === null) {
    return '';
  }
  const { address, family, port } = socket.address();
  return `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
