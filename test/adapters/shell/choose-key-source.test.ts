import type { BrowserWindow } from 'electron';
import { expect, it, vi } from 'vitest';
import type { Language } from '#core/finding.ts';
import { failureText } from '#core/text/failures.ts';
import { chooseKeySource } from '#main/shell/choose-key-source.ts';
import type { PageLine } from '#main/wire/page-line.ts';

type Asked = { readonly title: string; readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[] };
const asked = vi.hoisted((): Asked[] => []);
vi.mock('electron', () => ({
  dialog: {
    showOpenDialog: async (_: unknown, question: Asked) => {
      asked.push(question);
      return { filePaths: ['/keys/file'] };
    },
  },
}));

/** What is asked of the person who adds a key file whose certificate lies elsewhere. */
async function askFor(language: Language): Promise<readonly Asked[]> {
  asked.length = 0;
  const client = {
    settings: async () => ({ ok: true, value: { language } }),
    addKeyFile: async () => ({ ok: false, failure: { code: 'certificateHidden', path: '/keys/file' } }),
  };
  await chooseKeySource({} as BrowserWindow, { client } as unknown as PageLine, 'pkcs12');
  return [...asked];
}

it.each(['es', 'en'] as const)(
  'the words for the certificate of a key file name every kind of file it may come in (%s)',
  async (language) => {
    const [, certificate] = await askFor(language);
    expect(certificate?.filters[0]?.extensions).toEqual(['cer', 'crt', 'der', 'pem']);
    const { advice } = failureText({ code: 'certificateHidden', path: '/keys/file' }, language);
    for (const ending of ['.cer', '.crt', '.der', '.pem']) {
      expect(certificate?.title).toContain(ending);
      expect(advice).toContain(ending);
    }
  },
);
