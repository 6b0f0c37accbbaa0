import { dialog, type BrowserWindow } from 'electron';
import type { Reply } from '#contract/rpc.ts';
import type { KeySourceKind } from '#contract/window-api.ts';
import type { PageLine } from '#main/wire/page-line.ts';

type Added = Reply<Record<string, never> | null>;
type Ask = { readonly title: { readonly es: string; readonly en: string }; readonly extensions: readonly string[] };

const questions = {
  module: {
    title: { es: 'Programa del token (módulo PKCS#11)', en: 'Token software (PKCS#11 module)' },
    extensions: ['so', 'dll', 'dylib', '*'],
  },
  pkcs12: { title: { es: 'Archivo de clave PKCS#12', en: 'PKCS#12 key file' }, extensions: ['p12', 'pfx'] },
  certificate: {
    title: {
      es: 'Certificado que va con la clave (.cer, .crt, .der o .pem)',
      en: 'Certificate that goes with the key (.cer, .crt, .der or .pem)',
    },
    extensions: ['cer', 'crt', 'der', 'pem'],
  },
  key: { title: { es: 'Clave privada de la e.firma (.key)', en: 'Private key of the e.firma (.key)' }, extensions: ['key'] },
} as const satisfies Readonly<Record<string, Ask>>;

/**
 * Paths of modules and key files come from the system's own dialog and go to the station, not through the page. The
 * station tries what was chosen and refuses it with its reason; null when the person cancelled.
 */
export async function chooseKeySource(window: BrowserWindow, { client }: PageLine, kind: KeySourceKind): Promise<Added> {
  const settings = await client.settings({});
  const language = settings.ok ? settings.value.language : 'es';
  const choose = async ({ title, extensions }: Ask): Promise<string | null> => {
    const chosen = await dialog.showOpenDialog(window, {
      title: title[language],
      message: title[language],
      properties: ['openFile'],
      filters: [{ name: title[language], extensions: [...extensions] }],
    });
    return chosen.filePaths[0] ?? null;
  };
  const cancelled: Added = { ok: true, value: null };
  if (kind === 'module') {
    const path = await choose(questions.module);
    return path === null ? cancelled : client.addModule({ path });
  }
  if (kind === 'efirma') {
    const certificate = await choose(questions.certificate);
    const key = certificate === null ? null : await choose(questions.key);
    return certificate === null || key === null ? cancelled : client.addKeyFile({ kind, certificate, key });
  }
  const file = await choose(questions.pkcs12);
  if (file === null) return cancelled;
  const added = await client.addKeyFile({ kind, file });
  if (added.ok || added.failure.code !== 'certificateHidden') return added;
  const certificate = await choose(questions.certificate);
  return certificate === null ? added : client.addKeyFile({ kind, file, certificate });
}
