/** Posts a test message in a channel (a room of a chat, a webhook). */
import type { Directory } from '../ports/directory.ts';
import { auditTest, refuseTest, sendTest, testMessage } from './people/test-message.ts';
import type { TestContext, TestRefusal, TestMessageResult } from './people/test-message.ts';

export interface ChannelActions {
  test(channel: string, actor: string): Promise<{ ok: true; result: TestMessageResult } | TestRefusal>;
}

export function createChannelActions(context: TestContext & { directory(): Directory }): ChannelActions {
  return {
    test: async (id, actor) => {
      const room = context.directory().rooms.get(id);
      if (!room) {
        return refuseTest('not-found', `There is no channel ${id}.`, {
          reason: 'no-such',
          data: { kind: 'channel', id },
        });
      }
      const { settings, secrets } = room;
      const destination = { to: '', service: id, settings, secrets, trusted: true };
      const result = await sendTest(context, room.type, destination, await testMessage(context, null, null));
      await auditTest(context, { actor, action: 'test', kind: 'channels', subject: id, result, details: {} });
      return { ok: true, result };
    },
  };
}
