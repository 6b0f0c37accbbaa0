/** The line of a place in a text. Mostly they are asked for in order, and then each line end is looked for once. */
export function linesOf(text: string): (position: number) => number {
  let line = 1;
  let start = 0;
  let end = text.indexOf('\n');
  return (position) => {
    if (position < start) {
      line = 1;
      start = 0;
      end = text.indexOf('\n');
    }
    while (end >= 0 && end < position) {
      line++;
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    return line;
  };
}
