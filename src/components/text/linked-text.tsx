/** Text of monitors and people, with its web addresses as links. */
import { Fragment } from 'react';
import { TextLink } from '@grafana/ui';
import { linkParts, strongParts } from './link-parts.ts';

function Strong({ text }: { text: string }) {
  return strongParts(text).map((part, i) =>
    part.isStrong ? <strong key={i}>{part.text}</strong> : <Fragment key={i}>{part.text}</Fragment>,
  );
}

/** For use within a line. */
export function Linked({ text }: { text: string }) {
  return linkParts(text).map((part, i) =>
    part.isLink ? (
      <TextLink key={i} href={part.text} external>
        {part.text}
      </TextLink>
    ) : (
      <Strong key={i} text={part.text} />
    ),
  );
}

/** A block that keeps line breaks, and breaks words that are too long for it. */
export function LinkedText({ text }: { text: string }) {
  return (
    <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      <Linked text={text} />
    </div>
  );
}
