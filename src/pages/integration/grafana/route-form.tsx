/** Chooses the Grafana alerts for the contact point: by a notification policy, or in the rules themselves. */
import { Fragment, useEffect, useState } from 'react';
import { Alert, Button, Icon, Stack, TextLink } from '@grafana/ui';
import type { RoutingTree } from '../../../api/grafana/routing-tree.ts';
import { readTree, saveTree } from '../../../api/grafana/grafana-alerting.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { toast } from '../../../components/browser/toast.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { t } from '../../../language.ts';
import type { RouteMatcher } from './contact-point.ts';
import { policiesTo, withRoute } from './contact-point.ts';
import { ComboboxField, InputField } from '../../../components/form/fields/labelled-fields.tsx';

const OPERATORS = ['=', '!=', '=~', '!~'].map((value) => ({ value, label: value }));

/** Links to Grafana's page, which can change them. */
function Sending({ policies }: { policies: string[][] }) {
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Icon name="check-circle" />{' '}
      {t('route.there', '', {
        count: policies.length,
        defaultValue_one: 'A notification policy sends alerts to it:',
        defaultValue_other: '{{count}} notification policies send alerts to it:',
      })}{' '}
      {policies.map((matchers, i) => (
        <Fragment key={i}>
          {i > 0 && ' · '}
          <TextLink inline href="/alerting/routes">
            {matchers.length === 0 ? t('route.every-alert', 'every alert') : matchers.join(', ')}
          </TextLink>
        </Fragment>
      ))}
    </div>
  );
}

export function RouteForm({ receiver }: { receiver: string }) {
  const [tree, setTree] = useState<RoutingTree | null>(null);
  const [label, setLabel] = useState('oncall');
  const [operator, setOperator] = useState('=~');
  const [value, setValue] = useState('.+');
  const { isSending, failure, send } = useSending();
  useEffect(() => {
    let isHere = true;
    void readTree().then((sent) => isHere && sent.ok && setTree(sent.value));
    return () => {
      isHere = false;
    };
  }, []);
  if (tree === null) {
    return null;
  }
  const sending = policiesTo(tree, receiver);
  if (sending.length > 0) {
    return <Sending policies={sending} />;
  }
  if (tree.provenance !== undefined && tree.provenance !== 'file') {
    return (
      <Alert severity="info" title={t('route.tool', 'Another tool manages this Grafana’s notification policies')}>
        {t(
          'route.tool-more',
          'They were set through Grafana’s provisioning API, by Terraform for instance, and Grafana lets nobody change them here. Add a route to the receiver “{{receiver}}” there, or choose the contact point in the alert rules.',
          { receiver },
        )}
      </Alert>
    );
  }
  if (tree.provenance === 'file') {
    return (
      <Alert
        severity="info"
        title={t('route.file', 'This Grafana’s notification policies are provisioned from a file')}
      >
        {t(
          'route.file-more',
          'Add a route to the receiver “{{receiver}}” in that file, or choose the contact point in the alert rules.',
          { receiver },
        )}
      </Alert>
    );
  }
  // Reads the tree again, so that changes made meanwhile are kept.
  const matcher: RouteMatcher | null = label.trim() === '' ? null : [label.trim(), operator, value];
  const add = () =>
    send(
      async () => {
        const now = await readTree();
        return now.ok ? saveTree(withRoute(now.value, receiver, matcher)) : now;
      },
      () => {
        setTree(withRoute(tree, receiver, matcher));
        toast(t('route.added', 'Matching alerts go to Vigie from now on'));
      },
    );
  const labels = {
    label: t('route.label', 'Label'),
    operator: t('route.operator', 'Operator'),
    value: t('route.value', 'Value'),
  };
  return (
    <Stack direction="column" gap={1}>
      <div>
        {t(
          'route.intro',
          'Choose the contact point in alert rules, or send every matching alert to it. This route comes first, and other routes still get theirs. Without a label: all alerts.',
        )}
      </div>
      <Stack gap={1} wrap="wrap" alignItems="flex-end">
        <InputField id="route-label" label={labels.label} width={20} value={label} onChange={setLabel} />
        <ComboboxField
          id="route-operator"
          label={labels.operator}
          width={12}
          options={OPERATORS}
          value={operator}
          onChange={(option) => setOperator(option.value)}
        />
        <InputField id="route-value" label={labels.value} width={24} value={value} onChange={setValue} />
        <Button variant="secondary" disabled={isSending} onClick={() => void add()}>
          {t('route.add', 'Add notification policy')}
        </Button>
      </Stack>
      {failure !== null && (
        <FailureNote failure={failure} what={t('route.not-added', 'The notification policy was not added')} />
      )}
    </Stack>
  );
}
