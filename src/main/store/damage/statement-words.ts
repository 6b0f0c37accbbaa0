import type { SalvageStatement } from '#main/store/damage/statement.ts';
import type { Language, Words } from '#core/finding.ts';

const tableWords: Readonly<Record<string, Words>> = {
  content: { es: 'documentos, byte por byte', en: 'documents, byte by byte' },
  outgoing: { es: 'certificados propios', en: 'certificates of ours' },
  incoming: { es: 'certificados recibidos', en: 'certificates received' },
  incoming_report: { es: 'comprobaciones de lo recibido', en: 'checks of what was received' },
  outbox: { es: 'envíos de la cola', en: 'messages of the queue' },
  attempt: { es: 'intentos de envío', en: 'attempts to send' },
  gateway_event: { es: 'noticias de la ventanilla', en: 'news from the gateway' },
  draft: { es: 'borradores', en: 'drafts' },
  template: { es: 'plantillas', en: 'templates' },
  batch: { es: 'firmas en grupo', en: 'batches' },
  batch_item: { es: 'documentos de firmas en grupo', en: 'documents of batches' },
  official: { es: 'funcionarios del directorio', en: 'officials of the directory' },
  replica: { es: 'copias del directorio', en: 'copies of the directory' },
  evidence: { es: 'evidencias', en: 'pieces of evidence' },
  notice: { es: 'avisos', en: 'notices' },
  setting: { es: 'ajustes', en: 'settings' },
  cursor: { es: 'puntos de lectura de la ventanilla', en: 'places reached in the gateway’s news' },
  contingency: { es: 'contingencias', en: 'contingencies' },
  contingency_grant: { es: 'números de contingencia', en: 'contingency numbers' },
};

/** What happened to the store, for the person who has to decide what to do next: Spanish first, then English. */
export function statementWords(statement: SalvageStatement): string {
  return `${inLanguage(statement, 'es').join('\n')}\n\n${'-'.repeat(72)}\n\n${inLanguage(statement, 'en').join('\n')}\n`;
}

function inLanguage(statement: SalvageStatement, language: Language): string[] {
  const say = (es: string, en: string): string => (language === 'es' ? es : en);
  const { at, reason, backup, journal, tables, rebuilt, lost, bytesMissing, toAsk, mayHaveBeenSigned } = statement;
  const certificates = (ids: readonly string[], es: string, en: string): string[] =>
    ids.length === 0 ? [] : ['', say(es, en), ...ids.map((id) => `  ${statement.numbers[id] ?? id}`)];
  const wasLost = tables.filter((table) => table.lost > 0);
  return [
    say('Los datos de la estación estaban dañados y se reconstruyeron.', 'The station’s data were damaged and have been rebuilt.'),
    `${at.slice(0, 16).replace('T', ' ')} UTC · ${reason}`,
    say(
      `El archivo dañado está aquí, tal como se encontró: ${statement.aside}`,
      `The damaged file is here, as it was found: ${statement.aside}`,
    ),
    backup === null
      ? say(
          'No había una copia entera: se partió de lo que aún se podía leer.',
          'There was no whole copy: it was made from what could still be read.',
        )
      : say(
          `Se partió de la copia ${backup} y de lo que aún se podía leer.`,
          `It was made from the copy ${backup} and what could still be read.`,
        ),
    journalWords(journal, say),
    tables.length === 0
      ? say(
          'Del archivo dañado no se pudo leer nada: lo que no está en la copia se perdió aquí. Compare con la ventanilla antes de firmar.',
          'Nothing of the damaged file could be read: what is not in the copy is lost here. Compare with the gateway before you sign.',
        )
      : wasLost.length === 0
        ? say('De lo demás se leyó todo.', 'Of all else everything could be read.')
        : say('No se pudo leer todo:', 'Not everything could be read:'),
    ...wasLost.map(({ name, saved, lost: gone }) => {
      const words = tableWords[name]?.[language] ?? name;
      return say(`  ${words}: ${saved} salvados, hasta ${gone} perdidos`, `  ${words}: ${saved} saved, up to ${gone} lost`);
    }),
    ...certificates(rebuilt, 'Certificados rehechos a partir del diario:', 'Certificates made again from the journal:'),
    ...certificates(
      lost,
      'Certificados perdidos: el diario los nombra y no se pudieron rehacer. Pídalos de nuevo a quien los envió.',
      'Certificates lost: the journal names them and they could not be made again. Ask whoever sent them.',
    ),
    ...certificates(bytesMissing, 'Certificados cuyo documento falta:', 'Certificates whose document is gone:'),
    ...certificates(
      toAsk,
      'Esperaban salir: antes de enviarlos la estación pregunta a la ventanilla si ya los tiene. No hay que hacer nada.',
      'They waited to leave: before it sends them the station asks the gateway whether it holds them. Nothing has to be done.',
    ),
    ...certificates(
      mayHaveBeenSigned,
      'Constan sin firmar, pero pudieron firmarse después de la copia. Compárelos con la ventanilla antes de firmarlos:',
      'They stand as not signed, but may have been signed after the copy. Compare them with the gateway before you sign them:',
    ),
  ];
}

function journalWords(
  { isComplete, entries, lastAt, beyondGap }: SalvageStatement['journal'],
  say: (es: string, en: string) => string,
): string {
  if (isComplete) return say(`El diario está entero: ${entries} entradas.`, `The journal is whole: ${entries} entries.`);
  const last = lastAt === null ? null : `${lastAt.slice(0, 16).replace('T', ' ')} UTC`;
  const kept =
    last === null
      ? say('Del diario no queda nada.', 'Nothing is left of the journal.')
      : say(
          `El diario llega hasta el ${last}: ${entries} entradas. Lo posterior puede faltar.`,
          `The journal goes as far as ${last}: ${entries} entries. What came later may be missing.`,
        );
  const loose = say(
    `${beyondGap} entradas sueltas quedan en journal-beyond-gap.jsonl.`,
    `${beyondGap} loose entries are kept in journal-beyond-gap.jsonl.`,
  );
  return beyondGap === 0 ? kept : `${kept} ${loose}`;
}
