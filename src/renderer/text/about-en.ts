import type { AboutText } from '#renderer/text/about-es.ts';

export const aboutEn: AboutText = {
  about: {
    title: 'About Rúbrica',
    version: 'Version',
    support: 'Help',
    supportAdvice:
      'The report holds versions, system, policy, how many documents wait, what is wrong with the token, and the technical log. It holds no document, no password and no PIN. Open it before you send it, if you like.',
    saveReport: 'Save a report for support…',
    reportSaved: (path: string) => `Report saved in ${path}`,
    dataFolder: 'Data on this computer',
    crashes: 'Crashes kept',
    crashesNone: 'none',
    crashesKept: (count: string, last: string) => `${count}; the last one ${last}. They stay on this computer.`,
    runtime: 'Program',
    packs: 'Schemas and lists',
    packsAdvice: 'Each document is judged by these. The hash says which files exactly.',
    name: 'Name',
    hash: 'SHA-256',
    installed: 'installed by IT',
    licences: 'Third-party libraries',
    licence: 'Licence',
    licencesShow: (count: string) => `See the ${count} libraries`,
    saveLicences: 'Save the texts…',
    licencesSaved: (path: string) => `Texts saved in ${path}`,
  },
};
