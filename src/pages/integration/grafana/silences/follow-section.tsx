/** How silences of this Grafana are followed: with a service account that Vigie makes, renews and removes. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { TextLink } from '@grafana/ui';
import { segment } from '../../../../api/client/client.ts';
import type { StoredIntegration } from '../../../../api/resources/integrations.ts';
import { hasAccount } from '../../../../api/service-accounts/silence-account.ts';
import { useUrl } from '../../../../components/browser/use-url.ts';
import { Section } from '../../../../components/page/section.tsx';
import { PLUGIN_ROOT } from '../../../../constants.ts';
import { t } from '../../../../language.ts';
import { FollowForm } from './follow-form.tsx';
import { FollowedWith } from './followed-with.tsx';
import { SilencesFacts } from './silences-section.tsx';

interface Props {
  integration: StoredIntegration;
  /** The address at which the sidecar reaches this Grafana; null: it was not told. */
  own: string | null;
  publicUrl: string;
  onChanged: () => void;
}

/** The name in the address that leads to the section itself. */
const AT = 'silences';

export function useIsAsked(): boolean {
  const [params] = useUrl();
  return params.get('at') === AT;
}

/** Scrolls to what it holds, and moves the focus there, if the address asks for it. */
function Asked({ children }: { children: ReactNode }) {
  const isAsked = useIsAsked();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAsked) {
      element.current?.scrollIntoView({ block: 'start' });
      element.current?.focus({ preventScroll: true });
    }
  }, [isAsked]);
  return (
    <div ref={element} tabIndex={-1} style={{ outline: 'none' }}>
      {children}
    </div>
  );
}

function ByHand({ id }: Pick<StoredIntegration, 'id'>) {
  return (
    <TextLink inline href={`${PLUGIN_ROOT}/integrations/${segment(id)}?tab=settings`}>
      {t('follow.by-hand', 'Enter an address and a token under Settings')}
    </TextLink>
  );
}

/** Somebody entered a token, or nobody did. */
function WithoutAccount({ integration, own, publicUrl, onChanged }: Props) {
  const { id, sync } = integration;
  const isElsewhere = sync !== null && own !== null && sync.url !== own;
  return (
    <>
      <div>
        {sync === null
          ? t('silences.off', 'Off: Vigie keeps paging for alerts silenced in Grafana.')
          : t('follow.with-token', 'On, with {{url}} and a token that was entered under Settings.', {
              url: sync.url ?? '',
            })}
      </div>
      {own === null ? (
        <div>
          {t(
            'follow.no-address',
            'Vigie doesn’t know the address of this Grafana: set VIGIE_GRAFANA_URL at the sidecar.',
          )}{' '}
          {sync === null && <ByHand id={id} />}
        </div>
      ) : (
        !isElsewhere && (
          <FollowForm
            key={integration.version}
            integration={integration}
            url={own}
            publicUrl={publicUrl}
            onDone={onChanged}
          />
        )
      )}
    </>
  );
}

/** For Admins, who alone may make it. */
export function FollowSection(props: Props) {
  const { integration, own, publicUrl, onChanged } = props;
  return (
    <Asked>
      {integration.provisioned ? (
        <SilencesFacts stored={integration.sync} isProvisioned />
      ) : (
        <Section title={t('silences.title', 'Grafana silences')}>
          <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 16 }}>
            {hasAccount(integration) ? (
              <FollowedWith
                key={integration.version}
                integration={integration}
                own={own}
                publicUrl={publicUrl}
                onChanged={onChanged}
              />
            ) : (
              <WithoutAccount {...props} />
            )}
          </div>
        </Section>
      )}
    </Asked>
  );
}
