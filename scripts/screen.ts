/** The words before a program with windows, where there is no screen: a virtual one of the size the screens are drawn for. */
export function screenWords(): readonly string[] {
  const isBare = process.platform === 'linux' && process.env['DISPLAY'] === undefined;
  return isBare ? ['xvfb-run', '-a', '--server-args=-screen 0 1366x768x24'] : [];
}
