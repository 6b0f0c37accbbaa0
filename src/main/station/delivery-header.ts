import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Header } from '#core/exchange/header.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** The header (Cabecera) of a certificate on its way: the transaction is the row's own key, the same at every attempt. */
export function deliveryHeader(station: Station, message: { key: string; summary: DocumentSummary }): Header {
  const { summary } = message;
  const country = station.identity.country ?? summary.issuerCountry ?? 'ZZ';
  const receiverCountry = summary.destinationCountry ?? country;
  return {
    interaction: 'EnvioDocumento',
    service: `Documento.${summary.typeCode}`,
    sender: station.identity.station,
    senderCountry: country,
    receiver: `VUCE${receiverCountry}`,
    receiverCountry,
    transaction: message.key,
    state: 'ENV',
    at: now(station),
    documentType: summary.typeCode,
    // xs:token (IDdeDocumento): no leading, trailing or doubled blanks
    documentId: summary.number.trim().replaceAll(/\s+/g, ' ').slice(0, 100),
    originalTransaction: null,
  };
}
