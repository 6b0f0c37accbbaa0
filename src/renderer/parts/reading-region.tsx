import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import css from './reading-region.module.css';

type RegionProps = {
  readonly label: string;
  readonly className?: string | undefined;
  /** the screen opens with the focus here */
  readonly isFirst?: boolean;
  readonly children: ReactNode;
};

/**
 * Something long to read that holds nothing to stop at. It is one stop of the Tab key: to find that there is none inside, the
 * browser would lay out all of 2,000 lines and hold the window for half a second, so the key goes on from behind it.
 */
export function ReadingRegion({ label, className, isFirst, children }: RegionProps): ReactNode {
  const region = useRef<HTMLDivElement>(null);
  const behind = useRef<HTMLSpanElement>(null);
  const isLeaving = useRef(false);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || event.shiftKey || event.target !== region.current) return;
    // the browser's own step then begins behind the region
    isLeaving.current = true;
    behind.current?.focus({ preventScroll: true });
    isLeaving.current = false;
  }

  return (
    <>
      {/* what scrolls must be reachable by keyboard */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={region}
        className={className}
        data-autofocus={isFirst === true ? '' : undefined}
        tabIndex={0}
        role="region"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
      {/* who comes from behind comes to the region */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <span
        ref={behind}
        className={css['behind']}
        tabIndex={0}
        aria-hidden="true"
        onFocus={() => !isLeaving.current && region.current?.focus({ preventScroll: true })}
      />
    </>
  );
}
