import { buildWindow } from '#test/screens/build-window.ts';

// Playwright's global set-up is a default export
// oxlint-disable-next-line import/no-default-export
export default buildWindow;
