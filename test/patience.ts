/** What `promise` gives, or an error that names what did not happen, and the line that waited for it. */
export async function within<T>(ms: number, what: string | (() => string), promise: Promise<T>): Promise<T> {
  const tooLate = new Error();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      tooLate.message = `${typeof what === 'string' ? what : what()}: not within ${ms / 1_000} s`;
      reject(tooLate);
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
