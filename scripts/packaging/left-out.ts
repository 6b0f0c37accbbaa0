/** What a library brings and this program must not hold: taken out of its text as it is bundled. */
import type { Plugin } from 'vite';

type Omission = { readonly file: RegExp; readonly text: string; readonly instead: string };

/** Both are replaced in src/main/shell/electron-carrier.ts by what is ours; here they also leave the program. */
const omissions: readonly Omission[] = [
  {
    // the system's shell opens the installer where Windows finds no program for it
    file: /\/electron-updater\/out\/NsisUpdater\.js$/,
    text: `require("electron")
                    .shell.openPath(installerPath)
                    .catch((err) => this.dispatchError(err));`,
    instead: 'this.dispatchError(e);',
  },
  {
    // PowerShell judges the publisher; our order names the exact file
    file: /\/electron-updater\/out\/NsisUpdater\.js$/,
    text: 'const windowsExecutableCodeSignatureVerifier_1 = require("./windowsExecutableCodeSignatureVerifier");',
    instead: "const windowsExecutableCodeSignatureVerifier_1 = { verifySignature: async () => 'not judged here' };",
  },
];

/** A text that is not found any more ends the build: the library changed, and someone has to look again. */
export function leaveOut(): Plugin {
  const done = new Set<Omission>();
  return {
    name: 'rubrica-leave-out',
    transform: (code, id) => {
      const here = omissions.filter(({ file }) => file.test(id));
      if (here.length === 0) return null;
      for (const each of here) if (code.includes(each.text)) done.add(each);
      return { code: here.reduce((text, each) => text.replace(each.text, () => each.instead), code), map: null };
    },
    generateBundle: () => {
      const missing = omissions.filter((each) => !done.has(each));
      if (missing.length > 0) throw new Error(`not found, so not left out: ${missing.map(({ text }) => text).join('\n')}`);
    },
  };
}
