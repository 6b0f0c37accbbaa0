import { readFileSync } from 'node:fs';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

/** A way to break a sound document, and the finding that must tell of it. */
export type Broken = {
  readonly name: string;
  readonly sample: 'phytosanitary' | 'newer' | 'reExport' | 'treated' | 'origin' | 'declaration';
  readonly breakIt: (xml: string) => string | Uint8Array;
  readonly code: string;
  /** what the sentence must name, so that a person knows what is meant */
  readonly says?: string;
};

const files: Readonly<Record<Broken['sample'], string>> = {
  phytosanitary: 'phytosanitary/cl-pe-arandanos-reemplazo.xml',
  newer: 'phytosanitary/co-pe-aguacate.xml',
  reExport: 'phytosanitary/mx-co-reexportacion.xml',
  treated: 'phytosanitary/pe-cl-mangos.xml',
  origin: 'origin/pe-cl-uvas-a38.xml',
  declaration: 'customs-declaration/cl-pe-uvas-exportacion.xml',
};

export function soundDocument(sample: Broken['sample']): string {
  return readFileSync(`${schemaFolder}samples/${files[sample]}`, 'utf8');
}

/** Replaces once, and fails when there is nothing to replace: a broken test must not pass for a broken document. */
export function swap(from: string | RegExp, to: string): (xml: string) => string {
  return (xml) => {
    const changed = xml.replace(from, to);
    if (changed === xml) throw new Error(`nothing to replace: ${String(from)}`);
    return changed;
  };
}

export const without = (element: string): ((xml: string) => string) =>
  swap(new RegExp(`\\s*<ram:${element}(?: [^>]*)?>.*?</ram:${element}>`, 's'), '');
export const emptied = (before: string, element: string): ((xml: string) => string) =>
  swap(new RegExp(`(<ram:${before}>.*?<ram:${element}>)[^<]*(</ram:${element}>)`, 's'), '$1$2');
const note = (subject: string, content: string): string =>
  `<ram:IncludedSPSNote><ram:Subject>${subject}</ram:Subject><ram:Content>${content}</ram:Content></ram:IncludedSPSNote>`;
export const addNote = (subject: string, content: string): ((xml: string) => string) =>
  swap('<ram:SignatorySPSAuthentication>', `${note(subject, content)}<ram:SignatorySPSAuthentication>`);
export const addLineNote = (subject: string, content: string): ((xml: string) => string) =>
  swap(
    '<ram:ApplicableSPSClassification>',
    `${note(subject, content).replaceAll('IncludedSPSNote', 'AdditionalInformationSPSNote')}<ram:ApplicableSPSClassification>`,
  );
