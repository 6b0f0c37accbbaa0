import type { ReactNode } from 'react';

/** The mark of the product: the flourish under a signature, over its line. */
export function Flourish(): ReactNode {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" fill="none" stroke="currentColor" strokeLinecap="round">
      <path
        d="M4 16.5c4-1 8.500-5.500 9.500-9 .6-2.200-1.400-3-2.600-.9-1.800 3.100-2.200 8.900.1 9.600 2.600.8 4-4.200 5.700-4.200 1.600 0 .4 3.300 2 3.500 1.100.1 2-.6 3.300-1.700"
        strokeWidth="1.9"
      />
      <path d="M4 21.500h18" strokeWidth="1.4" opacity="0.65" />
    </svg>
  );
}
