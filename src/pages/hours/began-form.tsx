/** "I began at …": what a person says who started before their rest was complete. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { RestWire } from '#contract/labour/rest';
import type { ZoneTable } from '#domain/time/zone';
import { sayBegan } from '../../api/labour/labour.ts';
import { toast } from '../../components/browser/toast.ts';
import { MomentField } from '../../components/form/fields/time/moment-field.tsx';
import { Form } from '../../components/form/form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { instantOf, localText } from '../../components/time/local-time.ts';
import { t } from '../../language.ts';

interface Props {
  rest: RestWire;
  zone: ZoneTable;
  onSaid: () => void;
}

/** For a planned start that has come. Otherwise the rest counts as kept. */
export function BeganForm({ rest, zone, onSaid }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [began, setBegan] = useState(() => localText(Date.parse(rest.plannedAt), zone));
  const { isSending, failure, send, forget } = useSending();
  const at = instantOf(began, zone);
  const say = () =>
    at !== null &&
    void send(
      () => sayBegan(rest, at),
      () => {
        toast(t('hours.confirmed', 'Thank you, noted.'));
        onSaid();
      },
    );
  return (
    <Stack direction="column" gap={1}>
      <div>
        <Button size="sm" variant="secondary" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('hours.began', 'I began before that')}
        </Button>
      </div>
      {failure !== null && <FailureNote failure={failure} onClose={forget} />}
      {isOpen && (
        <Form onSubmit={say}>
          <Stack gap={2} wrap="wrap" alignItems="flex-end">
            <MomentField
              id={`${rest.id}-began`}
              label={t('hours.began-at', 'I began at')}
              type="datetime-local"
              width={26}
              value={began}
              onChange={setBegan}
            />
            <Button type="submit" disabled={isSending || at === null}>
              {t('hours.save', 'Confirm')}
            </Button>
          </Stack>
        </Form>
      )}
    </Stack>
  );
}
