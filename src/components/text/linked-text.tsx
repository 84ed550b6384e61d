/** Text of monitors and people, with its web addresses as links. */
import { Fragment } from 'react';
import { TextLink } from '@grafana/ui';
import { linkParts } from './link-parts.ts';

/** For use within a line. */
export function Linked({ text }: { text: string }) {
  return linkParts(text).map((part, i) =>
    part.isLink ? (
      <TextLink key={i} href={part.text} external>
        {part.text}
      </TextLink>
    ) : (
      <Fragment key={i}>{part.text}</Fragment>
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
