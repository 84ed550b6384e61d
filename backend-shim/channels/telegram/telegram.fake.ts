/**
 * Fakes the Bot API on loopback, after core.telegram.org/bots/api: it keeps messages, and delivers presses by polling
 * or webhook.
 */
import { startChatServer } from '../shared/chat/chat-server.fake.ts';
import type { ChatAnswer, ChatCall } from '../shared/chat/chat-server.fake.ts';

export const TELEGRAM_TOKEN = '12345:nobody-may-see';

interface KeyboardButton {
  text: string;
  callback_data?: string;
  url?: string;
}

interface TelegramMessage {
  chat: string;
  id: number;
  text: string;
  buttons: KeyboardButton[];
  /** The message that this one replies to. */
  answers: number | null;
  changes: number;
}

export interface FakeTelegram {
  url: string;
  messages: TelegramMessage[];
  /** Answers to presses. */
  answers: Array<{ text: string; alert: boolean }>;
  fail(method: string, answer: { status: number; description: string } | null): void;
  remove(message: TelegramMessage): void;
  /** Presses a button: pollers receive the update, and the returned text is the body of a webhook. */
  press(message: TelegramMessage | undefined, data: string, user: number): string;
  /** Writes a message to the bot, as a person does. @returns the body of a webhook */
  writes(text: string, chat: number): string;
  /** The number of pending polls. */
  asking(): number;
  reset(): void;
  close(): Promise<void>;
}

interface State {
  messages: TelegramMessage[];
  answers: FakeTelegram['answers'];
  failures: Map<string, { status: number; description: string }>;
  updates: Array<{ update_id: number } & Record<string, unknown>>;
  waiting: Set<() => void>;
  last: number;
}

const ok = (result: unknown): ChatAnswer => ({ status: 200, body: { ok: true, result } });
const no = (status: number, description: string): ChatAnswer => ({
  status,
  body: { ok: false, error_code: status, description },
});
const buttonsOf = (body: Record<string, unknown>) =>
  ((body['reply_markup'] as { inline_keyboard?: KeyboardButton[][] } | undefined)?.inline_keyboard ?? []).flat();

const METHODS: Record<
  string,
  (state: State, body: Record<string, unknown>, aborted: Promise<void>) => ChatAnswer | Promise<ChatAnswer | null>
> = {
  getMe: () => ok({ id: 12345, is_bot: true }),
  sendMessage: (state, body) => {
    const answers = (body['reply_parameters'] as { message_id?: number } | undefined)?.message_id ?? null;
    const message: TelegramMessage = {
      chat: String(body['chat_id']),
      id: (state.last += 1),
      text: String(body['text']),
      buttons: buttonsOf(body),
      answers,
      changes: 0,
    };
    state.messages.push(message);
    return ok({ message_id: message.id });
  },
  editMessageText: (state, body) => {
    const message = state.messages.find(
      ({ id, chat }) => id === body['message_id'] && chat === String(body['chat_id']),
    );
    if (!message) {
      return no(400, 'Bad Request: message to edit not found');
    }
    if (message.text === body['text']) {
      return no(
        400,
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the same',
      );
    }
    Object.assign(message, { text: body['text'], buttons: buttonsOf(body), changes: message.changes + 1 });
    return ok({ message_id: message.id });
  },
  answerCallbackQuery: (state, body) => {
    state.answers.push({ text: String(body['text']), alert: body['show_alert'] === true });
    return ok(true);
  },
  getUpdates: async (state, body, aborted) => {
    const offset = Number(body['offset'] ?? 0);
    state.updates = state.updates.filter(({ update_id: id }) => id >= offset);
    if (state.updates.length === 0) {
      await Promise.race([aborted, new Promise<void>((resolve) => state.waiting.add(resolve))]);
    }
    return ok(state.updates);
  },
};

async function answer(state: State, { path, body }: ChatCall, aborted: Promise<void>): Promise<ChatAnswer | null> {
  const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
  const failure = state.failures.get(method);
  if (token !== TELEGRAM_TOKEN || failure) {
    return failure ? no(failure.status, failure.description) : no(401, 'Unauthorized');
  }
  return METHODS[method]?.(state, body, aborted) ?? no(404, 'Not Found');
}

export async function startFakeTelegram(): Promise<FakeTelegram> {
  const state: State = { messages: [], answers: [], failures: new Map(), updates: [], waiting: new Set(), last: 0 };
  const server = await startChatServer((call, aborted) => answer(state, call, aborted));
  const { messages, answers, failures } = state;
  const tell = (what: Record<string, unknown>): string => {
    const update = { update_id: (state.last += 1), ...what };
    state.updates.push(update);
    state.waiting.forEach((resolve) => resolve());
    state.waiting.clear();
    return JSON.stringify(update);
  };
  return {
    url: server.url,
    messages,
    answers,
    fail: (method, made) => void (made === null ? failures.delete(method) : failures.set(method, made)),
    remove: (message) => void messages.splice(messages.indexOf(message), 1),
    press: (message, word, user) =>
      tell({
        callback_query: {
          id: `q${state.last}`,
          from: { id: user },
          message: { message_id: message?.id },
          data: message?.buttons.find(({ callback_data: data }) => data?.startsWith(`${word} `))?.callback_data,
        },
      }),
    writes: (text, chat) => tell({ message: { chat: { id: chat }, text, from: { language_code: 'fr' } } }),
    asking: () => state.waiting.size,
    reset: () => {
      state.updates = [];
      messages.splice(0);
      answers.splice(0);
      failures.clear();
    },
    close: server.close,
  };
}
