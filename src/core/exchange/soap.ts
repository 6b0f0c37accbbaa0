import type { Fault } from '#core/delivery.ts';
import { headerRules, type Header } from '#core/exchange/header.ts';
import { readStrictXml } from '#core/exchange/strict-xml.ts';
import { attributeOf, childOf, childrenOf, type XmlElement } from '#core/xml-tree.ts';

/**
 * The platform's phytosanitary service in SOAP 1.1, document/literal: EnvioCertificadoFitosanitario 0.4 in,
 * AcuseRecibo 0.1 out, MensajeFalla 0.1 as fault detail. Contract: schemas/iop/.
 */
export const iop = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  delivery: 'http://iop.crimsonlogic.com/EnvioCertificadoFitosanitario',
  header: 'http://iop.crimsonlogic.com/Cabecera',
  acknowledgement: 'http://iop.crimsonlogic.com/AcuseRecibo',
  fault: 'http://iop.crimsonlogic.com/Falla',
  error: 'http://iop.crimsonlogic.com/Error',
  action: 'http://localhost:8080/envioCertificadoFitosanitarioOperation',
} as const;

export type Acknowledgement = { readonly header: Header; readonly code: 'RCB' | 'ERR'; readonly text: string; readonly at: string };
export type SoapMessage =
  | { readonly kind: 'delivery'; readonly header: Header; readonly document: string }
  | { readonly kind: 'acknowledgement'; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'fault'; readonly faults: readonly Fault[] }
  /** a SOAP fault without MensajeFalla: the service itself, not the document */
  | { readonly kind: 'serviceFault'; readonly text: string }
  | { readonly kind: 'notUnderstood'; readonly reason: string };

export function composeDelivery(header: Header, document: string): string {
  return envelope(
    `<d:EnvioCertificadoFitosanitario xmlns:d="${iop.delivery}" VersionEsquema="0.4">${composeHeader(header)}` +
      `<d:SignedSPSCert>${escapeText(document)}</d:SignedSPSCert></d:EnvioCertificadoFitosanitario>`,
  );
}

export function composeAcknowledgement({ header, code, text, at }: Acknowledgement): string {
  return envelope(
    `<a:AcuseRecibo xmlns:a="${iop.acknowledgement}" VersionEsquema="0.1">${composeHeader(header)}` +
      `<a:CodigoAcuseRecibo>${code}</a:CodigoAcuseRecibo><a:GlosaAcuseRecibo>${escapeText(text.slice(0, 300))}</a:GlosaAcuseRecibo>` +
      `<a:FechaHoraAcuseRecibo>${escapeText(at)}</a:FechaHoraAcuseRecibo></a:AcuseRecibo>`,
  );
}

export function composeFault(header: Header, faults: readonly Fault[]): string {
  const details = faults
    .slice(0, 99)
    .map(
      ({ code, message }) =>
        `<e:DetallesError xmlns:e="${iop.error}" VersionEsquema="0.1"><e:CodigodeError>${escapeText(code.slice(0, 5))}</e:CodigodeError>` +
        `<e:MensajedeError>${escapeText(message.slice(0, 300))}</e:MensajedeError></e:DetallesError>`,
    );
  return envelope(
    `<s:Fault><faultcode>s:Client</faultcode><faultstring>MensajeFalla</faultstring><detail>` +
      `<f:MensajeFalla xmlns:f="${iop.fault}" VersionEsquema="0.1">${composeHeader(header)}${details.join('')}</f:MensajeFalla></detail></s:Fault>`,
  );
}

export function composeServiceFault(text: string): string {
  return envelope(`<s:Fault><faultcode>s:Server</faultcode><faultstring>${escapeText(text)}</faultstring></s:Fault>`);
}

export function readSoap(xml: string): SoapMessage {
  const read = readStrictXml(xml);
  if (!read.ok) return { kind: 'notUnderstood', reason: `${read.reason} (line ${read.line})` };
  const body = isNamed(read.root, iop.soap, 'Envelope') ? childOf(read.root, 'Body') : undefined;
  const content = body?.children[0];
  if (!body || !content || body.namespace !== iop.soap || body.children.length !== 1) {
    return { kind: 'notUnderstood', reason: 'not a SOAP 1.1 envelope with one body element' };
  }
  if (isNamed(content, iop.delivery, 'EnvioCertificadoFitosanitario') && attributeOf(content, 'VersionEsquema') === '0.4') {
    const header = readHeader(content);
    const document = content.children[1];
    if (header && document && isNamed(document, iop.delivery, 'SignedSPSCert') && document.children.length === 0) {
      return { kind: 'delivery', header, document: document.text };
    }
  }
  if (isNamed(content, iop.acknowledgement, 'AcuseRecibo')) return readAcknowledgement(content);
  if (isNamed(content, iop.soap, 'Fault')) return readFault(content);
  return { kind: 'notUnderstood', reason: `body element ${content.name} not understood` };
}

function readAcknowledgement(content: XmlElement): SoapMessage {
  const header = readHeader(content);
  const code = childOf(content, 'CodigoAcuseRecibo')?.text.trim();
  const at = childOf(content, 'FechaHoraAcuseRecibo')?.text.trim();
  if (!header || (code !== 'RCB' && code !== 'ERR') || at === undefined) return { kind: 'notUnderstood', reason: 'AcuseRecibo incomplete' };
  return { kind: 'acknowledgement', acknowledgement: { header, code, text: childOf(content, 'GlosaAcuseRecibo')?.text ?? '', at } };
}

function readFault(content: XmlElement): SoapMessage {
  const message = childOf(content, 'detail')?.children.find((child) => isNamed(child, iop.fault, 'MensajeFalla'));
  const faults = (message ? childrenOf(message, 'DetallesError') : []).map((details) => ({
    code: (childOf(details, 'CodigodeError')?.text ?? '').trim().slice(0, 5),
    message: (childOf(details, 'MensajedeError')?.text ?? '').trim().slice(0, 300),
  }));
  if (faults.length > 0) return { kind: 'fault', faults };
  return { kind: 'serviceFault', text: childOf(content, 'faultstring')?.text.trim() ?? '' };
}

/** Cabecera: every element in the schema's order, none beside them. */
function readHeader(content: XmlElement): Header | null {
  const header = content.children[0];
  if (!header || !isNamed(header, iop.header, 'Cabecera') || attributeOf(header, 'VersionEsquema') !== '0.2') return null;
  const fields: Record<string, string | null> = { originalTransaction: null };
  for (const [index, child] of header.children.entries()) {
    const rule = headerRules[index];
    if (!rule || !isNamed(child, iop.header, rule.element)) return null;
    fields[rule.field] = child.text;
  }
  return header.children.length >= headerRules.length - 1 ? (fields as Header) : null;
}

function composeHeader(header: Header): string {
  const elements = headerRules.map(({ field, element }) => {
    const value = header[field];
    return value === null ? '' : `<c:${element}>${escapeText(value)}</c:${element}>`;
  });
  return `<c:Cabecera xmlns:c="${iop.header}" VersionEsquema="0.2">${elements.join('')}</c:Cabecera>`;
}

function isNamed(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespace === namespace && element.name === name;
}

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${iop.soap}"><s:Body>${body}</s:Body></s:Envelope>`;
}

/** A parser turns a literal CR into LF (XML 1.0 section 2.11): written as a reference it arrives as it left. */
function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
}
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
