/** Explains what Vigie does with silences in the source, shown where people go to make one. */
import { Alert, TextLink } from '@grafana/ui';
import type { IncidentAnswer, IncidentWire } from '#contract/incidents/incident';
import { SILENCE_LINK } from '#domain/incident/signal/alert';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { useMe } from '../people/who-am-i.tsx';
import { At } from '../time/times.tsx';
import { exactText } from '../time/format.ts';
import { Badge } from '../page/badge.tsx';
import { useZone } from '../time/zone.tsx';
import { quoted } from '../text/punctuation.ts';

type IncidentSilence = NonNullable<IncidentWire['silence']>;

/** Whether the link opens the source's form for a silence. */
export function isSilenceLink({ title }: { title: string }): boolean {
  return title === SILENCE_LINK;
}

/** A short note beside such a link. @param follows null if the source has no silences */
export function silenceWord(follows: boolean | null | undefined): string | null {
  switch (follows) {
    case true:
      return t('silence.word-follows', '(Vigie follows it)');
    case false:
      return t('silence.word-pages-on', '(Vigie keeps paging)');
    default:
      return null;
  }
}

/** What Vigie does with a silence in the source, and who can change that. */
export function AboutSilences({
  incident: { followsSilences, integration },
}: {
  incident: Pick<IncidentAnswer, 'followsSilences' | 'integration'>;
}) {
  const isAdmin = useMe()?.can.administer === true;
  // An older sidecar does not send this.
  if (integration === null || followsSilences == null) {
    return null;
  }
  if (followsSilences) {
    return (
      <div>
        {t(
          'silence.follows',
          'Vigie follows silences made there: while everything that fires is silenced, nobody is paged.',
        )}
      </div>
    );
  }
  return (
    <div>
      {t('silence.pages-on', 'Vigie doesn’t see silences made there and keeps paging. Snooze it here instead.')}{' '}
      {isAdmin ? (
        <TextLink href={`${PLUGIN_ROOT}/integrations/${integration}?at=silences`}>
          {t('silence.switch-on', 'Have Vigie follow silences')}
        </TextLink>
      ) : (
        t('silence.ask-admin', 'An administrator can turn that on in the settings of the integration.')
      )}
    </div>
  );
}

function silencedText({ source, by }: IncidentSilence): string {
  return t('silence.silenced', 'Silenced in {{source}} by {{by}}', { source, by });
}

/** Who silenced the incident, until when, and why. */
export function SilencedNote({ silence }: { silence: IncidentSilence | null | undefined }) {
  return silence == null ? null : (
    <Alert severity="info" title={silencedText(silence)}>
      {silence.comment !== '' && <div style={{ overflowWrap: 'anywhere' }}>{quoted(silence.comment)}</div>}
      <div>
        {t('silence.until', 'Nobody is paged until')} <At at={silence.until} />.{' '}
        {t('silence.until-more', 'If it ends early, the escalation continues at its next step.')}
      </div>
    </Alert>
  );
}

/** A badge for lists. */
export function SilencedBadge({ silence }: { silence: IncidentSilence | null | undefined }) {
  const zone = useZone();
  return silence == null ? null : (
    <Badge
      color="purple"
      icon="pause"
      text={t('silence.badge', 'Silenced')}
      tooltip={t('silence.badge-more', '{{who}} until {{until}}: nobody is paged', {
        who: silencedText(silence),
        until: exactText(Date.parse(silence.until), zone),
      })}
    />
  );
}
