import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { ReactNode } from 'react';
import type { ReviewAct } from '#renderer/screens/review.tsx';
import { useSpoken } from '#renderer/state/language.tsx';

/** Moving through the inbox without going back to it. */
export function ReviewTools({
  act,
  hasNext,
  hasPrevious,
}: {
  act(what: ReviewAct): void;
  hasNext: boolean;
  hasPrevious: boolean;
}): ReactNode {
  const { t } = useSpoken();
  return (
    <>
      <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => act('back')}>
        {t.inbox.title}
      </Button>
      <Button icon={<ChevronLeftRegular />} disabledFocusable={!hasPrevious} onClick={() => act('previous')} aria-keyshortcuts="k">
        {t.review.previous}
      </Button>
      <Button
        icon={<ChevronRightRegular />}
        iconPosition="after"
        disabledFocusable={!hasNext}
        onClick={() => act('next')}
        aria-keyshortcuts="j"
      >
        {t.review.next}
      </Button>
    </>
  );
}
