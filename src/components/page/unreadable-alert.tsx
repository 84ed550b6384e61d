/** An alert that lists stored objects which cannot be read. */
import { Alert } from '@grafana/ui';
import type { Unreadable } from '#contract/unreadable';
import { t } from '../../language.ts';

const SHOWN = 10;

/** By their API names, which an Admin needs to find them. */
function named({ kind, id, field }: Unreadable): string {
  return field === '' ? `${kind} ${id}` : `${kind} ${id}: ${field}`;
}

/** Shown first, since somebody relies on these objects. */
export function UnreadableAlert({ unreadable }: { unreadable: readonly Unreadable[] }) {
  if (unreadable.length === 0) {
    return null;
  }
  const title = t('unreadable.title', '', {
    count: unreadable.length,
    defaultValue_one: '{{count}} stored object cannot be read and is out of service',
    defaultValue_other: '{{count}} stored objects cannot be read and are out of service',
  });
  return (
    <Alert severity="error" title={title}>
      <p>
        {t(
          'unreadable.advice',
          'Everything else keeps running. An Admin saves each of them again through the API, or deletes it; a reload repairs what a provisioning file states. The sidecar’s log says what is wrong.',
        )}
      </p>
      <ul style={{ paddingLeft: 20, margin: 0 }}>
        {unreadable.slice(0, SHOWN).map((one) => (
          <li key={named(one)}>
            <code style={{ overflowWrap: 'anywhere' }}>{named(one)}</code>
          </li>
        ))}
      </ul>
      {unreadable.length > SHOWN && (
        <p>
          {t('diff.more', '', {
            count: unreadable.length - SHOWN,
            defaultValue_one: 'and {{count}} more',
            defaultValue_other: 'and {{count}} more',
          })}
        </p>
      )}
    </Alert>
  );
}
