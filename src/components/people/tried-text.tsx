/** Shows the result of a test message. */
import { Icon } from '@grafana/ui';
import type { MethodTestResult } from '../../api/resources/people.ts';
import { t } from '../../language.ts';

export function TriedText({ tried }: { tried: MethodTestResult }) {
  return (
    <div role="status">
      {tried.outcome === 'done' ? (
        <>
          <Icon name="check" /> {t('method.sent', 'Sent. Has it arrived?')}
        </>
      ) : (
        <>
          <Icon name="exclamation-triangle" />{' '}
          {t('method.not-sent', 'It could not be sent: {{why}}', {
            why: tried.detail === '' ? (tried.reason ?? '') : tried.detail,
          })}
        </>
      )}
    </div>
  );
}
