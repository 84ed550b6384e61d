/** Sends a test message through a channel: to its room, or to the person who tests it where it only reaches people. */
import type { ContactMethod } from '#domain/notify/responder';
import type { ChannelDefinition } from '../ports/channel.ts';
import type { Directory } from '../ports/directory.ts';
import { auditTest, refuseTest, sendTest, testMessage } from './people/test-message.ts';
import type { TestContext, TestRefusal, TestMessageResult } from './people/test-message.ts';

/** Who tests. `login` null: a script, which has no contact methods. */
interface Tester {
  name: string;
  login: string | null;
}

export interface ChannelActions {
  test(channel: string, tester: Tester): Promise<{ ok: true; result: TestMessageResult } | TestRefusal>;
}

type ChannelContext = TestContext & { directory(): Directory };

function typesOf({ kind, serves = [] }: ChannelDefinition): string[] {
  return [...serves, kind];
}

function ownMethod(
  context: ChannelContext,
  { login }: Tester,
  definition: ChannelDefinition,
): { to: ContactMethod; responder: NonNullable<ReturnType<Directory['responders']['get']>> } | null {
  const responder = login === null ? undefined : context.directory().responders.get(login);
  const to = responder?.contactMethods.find(({ type, verified }) => verified && typesOf(definition).includes(type));
  return responder && to ? { responder, to } : null;
}

export function createChannelActions(context: ChannelContext): ChannelActions {
  return {
    test: async (id, tester) => {
      const room = context.directory().rooms.get(id);
      if (!room) {
        return refuseTest('not-found', `There is no channel ${id}.`, {
          reason: 'no-such',
          data: { kind: 'channel', id },
        });
      }
      const { settings, secrets } = room;
      const definition = context.channels.get(room.type)?.definition;
      const isRoom = definition?.isRoom?.({ settings, secrets }) ?? true;
      const own = isRoom || definition === undefined ? null : ownMethod(context, tester, definition);
      if (!isRoom && definition !== undefined && own === null) {
        const [type = room.type] = typesOf(definition);
        return {
          ok: true,
          result: {
            outcome: 'never',
            reason: 'unknown-method',
            detail: `this channel reaches people: add a contact method of type ${type} to your own under "Me" and verify it, then test again`,
          },
        };
      }
      const destination = { to: own?.to.to ?? '', service: id, settings, secrets, trusted: true };
      const zone = String(settings['timeZone'] || context.directory().timeZone);
      const message = await testMessage(context, own?.responder ?? null, null, null, zone);
      const result = await sendTest(context, room.type, destination, message);
      const details = own === null ? {} : { to: tester.login };
      await auditTest(context, { actor: tester.name, action: 'test', kind: 'channels', subject: id, result, details });
      return { ok: true, result };
    },
  };
}
