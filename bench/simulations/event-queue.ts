/** What happens next: a binary heap by time. */
export type EventQueue<T> = { add(at: number, value: T): void; next(): { readonly at: number; readonly value: T } | null };

export function eventQueue<T>(): EventQueue<T> {
  const heap: { at: number; value: T }[] = [];
  const before = (a: number, b: number): boolean => (heap[a]?.at ?? Infinity) < (heap[b]?.at ?? Infinity);
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  return {
    add: (at, value) => {
      let index = heap.push({ at, value }) - 1;
      for (let up = (index - 1) >> 1; index > 0 && before(index, up); up = (index - 1) >> 1) {
        swap(index, up);
        index = up;
      }
    },
    next: () => {
      const first = heap[0] ?? null;
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let index = 0; ;) {
        const left = 2 * index + 1;
        const least = before(left + 1, left) ? left + 1 : left;
        if (!before(least, index)) return first;
        swap(index, least);
        index = least;
      }
    },
  };
}
