import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The nested parts of an ALADI envelope, from the outside in. */
export type CodParts = {
  readonly certOrigin: XmlElement | undefined;
  readonly codeh: XmlElement | undefined;
  readonly exporterPart: XmlElement | undefined;
  readonly cod: XmlElement | undefined;
  readonly form: XmlElement | undefined;
  readonly entity: XmlElement | undefined;
  readonly certification: XmlElement | undefined;
};

export function partsOf(root: XmlElement, reading: Reading): CodParts {
  const certOrigin = reading.child(root, 'CertOrigin');
  const codeh = reading.child(certOrigin, 'CODEH');
  const exporterPart = reading.child(codeh, 'CODExporter');
  const cod = reading.child(exporterPart, 'COD');
  const named = cod?.children.find((child) => child.namespace === '' && /^Form[A-Z]/.test(child.name));
  return {
    certOrigin,
    codeh,
    exporterPart,
    cod,
    form: named && reading.child(cod, named.name),
    entity: reading.child(codeh, 'EH'),
    certification: reading.child(codeh, 'CertificationEH'),
  };
}

/** `A24` of FormA24: the agreement whose form this is. */
export function agreementOfForm(form: XmlElement): string {
  return form.name.slice('Form'.length);
}
