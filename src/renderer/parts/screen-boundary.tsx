import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { ScreenFrame } from '#renderer/parts/screen.tsx';
import { tellNotDrawn } from '#renderer/state/tell-not-drawn.ts';
import { useSpoken } from '#renderer/state/language.tsx';

type Props = { readonly children: ReactNode };

/** A screen that cannot be drawn, or be read from the disk, says so in its own place: the rail still leads everywhere else. */
export class ScreenBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    tellNotDrawn(error);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <NotShown /> : this.props.children;
  }
}

function NotShown(): ReactNode {
  const { t } = useSpoken();
  return (
    <ScreenFrame title={t.notShown.title}>
      <p role="alert">{t.notShown.advice}</p>
      <p>
        <Button appearance="primary" onClick={() => location.reload()}>
          {t.notShown.reload}
        </Button>
      </p>
    </ScreenFrame>
  );
}
