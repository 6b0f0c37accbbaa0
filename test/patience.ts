/** What `promise` gives, or an error that names what did not happen, and the line that waited for it. */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const tooLate = new Error(`${what}: not within ${ms / 1_000} s`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(tooLate), ms)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
