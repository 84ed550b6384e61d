/** One contact method of a person: its state and its actions. */
import { useEffect, useRef, useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { MethodAnswer, MethodTestResult } from '../../../api/resources/people.ts';
import { testMethod, verifyMethod } from '../../../api/resources/people.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { TriedText } from '../../../components/people/tried-text.tsx';
import { At } from '../../../components/time/times.tsx';
import { toast } from '../../../components/browser/toast.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { Form } from '../../../components/form/form.tsx';
import { t } from '../../../language.ts';
import { InputField } from '../../../components/form/fields/labelled-fields.tsx';

interface Props {
  login: string;
  method: MethodAnswer;
  typeName: string;
  /** The reader's own, or the reader is an Admin. */
  isTheirs: boolean;
  /** By the reader for themselves: its code is sent without another press. */
  isJustAdded: boolean;
  /** null if the method cannot be removed here. */
  onRemove: (() => void) | null;
  onChanged: () => void;
}

/** Sends a code to the method; entering it proves that the person receives its messages. */
function useCode(login: string, id: string, onVerified: () => void) {
  const { isSending, failure, send } = useSending();
  const [sent, setSent] = useState<{ tried: MethodTestResult | null; until: string | null } | null>(null);
  const askCode = () =>
    void send(
      () => verifyMethod(login, id, null),
      ({ sent: tried, expiresAt }) => setSent({ tried, until: expiresAt }),
    );
  const check = (code: string) =>
    void send(
      () => verifyMethod(login, id, code),
      () => {
        toast(t('method.verified-now', 'Verified: you can be paged this way'));
        onVerified();
      },
    );
  return { sent, isSending, failure, askCode, check };
}

interface VerifyProps extends Pick<Props, 'login' | 'method' | 'isJustAdded'> {
  onVerified: () => void;
}

function Verify({ login, method, isJustAdded, onVerified }: VerifyProps) {
  const { sent, isSending, failure, askCode, check } = useCode(login, method.id, onVerified);
  const isAsked = useRef(false);
  useEffect(() => {
    if (isJustAdded && !isAsked.current) {
      isAsked.current = true;
      askCode();
    }
  }, [isJustAdded, askCode]);
  // A code that could not be sent is nowhere to be read.
  const isUnderWay = sent !== null && (sent.tried === null || sent.tried.outcome === 'done');
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={1} wrap="wrap" alignItems="flex-end">
        {/* Also before it is asked for here: a code may have come before the page was loaded again. */}
        <CodeForm id={`code-${method.id}`} isUnderWay={isUnderWay} isSending={isSending} onCheck={check} />
        <Button variant={isUnderWay ? 'secondary' : 'primary'} icon="message" disabled={isSending} onClick={askCode}>
          {sent === null ? t('method.send-code', 'Send a code') : t('method.send-again', 'Send another code')}
        </Button>
      </Stack>
      {sent?.tried && <TriedText tried={sent.tried} />}
      {isUnderWay && sent?.until && (
        <div>
          {t('method.until', 'Code expires at')} <At at={sent.until} />
        </div>
      )}
      {failure !== null && <FailureNote failure={failure} what={t('method.not-verified', 'It was not verified')} />}
    </Stack>
  );
}

interface CodeProps {
  id: string;
  /** A code was sent from here: what comes next is to type it. */
  isUnderWay: boolean;
  isSending: boolean;
  onCheck: (code: string) => void;
}

function CodeForm({ id, isUnderWay, isSending, onCheck }: CodeProps) {
  const [code, setCode] = useState('');
  useEffect(() => {
    if (isUnderWay) {
      document.getElementById(id)?.focus();
    }
  }, [isUnderWay, id]);
  return (
    <Form style={{ display: 'flex', gap: 8, alignItems: 'flex-end' }} onSubmit={() => onCheck(code.trim())}>
      <InputField
        id={id}
        label={t('method.code', 'Code')}
        width={14}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
      />
      <Button type="submit" variant={isUnderWay ? 'primary' : 'secondary'} disabled={isSending || code.trim() === ''}>
        {t('method.check', 'Verify')}
      </Button>
    </Form>
  );
}

function Name({ method, typeName }: Pick<Props, 'method' | 'typeName'>) {
  return (
    <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <strong>{typeName}</strong> {method.to}{' '}
      {method.verified ? (
        <Badge color="green" icon="check" text={t('method.verified', 'Verified')} />
      ) : (
        <Badge
          color="orange"
          icon="exclamation-triangle"
          text={t('method.unverified', 'Not verified, won’t be used')}
        />
      )}{' '}
      {!method.healthy && (
        <Badge color="red" icon="exclamation-triangle" text={t('method.unhealthy', 'Last message not delivered')} />
      )}
    </div>
  );
}

interface ButtonsProps extends Pick<Props, 'method' | 'typeName' | 'onRemove'> {
  isSending: boolean;
  onTest: () => void;
}

function Buttons({ method, typeName, isSending, onTest, onRemove }: ButtonsProps) {
  const name = method.to === undefined ? typeName : `${typeName} ${method.to}`;
  return (
    <Stack gap={1}>
      <Button
        size="sm"
        variant="secondary"
        disabled={isSending}
        aria-label={t('method.test-label', 'Test {{name}}', { name })}
        onClick={onTest}
      >
        {t('method.test', 'Test')}
      </Button>
      {onRemove !== null && (
        <Button
          size="sm"
          variant="secondary"
          icon="trash-alt"
          aria-label={t('method.remove', 'Remove {{name}}', { name })}
          onClick={onRemove}
        />
      )}
    </Stack>
  );
}

export function MethodRow({ login, method, typeName, isTheirs, isJustAdded, onRemove, onChanged }: Props) {
  const { isSending, failure, send } = useSending();
  const [tried, setTried] = useState<MethodTestResult | null>(null);
  const test = () =>
    void send(
      () => testMethod(login, method.id),
      (answer) => {
        setTried(answer);
        onChanged();
      },
    );
  const shared = { method, typeName };
  return (
    <Stack direction="column" gap={1}>
      <Stack gap={1} wrap="wrap" alignItems="center" justifyContent="space-between">
        <Name {...shared} />
        {isTheirs && <Buttons {...shared} isSending={isSending} onTest={test} onRemove={onRemove} />}
      </Stack>
      {tried !== null && <TriedText tried={tried} />}
      {failure !== null && <FailureNote failure={failure} what={t('method.test-failed', 'The test was not sent')} />}
      {isTheirs && !method.verified && (
        <Verify login={login} method={method} isJustAdded={isJustAdded} onVerified={onChanged} />
      )}
    </Stack>
  );
}
