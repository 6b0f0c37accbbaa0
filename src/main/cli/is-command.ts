/** True when these words are a command rather than files to open: also a command there is none of, which is then told so. */
export function isCommand([first]: readonly string[]): boolean {
  if (first === undefined) return false;
  return first === '--help' || first === '--version' || !/^-|[/\\]|\.xml$/i.test(first);
}
