import type { Fault } from '#core/delivery.ts';
import { readStrictXml } from '#core/exchange/strict-xml.ts';
import type { XmlElement } from '#core/xml-tree.ts';

const dsig = 'http://www.w3.org/2000/09/xmldsig#';

/** The least a receiving country looks at: the document is well-formed UTF-8 XML and somebody signed it. */
export function judgeForm(bytes: Uint8Array): readonly Fault[] {
  const text = decodeUtf8(bytes);
  if (text === null) return [{ code: 'XML01', message: 'El documento no es UTF-8 / the document is not UTF-8' }];
  const read = readStrictXml(text);
  if (!read.ok) {
    return [{ code: 'XML02', message: `XML no admitido, línea ${read.line} / XML not admitted, line ${read.line}: ${read.reason}` }];
  }
  return hasSignature(read.root) ? [] : [{ code: 'SIG01', message: 'El documento no está firmado / the document is not signed' }];
}

export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function hasSignature(element: XmlElement): boolean {
  return (element.name === 'Signature' && element.namespace === dsig) || element.children.some(hasSignature);
}
