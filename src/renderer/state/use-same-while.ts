import { useState } from 'react';

/**
 * The first value that came with `key`, for as long as the key stays: a document of 2,000 lines asked for again is the same
 * document, and is not drawn again.
 */
export function useSameWhile<Value>(key: string, value: Value): Value {
  const [held, setHeld] = useState({ key, value });
  if (held.key === key) return held.value;
  setHeld({ key, value });
  return value;
}
