/** The card that says what is broken and what to do: description, links such as the runbook, and labels. */
import { Stack } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { Section } from '../../../components/page/section.tsx';
import { LinkedText } from '../../../components/text/linked-text.tsx';
import { t } from '../../../language.ts';
import { LinksAndLabels } from './facts-card.tsx';

/** Nothing where the source says none of it. */
export function AboutCard({ incident }: { incident: IncidentAnswer }) {
  const { description, links, labels } = incident;
  if (description === '' && links.length === 0 && Object.keys(labels).length === 0) {
    return null;
  }
  return (
    <Section
      title={description === '' ? t('incident.labels', 'Labels and links') : t('incident.description', 'Description')}
    >
      <Stack direction="column" gap={2}>
        {description !== '' && <LinkedText text={description} />}
        <LinksAndLabels incident={incident} />
      </Stack>
    </Section>
  );
}
