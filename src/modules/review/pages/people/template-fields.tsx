/** Edits what reviews of a team's incidents begin with. */
import type { ReviewTemplate } from '#modules/review/contract/template';
import { EMPTY_REVIEW, hasTemplate } from '#modules/review/domain/start';
import { TextAreaField } from '../../../../components/form/fields/labelled-fields.tsx';
import { t } from '../../../../language.ts';
import type { TeamFieldsProps } from '../../../../slots/modules.ts';

/** Sections of one's own are stated in files or by the API, and stay as they are here. */
export default function TemplateFields({ team, change }: TeamFieldsProps) {
  const template: ReviewTemplate = team.reviewTemplate ?? { ...EMPTY_REVIEW, more: [] };
  const write = (part: Partial<ReviewTemplate>) => {
    const next = { ...template, ...part };
    change({ reviewTemplate: hasTemplate(next) ? next : undefined });
  };
  const field = (key: 'impact' | 'cause' | 'wentWell', label: string, description?: string) => (
    <TextAreaField
      id={`team-review-${key}`}
      label={label}
      description={description}
      rows={2}
      value={template[key]}
      onChange={(text) => write({ [key]: text })}
    />
  );
  return (
    <>
      {field(
        'impact',
        t('teams.review-impact', 'Reviews: impact begins with'),
        t('teams.review-hint', 'What authors of a review of the team’s incidents should think of.'),
      )}
      {field('cause', t('teams.review-cause', 'Reviews: cause begins with'))}
      {field('wentWell', t('teams.review-went-well', 'Reviews: what went well begins with'))}
    </>
  );
}
