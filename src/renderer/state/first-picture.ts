/** The moment after the first picture belongs to the person: a first click is not kept waiting by what fills the frame. */
const momentMs = 300;

let stand: () => void = () => undefined;
/**
 * The first picture is the inbox with its rows. What else the window wants to know is asked when this resolves: a moment
 * after that picture stands, or at once when the person acts or the window opens elsewhere.
 */
export const firstPicture = new Promise<void>((resolve) => (stand = resolve));

export function pictureStands(): void {
  setTimeout(stand, momentMs);
}

for (const act of ['pointerdown', 'keydown', 'hashchange']) addEventListener(act, () => stand(), { once: true, capture: true });
if (!/^(#\/inbox)?$/.test(location.hash)) stand();
