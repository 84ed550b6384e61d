/** An alert that lists stored objects which cannot be read. */
import { Alert } from '@grafana/ui';
import type { Unreadable } from '#contract/unreadable';
import { t } from '../../language.ts';
import { afterColon } from '../text/punctuation.ts';

const SHOWN = 10;

/** By their API names, which an Admin needs to find them. */
function named({ kind, id, field }: Unreadable): string {
  return field === '' ? `${kind} ${id}` : `${kind} ${id}${afterColon(field)}`;
}

/** Shown first, since somebody relies on these objects. */
export default function UnreadableAlert({ unreadable }: { unreadable: readonly Unreadable[] }) {
  const heavy = unreadable.filter(({ reason }) => reason === 'too-heavy');
  const broken = unreadable.filter(({ reason }) => reason !== 'too-heavy');
  return (
    <>
      <OutOfService
        all={broken}
        title={t('unreadable.title', '', {
          count: broken.length,
          defaultValue_one: '{{count}} stored object cannot be read and is out of service',
          defaultValue_other: '{{count}} stored objects cannot be read and are out of service',
        })}
        advice={t(
          'unreadable.advice',
          'Everything else keeps running. An Admin saves each of them again through the API, or deletes it; a reload repairs what a provisioning file states. The sidecar’s log says what is wrong.',
        )}
      />
      <OutOfService
        all={heavy}
        title={t('unreadable.heavy-title', '', {
          count: heavy.length,
          defaultValue_one: '{{count}} matcher is more work than is allowed and is out of service',
          defaultValue_other: '{{count}} matchers are more work than is allowed and are out of service',
        })}
        advice={t(
          'unreadable.heavy-advice',
          'Until its regular expression is simpler, a condition of a step counts as met, a maintenance holds nothing, a subscription tells nobody, and alerts that a route may be meant for take the default route.',
        )}
      />
    </>
  );
}

function OutOfService({ all, title, advice }: { all: readonly Unreadable[]; title: string; advice: string }) {
  if (all.length === 0) {
    return null;
  }
  return (
    <Alert severity="error" title={title}>
      <p>{advice}</p>
      <ul style={{ paddingLeft: 20, margin: 0 }}>
        {all.slice(0, SHOWN).map((one) => (
          <li key={named(one)}>
            <code style={{ overflowWrap: 'anywhere' }}>{named(one)}</code>
          </li>
        ))}
      </ul>
      {all.length > SHOWN && (
        <p>
          {t('diff.more', '', {
            count: all.length - SHOWN,
            defaultValue_one: 'and {{count}} more',
            defaultValue_other: 'and {{count}} more',
          })}
        </p>
      )}
    </Alert>
  );
}
