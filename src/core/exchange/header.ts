import type { Fault } from '#core/delivery.ts';

/**
 * The interoperability platform's header, Cabecera 0.2: which element carries which field, in the schema's order,
 * with its limits (IOP types: IDdeReferencia, IDdeParticipante, CodigoPais, ...).
 */
export type Header = {
  readonly interaction: string;
  readonly service: string;
  readonly sender: string;
  readonly senderCountry: string;
  readonly receiver: string;
  readonly receiverCountry: string;
  readonly transaction: string;
  readonly state: string;
  readonly at: string;
  readonly documentType: string;
  readonly documentId: string;
  readonly originalTransaction: string | null;
};

type FieldRule = {
  readonly field: keyof Header;
  readonly element: string;
  /** the HTTP field that carries it on the REST delivery */
  readonly httpField: string;
  readonly pattern: RegExp;
};

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

export const headerRules: readonly FieldRule[] = [
  { field: 'interaction', element: 'CodigoInteraccion', httpField: 'iop-interaction', pattern: /^[a-zA-Z0-9.]{8,16}$/ },
  { field: 'service', element: 'IDdeServicio', httpField: 'iop-service', pattern: /^[a-zA-Z0-9.]{8,16}$/ },
  { field: 'sender', element: 'IDdeRemitente', httpField: 'iop-sender', pattern: /^[a-zA-Z0-9]{3,10}$/ },
  { field: 'senderCountry', element: 'PaisdeRemitente', httpField: 'iop-sender-country', pattern: /^[A-Z]{2}$/ },
  { field: 'receiver', element: 'IDdeDestinatario', httpField: 'iop-receiver', pattern: /^[a-zA-Z0-9]{3,10}$/ },
  { field: 'receiverCountry', element: 'PaisdeDestinatario', httpField: 'iop-receiver-country', pattern: /^[A-Z]{2}$/ },
  { field: 'transaction', element: 'IDdeTransaccion', httpField: 'iop-transaction', pattern: /^[a-zA-Z0-9-]{12,36}$/ },
  { field: 'state', element: 'EstadoTransaccion', httpField: 'iop-state', pattern: /^\S{1,5}$/ },
  { field: 'at', element: 'FechaHora', httpField: 'iop-at', pattern: dateTime },
  { field: 'documentType', element: 'TipodeDocumento', httpField: 'iop-document-type', pattern: /^\S{1,5}$/ },
  // xs:token: no leading, trailing or doubled space, no tab or line end
  { field: 'documentId', element: 'IDdeDocumento', httpField: 'iop-document-id', pattern: /^(?=.{1,100}$)[^\s]+( [^\s]+)*$/u },
  {
    field: 'originalTransaction',
    element: 'IDdeTransaccionOriginal',
    httpField: 'iop-original-transaction',
    pattern: /^[a-zA-Z0-9-]{12,36}$/,
  },
];

/** What is wrong with a header before anybody sends it: one fault a field, code `CAB`. */
export function headerFaults(header: Readonly<Partial<Record<keyof Header, string | null>>>): readonly Fault[] {
  return headerRules.flatMap(({ field, element, pattern }) => {
    const value = header[field] ?? null;
    if (value === null) return field === 'originalTransaction' ? [] : [{ code: 'CAB', message: `${element}: falta / missing` }];
    return pattern.test(value) ? [] : [{ code: 'CAB', message: `${element}: valor no admitido / value not allowed` }];
  });
}
