import { realpathSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/**
 * The AppImage that this program runs from. A program that an AppImage starts inherits its variables too: an update would
 * then be put in the other's place.
 */
export function ownImage(): string | null {
  const { APPIMAGE: image, APPDIR: mounted } = process.env;
  if (image === undefined || mounted === undefined || !isAbsolute(image)) return null;
  try {
    return process.execPath.startsWith(`${realpathSync(mounted)}/`) ? image : null;
  } catch {
    return null;
  }
}
