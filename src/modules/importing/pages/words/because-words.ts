/** Says in the reader's language why a page of the old pager and one of Vigie differ. */
import { PAGE_BECAUSE } from '#modules/importing/contract/pages';
import type { PageRowWire } from '#modules/importing/contract/pages';
import type { HeldWhy, PageResult } from '#modules/importing/domain/pages/model';
import type { ReasonTexts } from '#contract/reasons/reason';
import { wordsOf } from '#contract/reasons/reason';
import { durationText } from '../../../../components/time/duration-text.ts';
import { t } from '../../../../language.ts';
import { causeText } from './import-words.ts';

/** How names and instants are said where the sentence stands. */
export interface SayingWords {
  name: (kind: 'people' | 'rotas' | 'policies' | 'integrations', key: string) => string;
  /** @param at epoch ms */
  time: (at: number) => string;
}

const RESULTS: Record<PageResult, () => string> = {
  same: () => t('import-pages.same', 'The same'),
  'other-time': () => t('import-pages.other-time', 'Another time'),
  'other-person': () => t('import-pages.other-person', 'Another person'),
  'only-theirs': () => t('import-pages.only-theirs', 'Not by Vigie'),
  'only-ours': () => t('import-pages.only-ours', 'By Vigie alone'),
};

export function resultText(result: PageResult): string {
  return RESULTS[result]();
}

const HELD: Record<HeldWhy, () => string> = {
  maintenance: () => t('import-pages.held-maintenance', 'a maintenance'),
  downtime: () => t('import-pages.held-downtime', 'a downtime'),
  silence: () => t('import-pages.held-silence', 'a silence'),
  window: () => t('import-pages.held-window', 'a time window'),
  'quiet-hours': () => t('import-pages.held-quiet-hours', 'quiet hours'),
  'not-available': () => t('import-pages.held-not-available', 'a person who is not available'),
};

const WORDS: ReasonTexts<typeof PAGE_BECAUSE, [SayingWords]> = {
  'person-unmapped': (data) => t('import-because.person-unmapped', 'Nobody in Vigie stands for {{name}}.', data),
  'rota-differs': ({ rota, cause }, { name }) =>
    t('import-because.rota-differs', 'Another person is on call in the rota {{rota}}: {{cause}}.', {
      rota: name('rotas', rota),
      cause: causeText(cause),
    }),
  'handoff-between': ({ rota, at }, { name, time }) =>
    t('import-because.handoff-between', 'The rota {{rota}} hands over between both pages, at {{at}}.', {
      rota: name('rotas', rota),
      at: time(at),
    }),
  'turns-differ': ({ policy, step }, { name }) =>
    t(
      'import-because.turns-differ',
      'In step {{step}} of {{policy}} people take turns, and each side counts its own.',
      {
        policy: name('policies', policy),
        step,
      },
    ),
  'alert-other-time': ({ later }) =>
    later < 0
      ? t('import-because.alert-earlier', 'The alert came to Vigie {{time}} earlier.', { time: durationText(-later) })
      : t('import-because.alert-later', 'The alert came to Vigie {{time}} later.', { time: durationText(later) }),
  'step-delay-differs': ({ theirs, ours }) =>
    t(
      'import-because.step-delay-differs',
      'The step came {{theirs}} after the alert there, and {{ours}} after it in Vigie.',
      lengths(theirs, ours),
    ),
  'own-rules-differ': ({ ours }) =>
    t(
      'import-because.own-rules-differ',
      'The person’s own rules differ: Vigie’s message follows {{ours}} after the step.',
      {
        ours: durationText(ours),
      },
    ),
  'delay-differs': ({ theirs, ours }) =>
    t(
      'import-because.delay-differs',
      'The person was told {{theirs}} after the alert there, and {{ours}} after it in Vigie.',
      lengths(theirs, ours),
    ),
  'held-here': ({ incident, why }) =>
    t('import-because.held-here', 'In Vigie something held incident {{number}} back: {{why}}.', {
      number: incident,
      why: HELD[why](),
    }),
  'dropped-here': ({ integration }, { name }) =>
    t('import-because.dropped-here', 'A route of {{integration}} dropped the alert.', {
      integration: name('integrations', integration),
    }),
  'joined-here': ({ incident }) =>
    t('import-because.joined-here', 'In Vigie the alert joined incident {{number}}, of which the person knew.', {
      number: incident,
    }),
  'joined-there': ({ title }) =>
    t('import-because.joined-there', 'The old pager had told the person already: {{title}}.', { title }),
  'acknowledged-here': ({ incident, by, at }, saying) =>
    t('import-because.acknowledged-here', '{{who}} acknowledged incident {{number}} in Vigie at {{at}}.', {
      who: whoIs(by, saying),
      number: incident,
      at: saying.time(at),
    }),
  'acknowledged-there': ({ by, at }, saying) =>
    t('import-because.acknowledged-there', '{{who}} had acknowledged it in the old pager at {{at}}.', {
      who: whoIs(by, saying),
      at: saying.time(at),
    }),
  'ended-here': ({ incident, at }, { time }) =>
    t('import-because.ended-here', 'Incident {{number}} was over in Vigie at {{at}}.', {
      number: incident,
      at: time(at),
    }),
  'ended-there': ({ at }, { time }) =>
    t('import-because.ended-there', 'It was over in the old pager at {{at}}.', { at: time(at) }),
  'unreachable-here': ({ incident }) =>
    t('import-because.unreachable-here', 'No contact method of the person works (incident {{number}}).', {
      number: incident,
    }),
  'not-received': ({ integration }, { name }) =>
    t('import-because.not-received', 'The alert did not reach Vigie, though others came by {{integration}}.', {
      integration: name('integrations', integration),
    }),
  'sender-not-connected': ({ integration }, { name }) =>
    t('import-because.sender-not-connected', 'Nothing came by {{integration}}: its sender is not connected to Vigie.', {
      integration: name('integrations', integration),
    }),
  'service-not-moved': ({ service }) =>
    service === null
      ? t('import-because.no-service-moved', 'Nothing in Vigie stands for the service of the alert.')
      : t('import-because.service-not-moved', 'Nothing in Vigie stands for the service {{service}}.', { service }),
  'own-integration': ({ integration }, { name }) =>
    t('import-because.own-integration', '{{integration}} does not come from the old pager.', {
      integration: name('integrations', integration),
    }),
  'opened-by-hand': ({ incident }) =>
    t('import-because.opened-by-hand', 'A person opened incident {{number}} in Vigie.', { number: incident }),
  'no-alert-there': () => t('import-because.no-alert-there', 'The old pager has no such alert.'),
  'nobody-told-there': () => t('import-because.nobody-told-there', 'The old pager has the alert, and told nobody.'),
  'told-on-call-only': () =>
    t('import-because.told-on-call-only', 'The old pager tells only who was on call, and this page is of no rota.'),
  unknown: () => t('import-because.unknown', 'Why is not known.'),
};

function lengths(theirs: number, ours: number) {
  return { theirs: durationText(theirs), ours: durationText(ours) };
}

function whoIs(by: string | null, { name }: SayingWords): string {
  return by === null ? t('import-pages.somebody', 'Somebody') : name('people', by);
}

/** null: a newer sidecar knows more reasons. */
export function becauseText({ reason, data }: NonNullable<PageRowWire['because']>, saying: SayingWords): string | null {
  return wordsOf(PAGE_BECAUSE, WORDS, { reason, data }, saying);
}
