import { createSocket } from 'node:dgram';
import { expect } from 'vitest';
import { inform, text, trapV1, trapV2, v3 } from '../../support/snmp-packets.ts';
import { until } from '../../support/waiting.ts';
import { tokenOf } from '../cast.ts';
import { stories, type Story } from '../harness.ts';
import { listenerAddress } from './listener.ts';

const SWITCHES = { integration: { type: 'snmp' as const, name: 'Switches' } };
const DOWN = '1.3.6.1.6.3.1.1.5.3';
const UP = '1.3.6.1.6.3.1.1.5.4';
const port = (number: number): Array<[string, ReturnType<typeof text> | number]> => [
  [`1.3.6.1.2.1.2.2.1.1.${number}`, number],
  [`1.3.6.1.2.1.2.2.1.2.${number}`, text(`Gi0/${number}`)],
];

/** Sends packets; with an answer expected, waits for it. @returns the answers */
async function send(story: Story, packets: Buffer[], answers = 0): Promise<Buffer[]> {
  const [host = '', at = ''] = (await listenerAddress(story.sidecar, 'snmp')).split(':');
  const socket = createSocket('udp4');
  const got: Buffer[] = [];
  socket.on('message', (message) => void got.push(message));
  try {
    for (const packet of packets) {
      await new Promise<void>((resolve, reject) =>
        socket.send(packet, Number(at), host, (error) => (error ? reject(error) : resolve())),
      );
    }
    await until('the informs are answered', () => got.length >= answers);
    return got;
  } finally {
    socket.close();
  }
}

/** Traps have no answer: what became of them is counted. */
async function counted(story: Story, packets: Buffer[]): Promise<void> {
  const before = await story.metric('vigie_snmp_packets_total');
  await send(story, packets);
  await until(
    'the packets are counted',
    async () => (await story.metric('vigie_snmp_packets_total')) >= before + packets.length,
  );
  await story.settle();
}

stories(
  'SNMP traps to an integration',
  (tell) => {
    tell('a port goes down, and comes up', SWITCHES, async (story) => {
      const community = tokenOf(story.integration);
      await counted(story, [trapV2(community, DOWN, port(3))]);
      await story.reached('ann by hook: Link down: Gi0/3 on 127.0.0.1');
      expect(await story.incident()).toMatchObject({
        severity: 'error',
        labels: { agent: '127.0.0.1', trap: 'linkDown', ifIndex: '3' },
      });
      await counted(story, [trapV2(community, UP, port(4))]);
      expect((await story.incident()).state).toBe('open');
      await counted(story, [trapV2(community, UP, port(3))]);
      expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'Switches' });
      await story.told('ann by hook: Resolved by Switches');
    });

    tell('v1 says the same', SWITCHES, async (story) => {
      const community = tokenOf(story.integration);
      const trap = { enterprise: '1.3.6.1.4.1.9.1.1', agent: '10.0.0.7', specific: 0 };
      await counted(story, [trapV1(community, { ...trap, generic: 2 }, port(3))]);
      await story.reached('ann by hook: Link down: Gi0/3 on 10.0.0.7');
      await counted(story, [trapV1(community, { ...trap, generic: 3 }, port(3))]);
      expect((await story.incident()).state).toBe('resolved');
      await story.told('ann by hook: Resolved by Switches');
    });

    tell('an inform is answered, and counts once however often it comes', SWITCHES, async (story) => {
      const packet = inform(tokenOf(story.integration), 4711, DOWN, port(3));
      const answers = await send(story, [packet, packet], 2);
      expect(answers.map((answer) => answer.includes(Buffer.from([0x02, 0x02, 0x12, 0x67])))).toEqual([true, true]);
      await story.reached('ann by hook: Link down: Gi0/3 on 127.0.0.1');
      await story.script('resolve');
      await send(story, [packet], 1);
      await story.nobodyIsPaged();
      await story.told('ann by hook: Resolved by api');
    });

    const RULES = {
      traps: [
        {
          oid: '1.3.6.1.4.1.9999.0.1',
          title: 'Pump {{ pump }} stopped',
          severity: 'critical' as const,
          problem: 'pump',
          key: '{{ pump }}',
        },
      ],
      names: { '1.3.6.1.4.1.9999.1.1': 'pump' },
    };
    tell(
      'what the integration says of its own devices',
      { integration: { ...SWITCHES.integration, snmp: RULES } },
      async (story) => {
        await counted(story, [
          trapV2(tokenOf(story.integration), '1.3.6.1.4.1.9999.0.1', [['1.3.6.1.4.1.9999.1.1.0', text('P-7')]]),
        ]);
        await story.reached('ann by hook: Pump P-7 stopped on 127.0.0.1');
      },
    );

    tell('strangers, v3 and garbage are counted, and open nothing', SWITCHES, async (story) => {
      const refusals = async () => {
        const { body } = await story.sidecar.request<string>('GET', '/metrics');
        return body
          .split('\n')
          .filter((line) => line.includes('outcome="refused"') && line.startsWith('vigie_snmp_packets_total'))
          .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
      };
      const before = await refusals();
      await counted(story, [
        trapV2('public', DOWN, port(3)),
        v3(),
        Buffer.from('hello'),
        Buffer.alloc(0),
        trapV2(tokenOf(story.integration), null, []),
      ]);
      expect(await refusals()).toBe(before + 5);
      expect(await story.incidents()).toEqual([]);
    });

    tell('a flood is bounded', { integration: { ...SWITCHES.integration, snmp: { perMinute: 3 } } }, async (story) => {
      await counted(
        story,
        [1, 2, 3, 4, 5, 6].map((number) => trapV2(tokenOf(story.integration), DOWN, port(number))),
      );
      expect(await story.incidents()).toHaveLength(3);
      await story.pagesOfAnybody();
    });
  },
  { VIGIE_SNMP_LISTEN: '127.0.0.1:0' },
);
