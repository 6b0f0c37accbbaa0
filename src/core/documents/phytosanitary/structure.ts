/**
 * What may stand in what, in the order of the UN/CEFACT schema: `Name* ID TypeCode?` with the type after a colon where
 * the element has parts of its own. Both releases share it; only the namespaces differ.
 */
const rows: Readonly<Record<string, string>> = {
  ExchangedDocument: `
    Name ID Description TypeCode StatusCode IssueDateTime:Instant IssuerSPSParty:Party IncludedSPSNote:Note
    ReferenceSPSReferencedDocument:ReferencedDocument SignatorySPSAuthentication:Authentication`,
  Consignment: `
    ID AvailabilityDueDateTime:Instant ExportExitDateTime:Instant ShipStoresIndicator:Indicator ConsignorSPSParty:Party
    ConsigneeSPSParty:Party ExportSPSCountry:Country ReExportSPSCountry:Country StorageSPSEvent:Event
    LoadingBaseportSPSLocation:Location ImportSPSCountry:Country ConsigneeReceiptSPSLocation:Location TransitSPSCountry:Country
    TransitSPSLocation:Location UnloadingBaseportSPSLocation:Location ExaminationSPSEvent:Event CarrierSPSParty:Party
    DespatchSPSParty:Party DeliverySPSParty:Party CustomsTransitAgentSPSParty:Party
    MainCarriageSPSTransportMovement:TransportMovement UtilizedSPSTransportEquipment:TransportEquipment
    IncludedSPSConsignmentItem:ConsignmentItem`,
  AcknowledgementDocument: 'IssueDateTime:Instant StatusCode ReasonInformation ReferenceSPSReferencedDocument:ReferencedDocument',
  Address: `
    PostcodeCode LineOne LineTwo LineThree LineFour LineFive CityName CountryID TypeCode CountryName CountrySubDivisionID
    CountrySubDivisionName CityID`,
  Authentication: `
    TypeCode ActualDateTime:Instant IssueSPSLocation:Location ProviderSPSParty:Party LocationProviderSPSParty:Party
    IncludedSPSClause:Clause`,
  Cargo: 'TypeCode',
  Classification: 'SystemID SystemName ClassCode ClassName',
  Clause: 'ID Content',
  ConsignmentItem: 'NatureIdentificationSPSCargo:Cargo IncludedSPSTradeLineItem:TradeLineItem',
  Contact: 'PersonName',
  CountrySubDivision: `
    ID Name HierarchicalLevelCode FunctionTypeCode SuperordinateSPSCountrySubDivision:CountrySubDivision
    SubordinateSPSCountrySubDivision:CountrySubDivision ActivityAuthorizedSPSParty:Party`,
  Country: 'ID Name SubordinateSPSCountrySubDivision:CountrySubDivision',
  Event: 'OccurrenceSPSLocation:Location',
  Location: 'ID Name',
  Note: 'Subject ContentCode Content SubjectCode',
  Package: `
    LevelCode TypeCode ItemQuantity NominalGrossWeightMeasure NominalGrossVolumeMeasure PhysicalSPSShippingMarks:ShippingMarks`,
  Party: 'ID Name RoleCode TypeCode SpecifiedSPSAddress:Address DefinedSPSContact:Contact SpecifiedSPSPerson:Person',
  Period: 'StartDateTime:Instant EndDateTime:Instant DurationMeasure',
  Person: 'Name AttainedSPSQualification:Qualification',
  ProcessCharacteristic: 'TypeCode Description ValueMeasure MinimumValueMeasure MaximumValueMeasure',
  Process: `
    TypeCode CompletionSPSPeriod:Period ApplicableSPSProcessCharacteristic:ProcessCharacteristic OperationSPSCountry:Country
    OperatorSPSParty:Party`,
  Qualification: 'Name AbbreviatedName',
  ReferencedDocument: 'IssueDateTime:Instant TypeCode RelationshipTypeCode ID AttachmentBinaryObject Information',
  Seal: 'ID MaximumID IssuingSPSParty:Party',
  ShippingMarks: 'Marking',
  Temperature: 'ValueMeasure MinimumValueMeasure MaximumValueMeasure TypeCode',
  TradeLineItem: `
    SequenceNumeric Description CommonName ScientificName ProductionBatchID IntendedUse ExpiryDateTime:Instant NetWeightMeasure
    GrossWeightMeasure NetVolumeMeasure GrossVolumeMeasure AdditionalInformationSPSNote:Note
    ApplicableSPSClassification:Classification PhysicalSPSPackage:Package AssociatedSPSTransportEquipment:TransportEquipment
    OriginSPSCountry:Country OriginSPSLocation:Location AppliedSPSProcess:Process AssertedSPSAuthentication:Authentication
    ReferenceSPSReferencedDocument:ReferencedDocument`,
  TransportEquipment: 'ID AffixedSPSSeal:Seal SettingSPSTemperature:Temperature',
  TransportMeans: 'Name',
  TransportMovement: 'ID ModeCode UsedSPSTransportMeans:TransportMeans',
  Instant: 'DateTimeString DateTime',
  Indicator: 'IndicatorString Indicator',
};

const children: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(rows).map(([type, row]) => [
    type,
    new Map(
      row
        .trim()
        .split(/\s+/)
        .map((item) => {
          const [name = '', part = ''] = item.split(':');
          return [name, part] as const;
        }),
    ),
  ]),
);

/** The type of a child: '' for a plain value, null where the schema knows no such child. */
export function typeOfChild(parentType: string, name: string): string | null {
  return children.get(parentType)?.get(name) ?? null;
}
