/** The fields to page somebody by hand: the problem, and whom to page. */
import { Field, RadioButtonGroup } from '@grafana/ui';
import type { Severity } from '#domain/incident/signal/alert';
import { SEVERITIES } from '#domain/incident/signal/alert';
import { useApiPages } from '../../api/client/use-api.ts';
import { t } from '../../language.ts';
import { ComboboxField, InputField, MultiComboboxField, TextAreaField } from '../form/fields/labelled-fields.tsx';
import { policyOptions } from '../escalation/policy-options.ts';
import { severityText } from './badges.tsx';
import type { MayPage } from './may-page.ts';

type PageBy = 'policy' | 'users';

export interface PageDraft {
  title: string;
  description: string;
  severity: Severity;
  way: PageBy;
  policy: string | null;
  users: string[];
}

interface Props {
  draft: PageDraft;
  change: (part: Partial<PageDraft>) => void;
}

export function WhatFields({ draft: { title, description, severity }, change }: Props) {
  return (
    <>
      <InputField
        id="page-someone-title"
        label={t('page-someone.what', 'What is wrong?')}
        required
        noMargin={false}
        value={title}
        autoFocus
        onChange={(text) => change({ title: text })}
      />
      <TextAreaField
        id="page-someone-text"
        label={t('page-someone.more', 'What should they know?')}
        noMargin={false}
        rows={3}
        value={description}
        onChange={(text) => change({ description: text })}
      />
      <Field label={t('incidents.severity', 'Severity')}>
        <RadioButtonGroup
          id="page-someone-severity"
          value={severity}
          options={[...SEVERITIES].reverse().map((value) => ({ value, label: severityText(value) }))}
          onChange={(value) => change({ severity: value })}
        />
      </Field>
    </>
  );
}

interface NamedItem {
  id?: string;
  login?: string;
  name?: string | null;
  team?: string | null;
}

const named = (items: NamedItem[] | null | undefined) =>
  (items ?? []).map(({ id, login, name, team }) => ({
    key: login ?? id ?? '',
    text: name ?? login ?? id ?? '',
    team: team ?? null,
  }));

/** The policies and people that the reader may page. */
function useWhom(may: MayPage | null) {
  const policies = useApiPages<NamedItem>({ path: 'policies' }).data?.filter(
    ({ id = '' }) => may?.pages.anybody === true || may?.pages.policies.includes(id) === true,
  );
  const people = useApiPages<NamedItem>({ path: 'users' }).data?.filter(
    ({ login = '' }) => may?.pages.anybody === true || may?.pages.users.includes(login) === true,
  );
  const teams = useApiPages<NamedItem>({ path: 'teams' }).data;
  return {
    policies: policyOptions(named(policies), named(teams), may?.teams ?? []),
    people: named(people).map(({ key, text }) => ({ value: key, label: text })),
  };
}

export function WhomFields({ draft: { way, policy, users }, may, change }: Props & { may: MayPage | null }) {
  const { policies, people } = useWhom(may);
  return (
    <>
      {(may?.pages.anybody === true || (may?.pages.users.length ?? 0) > 0) && <WayField way={way} change={change} />}
      {way === 'policy' ? (
        <ComboboxField
          id="page-someone-policy"
          label={t('incidents.policy', 'Escalation policy')}
          noMargin={false}
          value={policy}
          options={policies}
          onChange={({ value }) => change({ policy: value })}
        />
      ) : (
        <MultiComboboxField
          id="page-someone-people"
          label={t('page-someone.people', 'People')}
          noMargin={false}
          value={users}
          options={people}
          onChange={(options) => change({ users: options.map(({ value }) => value) })}
        />
      )}
    </>
  );
}

function WayField({ way, change }: { way: PageBy; change: Props['change'] }) {
  return (
    <Field label={t('page-someone.who', 'Who is paged?')}>
      <RadioButtonGroup<PageBy>
        id="page-someone-way"
        value={way}
        options={[
          { value: 'policy', label: t('page-someone.by-policy', 'By an escalation policy') },
          { value: 'users', label: t('page-someone.directly', 'People directly') },
        ]}
        onChange={(value) => change({ way: value })}
      />
    </Field>
  );
}
