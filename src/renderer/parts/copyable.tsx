import { Button } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useState, type ReactNode } from 'react';
import { copyText } from '#renderer/state/copy.ts';
import { useSpoken } from '#renderer/state/language.tsx';
import css from './copyable.module.css';

/** A long value shown by its ends and copied whole. */
export function Copyable({ name, value, short }: { name: string; value: string; short?: string }): ReactNode {
  const { t } = useSpoken();
  const [isCopied, setCopied] = useState(false);
  return (
    <span className={css['copyable']}>
      <code title={value}>{short ?? value}</code>
      <Button
        appearance="subtle"
        size="small"
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        aria-label={isCopied ? t.copied : `${t.copy}: ${name}`}
        onClick={() => {
          copyText(value);
          setCopied(true);
        }}
      />
    </span>
  );
}
