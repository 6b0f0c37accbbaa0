import type { Words } from '#core/finding.ts';

/** What each element of a certificate is called where it is shown outside its place on the paper form. */
const rows = `
Name|Nombre|Name
ID|Identificación|Identification
Description|Descripción|Description
TypeCode|Clase|Type
StatusCode|Estado|Status
IssueDateTime|Fecha de emisión|Date of issue
IssuerSPSParty|Organismo emisor|Issuer
IncludedSPSNote|Nota|Note
ReferenceSPSReferencedDocument|Documento de referencia|Referenced document
SignatorySPSAuthentication|Firma|Signatory
RoleCode|Función|Role
SpecifiedSPSAddress|Dirección|Address
DefinedSPSContact|Contacto|Contact
SpecifiedSPSPerson|Persona|Person
PersonName|Nombre de la persona|Name of person
AttainedSPSQualification|Cargo|Qualification
AbbreviatedName|Abreviatura|Abbreviation
PostcodeCode|Código postal|Postcode
LineOne|Dirección, línea 1|Address, line 1
LineTwo|Dirección, línea 2|Address, line 2
LineThree|Dirección, línea 3|Address, line 3
LineFour|Dirección, línea 4|Address, line 4
LineFive|Dirección, línea 5|Address, line 5
CityName|Ciudad|City
CityID|Código de la ciudad|City code
CountryID|País|Country
CountryName|Nombre del país|Country name
CountrySubDivisionID|Código de la división|Subdivision code
CountrySubDivisionName|División administrativa|Subdivision
AvailabilityDueDateTime|Disponible desde|Available from
ExportExitDateTime|Fecha de salida|Date of departure
ShipStoresIndicator|Provisiones de a bordo|Ship stores
ConsignorSPSParty|Exportador|Exporter
ConsigneeSPSParty|Destinatario|Consignee
ExportSPSCountry|País de exportación|Country of export
ReExportSPSCountry|País de reexportación|Country of re-export
ImportSPSCountry|País de importación|Country of import
TransitSPSCountry|País de tránsito|Country of transit
TransitSPSLocation|Lugar de tránsito|Place of transit
StorageSPSEvent|Almacenamiento|Storage
LoadingBaseportSPSLocation|Puerto de carga|Port of loading
UnloadingBaseportSPSLocation|Punto de entrada|Point of entry
ConsigneeReceiptSPSLocation|Lugar de recepción|Place of receipt
ExaminationSPSEvent|Lugar de inspección|Place of examination
OccurrenceSPSLocation|Lugar|Place
CarrierSPSParty|Transportista|Carrier
DespatchSPSParty|Despachador|Despatch party
DeliverySPSParty|Lugar de entrega|Delivery party
CustomsTransitAgentSPSParty|Agente de tránsito aduanero|Customs transit agent
MainCarriageSPSTransportMovement|Transporte principal|Main carriage
ModeCode|Modo|Mode
UsedSPSTransportMeans|Medio de transporte|Means of transport
UtilizedSPSTransportEquipment|Equipo de transporte|Transport equipment
AssociatedSPSTransportEquipment|Equipo de transporte|Transport equipment
AffixedSPSSeal|Precinto|Seal
MaximumID|Hasta el número|Up to number
IssuingSPSParty|Puesto por|Affixed by
SettingSPSTemperature|Temperatura fijada|Set temperature
ValueMeasure|Valor|Value
MinimumValueMeasure|Valor mínimo|Minimum value
MaximumValueMeasure|Valor máximo|Maximum value
IncludedSPSConsignmentItem|Mercancía|Consignment item
NatureIdentificationSPSCargo|Naturaleza de la carga|Nature of cargo
IncludedSPSTradeLineItem|Línea|Line
SequenceNumeric|Número de línea|Line number
CommonName|Nombre común|Common name
ScientificName|Nombre botánico|Botanical name
ProductionBatchID|Lote de producción|Production batch
IntendedUse|Uso previsto|Intended use
ExpiryDateTime|Fecha de vencimiento|Expiry date
NetWeightMeasure|Peso neto|Net weight
GrossWeightMeasure|Peso bruto|Gross weight
NetVolumeMeasure|Volumen neto|Net volume
GrossVolumeMeasure|Volumen bruto|Gross volume
AdditionalInformationSPSNote|Nota|Note
ApplicableSPSClassification|Clasificación|Classification
SystemID|Código del sistema|System code
SystemName|Sistema|System
ClassCode|Código|Code
ClassName|Clase|Class
PhysicalSPSPackage|Bultos|Packages
LevelCode|Nivel|Level
ItemQuantity|Cantidad|Quantity
NominalGrossWeightMeasure|Peso bruto del bulto|Gross weight of a package
NominalGrossVolumeMeasure|Volumen del bulto|Volume of a package
PhysicalSPSShippingMarks|Marcas del bulto|Shipping marks
Marking|Marca|Marking
OriginSPSCountry|País de origen|Country of origin
OriginSPSLocation|Lugar de origen|Place of origin
SubordinateSPSCountrySubDivision|División|Subdivision
SuperordinateSPSCountrySubDivision|División superior|Superior subdivision
ActivityAuthorizedSPSParty|Establecimiento autorizado|Authorised establishment
HierarchicalLevelCode|Nivel|Level
FunctionTypeCode|Función|Function
AppliedSPSProcess|Tratamiento|Treatment
CompletionSPSPeriod|Período|Period
StartDateTime|Desde|From
EndDateTime|Hasta|Until
DurationMeasure|Duración|Duration
ApplicableSPSProcessCharacteristic|Característica|Characteristic
OperationSPSCountry|País del tratamiento|Country of treatment
OperatorSPSParty|Responsable del tratamiento|Treatment operator
AssertedSPSAuthentication|Declaración de la línea|Line authentication
ActualDateTime|Fecha de la firma|Date of signature
IssueSPSLocation|Lugar de expedición|Place of issue
ProviderSPSParty|Funcionario autorizado|Authorized officer
LocationProviderSPSParty|Oficina|Office
IncludedSPSClause|Cláusula|Clause
Content|Texto|Text
ContentCode|Código del texto|Text code
Subject|Asunto|Subject
SubjectCode|Código del asunto|Subject code
RelationshipTypeCode|Relación|Relationship
AttachmentBinaryObject|Adjunto|Attachment
Information|Información|Information
ReasonInformation|Motivo|Reason
DateTimeString|Fecha|Date
DateTime|Fecha|Date
IndicatorString|Indicador|Indicator
Indicator|Indicador|Indicator
`;

const words: ReadonlyMap<string, Words> = new Map(
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', es = '', en = ''] = row.split('|');
      return [name, { es, en }] as const;
    }),
);

export function wordsOfElement(name: string): Words {
  return words.get(name) ?? { es: name, en: name };
}
