/** How many rows of a list are asked for at once. */
export const rowsAtOnce = 60;

/**
 * What the window is sure to need for its first picture: the preload asks it while the page's scripts are still being
 * read (`first-screen.ts` has the shapes).
 */
export const firstQuestions = {
  settings: {},
  work: { box: 'inbox', offset: 0, limit: rowsAtOnce },
} as const;
