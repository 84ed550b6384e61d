/** The row of states and commands below a page's title. */
import type { ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';

const ROW = {
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  justifyContent: 'space-between',
  flexWrap: 'wrap',
  // The height that this state does not need stays below its lines, not between them.
  alignContent: 'flex-start',
  marginBottom: 16,
} as const;

/**
 * Keeps the largest height that it had at its width: where its buttons take several lines, what is below stays where it
 * is when another state has fewer of them.
 */
export function Toolbar({ children }: { children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  const kept = useRef({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) {
      return;
    }
    const keep = () => {
      const { offsetWidth: width, offsetHeight: height } = element;
      if (width !== kept.current.width) {
        element.style.minHeight = '';
        kept.current = { width, height: element.offsetHeight };
      } else if (height > kept.current.height) {
        kept.current = { width, height };
      }
      element.style.minHeight = `${kept.current.height}px`;
    };
    const observer = new ResizeObserver(keep);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={row} style={ROW}>
      {children}
    </div>
  );
}
