import { documentKinds, documentStates } from '#core/documents/code-lists/document-codes.ts';
import { transportModes } from '#core/documents/code-lists/transport-modes.ts';
import type { DocumentView, ViewField, ViewSection } from '#core/documents/document-type.ts';
import { fieldMaker, fieldOf, ofLine, ofLines, section, type FieldMaker } from '#core/documents/fields.ts';
import { attachmentFields, issueFields, statementFields } from '#core/documents/phytosanitary/authentication.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import { lineColumns, readLine, tradeLines, type ReadLine } from '#core/documents/phytosanitary/lines.ts';
import { codedNotes, noteFields } from '#core/documents/phytosanitary/notes.ts';
import type { NoteSubject } from '#core/documents/phytosanitary/note-subjects.ts';
import { otherFields } from '#core/documents/phytosanitary/others.ts';
import { countryFields, instantFields, locationFields, partyFields } from '#core/documents/phytosanitary/parties.ts';
import { titles } from '#core/documents/phytosanitary/titles.ts';
import { treatmentColumns } from '#core/documents/phytosanitary/treatments.ts';
import { namespacesOf } from '#core/documents/phytosanitary/versions.ts';
import { startReading, type Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

const views = new WeakMap<XmlElement, DocumentView>();

/** The certificate as ISPM 12's model lays it out (annex 1; annex 2 for re-export), from the tree alone. Kept while the tree is. */
export function viewCertificate(root: XmlElement): DocumentView {
  const known = views.get(root);
  if (known) return known;
  const view = buildView(root);
  views.set(root, view);
  return view;
}

function buildView(root: XmlElement): DocumentView {
  const namespaces = namespacesOf(root);
  const reading = startReading(root, namespaces);
  const make = fieldMaker(reading);
  const document = reading.child(root, 'SPSExchangedDocument');
  const consignment = reading.child(root, 'SPSConsignment');
  const isReExport = reading.text(reading.child(document, 'TypeCode')) === '657';
  const notes = document ? codedNotes(document, 'IncludedSPSNote', reading) : [];
  const lines = tradeLines(consignment, reading).map((line) => readLine(line, reading, make));
  const fromLines = (place: NoteSubject['place']): readonly ViewField[] =>
    lines.flatMap((line) => relabelled(noteFields(line.notes, [place], reading), line));

  const sections: ViewSection[] = [
    section('number', titles.number, 'whole', numberFields(document, consignment, reading, make)),
    section('replacement', titles.replacement, 'whole', noteFields(notes, ['replacement'], reading)),
    section('from', isReExport ? titles.fromReExport : titles.from, 'half', fromFields(document, consignment, reading, make)),
    section('to', titles.to, 'half', toFields(consignment, reading, make)),
    section('exporter', titles.exporter, 'half', partyFields('exporter', reading.child(consignment, 'ConsignorSPSParty'), reading, make)),
    section(
      'consignee',
      titles.consignee,
      'half',
      partyFields('consignee', reading.child(consignment, 'ConsigneeSPSParty'), reading, make),
    ),
    section(
      'packages',
      titles.packages,
      'half',
      gathered(lines, (line) => line.packages),
    ),
    section('marks', titles.marks, 'half', [...noteFields(notes, ['marks'], reading), ...gathered(lines, (line) => line.marks)]),
    section(
      'origin',
      titles.origin,
      'half',
      gathered(lines, (line) => line.origins),
    ),
    section('conveyance', titles.conveyance, 'half', conveyanceFields(consignment, reading, make)),
    section(
      'entry',
      titles.entry,
      'half',
      locationFields(
        'entry',
        wordsOfElement('UnloadingBaseportSPSLocation'),
        reading.child(consignment, 'UnloadingBaseportSPSLocation'),
        reading,
        make,
      ),
    ),
    section(
      'botanical',
      titles.botanical,
      'half',
      gathered(lines, (line) => line.botanicalNames),
    ),
    section('produce', titles.produce, 'whole', [], { columns: lineColumns, rows: lines.map((line) => line.row) }),
    section('statement', titles.statement, 'whole', [...statementFields(document, isReExport, reading, make), ...fromLines('reExport')]),
    section('declaration', titles.declaration, 'whole', [...noteFields(notes, ['declaration'], reading), ...fromLines('declaration')]),
    section('treatment', titles.treatment, 'whole', [], { columns: treatmentColumns, rows: lines.flatMap((line) => line.treatments) }),
    section('issue', titles.issue, 'whole', issueFields(document, reading, make)),
    section('liability', titles.liability, 'whole', noteFields(notes, ['liability', 'packages', 'quantity', 'reExport'], reading)),
    section('attachments', titles.attachments, 'whole', attachmentFields(document, reading, make)),
  ];
  const others = otherFields(root, reading, namespaces);
  sections.push(section('others', titles.others, 'whole', others));
  return {
    title: isReExport ? titles.reExportCertificate : titles.certificate,
    sections: sections.filter((each) => isAlways(each) || each.fields.length > 0),
    notUnderstood: reading.unread(),
  };
}

/** The numbered parts of the form stand even when empty: an official must see that nothing is declared. */
function isAlways(each: ViewSection): boolean {
  return each.table
    ? each.id === 'produce' || each.id === 'treatment'
    : ['exporter', 'consignee', 'entry', 'declaration'].includes(each.id);
}

function numberFields(
  document: XmlElement | undefined,
  consignment: XmlElement | undefined,
  reading: Reading,
  make: FieldMaker,
): readonly ViewField[] {
  return [
    ...make.text('number', titles.number, reading.child(document, 'ID')),
    ...make.code('type', wordsOfElement('TypeCode'), reading.child(document, 'TypeCode'), documentKinds),
    ...make.code('status', wordsOfElement('StatusCode'), reading.child(document, 'StatusCode'), documentStates),
    ...make.texts('name', { es: 'Título', en: 'Title' }, reading.children(document, 'Name')),
    ...make.texts('description', wordsOfElement('Description'), reading.children(document, 'Description')),
    ...make.text('consignmentId', { es: 'Envío', en: 'Consignment' }, reading.child(consignment, 'ID')),
  ];
}

function fromFields(
  document: XmlElement | undefined,
  consignment: XmlElement | undefined,
  reading: Reading,
  make: FieldMaker,
): readonly ViewField[] {
  const exportCountry = reading.child(consignment, 'ExportSPSCountry');
  return [
    ...partyFields('issuer', reading.child(document, 'IssuerSPSParty'), reading, make),
    ...countryFields('exportCountry', wordsOfElement('ExportSPSCountry'), exportCountry, reading, make),
    ...reading
      .children(consignment, 'ReExportSPSCountry')
      .flatMap((country) => countryFields('reExportCountry', wordsOfElement('ReExportSPSCountry'), country, reading, make)),
  ];
}

function toFields(consignment: XmlElement | undefined, reading: Reading, make: FieldMaker): readonly ViewField[] {
  const importCountry = reading.child(consignment, 'ImportSPSCountry');
  return [
    ...countryFields('importCountry', wordsOfElement('ImportSPSCountry'), importCountry, reading, make),
    ...reading
      .children(consignment, 'TransitSPSCountry')
      .flatMap((country) => countryFields('transitCountry', wordsOfElement('TransitSPSCountry'), country, reading, make)),
  ];
}

function conveyanceFields(consignment: XmlElement | undefined, reading: Reading, make: FieldMaker): readonly ViewField[] {
  return [
    ...reading
      .children(consignment, 'MainCarriageSPSTransportMovement')
      .flatMap((movement) => [
        ...make.code('mode', wordsOfElement('ModeCode'), reading.child(movement, 'ModeCode'), transportModes),
        ...make.text(
          'means',
          wordsOfElement('UsedSPSTransportMeans'),
          reading.child(reading.child(movement, 'UsedSPSTransportMeans'), 'Name'),
        ),
        ...make.text('voyage', { es: 'Viaje o vuelo', en: 'Voyage or flight' }, reading.child(movement, 'ID')),
      ]),
    ...reading
      .children(consignment, 'UtilizedSPSTransportEquipment')
      .flatMap((equipment) => [
        ...make.text('container', { es: 'Contenedor', en: 'Container' }, reading.child(equipment, 'ID')),
        ...reading
          .children(equipment, 'AffixedSPSSeal')
          .flatMap((seal) => make.text('seal', wordsOfElement('AffixedSPSSeal'), reading.child(seal, 'ID'))),
      ]),
    ...instantFields('departure', wordsOfElement('ExportExitDateTime'), reading.child(consignment, 'ExportExitDateTime'), reading),
  ];
}

const gatheredAtMost = 12;

/** What the form asks for once and the document says at each line: each different value once, the table holds the rest. */
function gathered(lines: readonly ReadLine[], of: (line: ReadLine) => readonly ViewField[]): readonly ViewField[] {
  const said = new Map<string, { readonly field: ViewField; readonly sequences: Set<string> }>();
  for (const line of lines) {
    for (const field of of(line)) {
      const before = said.get(field.value);
      if (before) before.sequences.add(line.sequence);
      else said.set(field.value, { field, sequences: new Set([line.sequence]) });
    }
  }
  const values = [...said.values()].map(({ field, sequences }) =>
    sequences.size === lines.length ? field : { ...field, label: ofLines([...sequences], field.label) },
  );
  const [first] = values;
  if (values.length <= gatheredAtMost || !first) return values;
  return [
    ...values.slice(0, gatheredAtMost),
    ...fieldOf(
      'more',
      { es: 'Valores en la tabla de productos', en: 'Values in the table of produce' },
      `+${values.length - gatheredAtMost}`,
      {
        ...rootless,
        path: first.path,
        line: first.line,
      },
    ),
  ];
}

const rootless: XmlElement = { name: '', prefix: '', namespace: '', attributes: [], children: [], text: '', line: 0, path: '' };

function relabelled(fields: readonly ViewField[], line: ReadLine): readonly ViewField[] {
  return fields.map((field) => ({ ...field, label: ofLine(line.sequence, field.label) }));
}
