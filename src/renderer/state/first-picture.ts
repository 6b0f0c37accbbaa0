/** The moment after the first picture belongs to the person: a first click is not kept waiting by what fills the frame. */
const momentMs = 300;

let stand: () => void = () => undefined;
/**
 * The first picture is the inbox with its rows. What else the window wants to know is asked when this resolves: a moment
 * after that picture stands, or at once when the person goes elsewhere or the window opens there.
 */
export const firstPicture = new Promise<void>((resolve) => (stand = resolve));

export function pictureStands(): void {
  setTimeout(stand, momentMs);
}

addEventListener('hashchange', () => stand(), { once: true });
if (!/^(#\/inbox)?$/.test(location.hash)) stand();
