/** Texts for timeline entries about messages to people, rooms and sources, and their results. */
import type { SyncAction } from '#domain/incident/effects';
import type { DataOf, ReasonTexts } from '#contract/reasons/reason';
import type { DELIVERY, PAGE, SHADOW, SYNC } from '#contract/reasons/timeline';
import { withDetail, withQuoted } from '../../../components/escalation/skipped-words.ts';
import { wayName } from '../../../components/people/way-words.ts';
import { t } from '../../../language.ts';
import { reasonText } from '../deliveries/reason-text.ts';
import type { EntryFacts } from './entry-facts.ts';
import { roomText } from './step-text.ts';

type ToldReceiver = Pick<DataOf<typeof DELIVERY, 'done'>, 'user' | 'channel' | 'channelKind'>;

function whomText({ user, channel, channelKind }: ToldReceiver, { name }: EntryFacts): string {
  return user === null
    ? roomText(channel ?? '')
    : t('tell.person-by', '{{who}} by {{channel}}', { who: name('people', user), channel: wayName(channelKind) });
}

function failedText(data: DataOf<typeof DELIVERY, 'retry'>, facts: EntryFacts): string {
  const values = { whom: whomText(data, facts), why: withQuoted(reasonText(data.reason), data.detail) };
  return data.again
    ? t('tell.not-yet', 'Could not reach {{whom}} yet ({{why}}); trying again', values)
    : t('tell.not', 'Could not reach {{whom}} ({{why}})', values);
}

export const DELIVERY_WORDS: ReasonTexts<typeof DELIVERY, [EntryFacts]> = {
  done: (data, facts) => {
    const whom = whomText(data, facts);
    const sent =
      data.kind === 'page'
        ? t('tell.page-sent', 'Page sent to {{whom}}', { whom })
        : t('tell.update-sent', 'Update sent to {{whom}}', { whom });
    return data.bundled ? t('tell.bundled', '{{sent}} (in one message with others)', { sent }) : sent;
  },
  retry: failedText,
  never: failedText,
  shadow: (data, facts) => t('tell.shadow', 'In shadow: nothing was sent to {{whom}}', { whom: whomText(data, facts) }),
};

export const SHADOW_WORDS: ReasonTexts<typeof SHADOW, [EntryFacts]> = {
  began: () => t('tell.shadow-began', 'Shadow begins: everything is decided and shown, and nothing is sent'),
  over: () =>
    t(
      'tell.shadow-over',
      'Shadow is over. This incident began before, so it pages nobody by itself; a new alert or a command does',
    ),
  resumed: () => t('tell.shadow-resumed', 'Shadow is over: this incident goes on for real'),
};

export const PAGE_WORDS: ReasonTexts<typeof PAGE, [EntryFacts]> = {
  'no-method': ({ user }, { name }) =>
    t('tell.no-method', '{{who}} cannot be reached: there is no contact method', { who: name('people', user) }),
  'quiet-hours': ({ user, until }, { name, time }) =>
    t('tell.quiet', '{{who}} has quiet hours: this page waits until {{until}}', {
      who: name('people', user),
      until: time(until),
    }),
};

const TOLD: Record<SyncAction, () => string> = {
  acknowledge: () => t('sync.acknowledge', 'that it is acknowledged'),
  unacknowledge: () => t('sync.unacknowledge', 'that it is no longer acknowledged'),
  resolve: () => t('sync.resolve', 'that it is resolved'),
  note: () => t('sync.note', 'the note'),
  severity: () => t('sync.severity', 'the severity'),
  snooze: () => t('sync.snooze', 'that it is snoozed'),
};

/** `that it is acknowledged`: what was reported to a source. A later release may report more. */
export function toldText(what: string): string {
  return Object.hasOwn(TOLD, what) ? TOLD[what as SyncAction]() : what;
}

/** @param until the end, as it is written for the reader */
export function silencedText(count: number, until: string): string {
  return t('tell.made-silences', '', {
    count,
    until,
    defaultValue_one: '{{count}} silence until {{until}}',
    defaultValue_other: '{{count}} silences until {{until}}',
  });
}

function untoldText(data: DataOf<typeof SYNC, 'retry'>, { name }: EntryFacts): string {
  const values = {
    source: name('integrations', data.integration),
    what: toldText(data.what),
    why: withQuoted(reasonText(data.reason), data.detail),
  };
  return data.again
    ? t('tell.told-not-yet', '{{source}} could not be told {{what}} yet ({{why}}); trying again', values)
    : t('tell.told-not', '{{source}} could not be told {{what}} ({{why}})', values);
}

export const SYNC_WORDS: ReasonTexts<typeof SYNC, [EntryFacts]> = {
  done: ({ integration, what, answer, silenced }, { name, time }) => {
    const told = t('tell.told', '{{source}} was told {{what}}', {
      source: name('integrations', integration),
      what: toldText(what),
    });
    return silenced === undefined
      ? withQuoted(told, answer)
      : withDetail(told, silencedText(silenced.count, time(silenced.until)));
  },
  retry: untoldText,
  never: untoldText,
  shadow: ({ integration, what }, { name }) =>
    t('tell.told-shadow', 'In shadow: {{source}} was not told {{what}}', {
      source: name('integrations', integration),
      what: toldText(what),
    }),
};
