import type { DraftGroup } from '#core/documents/draft-values.ts';
import { branch, leaf, requiredBranch, requiredLeaf, type Part, type WrittenElement } from '#core/documents/xml-writing.ts';

/** One line of the consignment, in the sequence of SPSTradeLineItem. */
export function composeLine(line: DraftGroup, sequence: number, treatments: readonly DraftGroup[]): WrittenElement {
  const value = line.value;
  return requiredBranch(
    'ram:IncludedSPSTradeLineItem',
    requiredLeaf('ram:SequenceNumeric', String(sequence)),
    requiredLeaf('ram:Description', value('description')),
    leaf('ram:CommonName', value('commonName')),
    leaf('ram:ScientificName', value('botanicalName')),
    leaf('ram:ProductionBatchID', value('batch')),
    leaf('ram:IntendedUse', value('intendedUse')),
    measure('ram:NetWeightMeasure', value('netWeight'), value('weightUnit') || 'KGM'),
    measure('ram:GrossWeightMeasure', value('grossWeight'), value('weightUnit') || 'KGM'),
    measure('ram:NetVolumeMeasure', value('netVolume'), value('volumeUnit') || 'MTQ'),
    lineNotes(line),
    classification('HS', value('hsCode'), ''),
    classification('IPPCPCVP', '', value('vegetablePart')),
    classification('IPPCPCC', '', value('condition')),
    packageOf(value('packageCount'), value('packageType'), value('innerPackageCount') === '' ? '4' : '3'),
    packageOf(value('innerPackageCount'), value('innerPackageType'), '1'),
    branch(
      'ram:OriginSPSCountry',
      leaf('ram:ID', value('originCountry')),
      branch('ram:SubordinateSPSCountrySubDivision', leaf('ram:Name', value('originRegion'))),
    ),
    treatments.map(({ value: said }) => treatment(said)),
  );
}

/** Line notes by the field that holds them, in the order of the IPPC list. */
export const noteOfField: readonly (readonly [string, string])[] = [
  ['ADTLIL', 'declaration'],
  ['ADIPTLIL', 'importPermit'],
  ['ADDITLIL', 'inspectedAt'],
  ['ADAOTLIL', 'officialInformation'],
  ['DMTLIL', 'marks'],
  ['OPTND', 'packageDescription'],
  ['OQV', 'otherQuantity'],
  ['OQU', 'otherQuantityUnit'],
  ['RPCST', 'reExportStatement'],
  ['RPCCO', 'originalCountry'],
  ['RPCRF', 'originalCertificate'],
  ['RPCOR', 'originalAttached'],
  ['RPCTC', 'copyAttached'],
  ['RPCPK', 'packed'],
  ['RPCRP', 'repacked'],
  ['RPCOC', 'originalContainers'],
  ['RPCNC', 'newContainers'],
  ['RPCPC', 'basedOnOriginal'],
  ['RPCAI', 'additionalInspection'],
];

function lineNotes(line: DraftGroup): Part {
  return noteOfField.map(([subject, field]) => {
    const content = leaf('ram:Content', line.value(field));
    return content && requiredBranch('ram:AdditionalInformationSPSNote', requiredLeaf('ram:Subject', subject), content);
  });
}

function measure(name: string, value: string, unitCode: string): WrittenElement | null {
  return leaf(name, decimalPoint(value), { unitCode });
}

/** People type 1.234,5 or 1234.5; the schema takes a decimal point and no grouping. */
export function decimalPoint(value: string): string {
  const tight = value.replaceAll(/[\s\u00A0\u202F]/g, '');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(tight)) return tight.replaceAll('.', '').replace(',', '.');
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(tight)) return tight.replaceAll(',', '');
  return /^\d+,\d+$/.test(tight) ? tight.replace(',', '.') : tight;
}

function classification(system: string, code: string, name: string): WrittenElement | null {
  const held = [leaf('ram:ClassCode', code), leaf('ram:ClassName', name)];
  return held.every((part) => part === null)
    ? null
    : requiredBranch('ram:ApplicableSPSClassification', requiredLeaf('ram:SystemName', system), held);
}

function packageOf(count: string, type: string, level: string): WrittenElement | null {
  if (count === '' && type === '') return null;
  return requiredBranch(
    'ram:PhysicalSPSPackage',
    requiredLeaf('ram:LevelCode', level),
    requiredLeaf('ram:TypeCode', type),
    requiredLeaf('ram:ItemQuantity', decimalPoint(count)),
  );
}

/** TypeCode ZZZ always; the tag in the first Description, what it says in the second or in ValueMeasure. */
function treatment(value: DraftGroup['value']): WrittenElement | null {
  const told = (tag: string, text: string): WrittenElement | null => {
    const held = leaf('ram:Description', text);
    return held && requiredBranch('ram:ApplicableSPSProcessCharacteristic', requiredLeaf('ram:Description', tag), held);
  };
  const measured = (tag: string, amount: string, unitCode: string): WrittenElement | null => {
    const held = measure('ram:ValueMeasure', amount, unitCode);
    return held && requiredBranch('ram:ApplicableSPSProcessCharacteristic', requiredLeaf('ram:Description', tag), held);
  };
  const characteristics = [
    told('TTL1', value('type')),
    told('TTL2', value('type2')),
    told('TTCH', value('chemical')),
    measured('TTTM', value('temperature'), value('temperatureUnit') || 'CEL'),
    measured('TTCO', value('concentration'), value('concentrationUnit') || 'KX'),
    told('TTAI', value('information')),
    told('TTFT', value('fullText') || fullText(value)),
  ];
  // whatever was said of the period is written, so that a missing beginning is told rather than the rest lost
  const period = [value('startedAt'), value('endedAt'), value('duration')].every((text) => text === '')
    ? null
    : requiredBranch(
        'ram:CompletionSPSPeriod',
        requiredBranch('ram:StartDateTime', requiredLeaf('udt:DateTimeString', value('startedAt'))),
        branch('ram:EndDateTime', leaf('udt:DateTimeString', value('endedAt'))),
        measure('ram:DurationMeasure', value('duration'), value('durationUnit') || 'HUR'),
      );
  if (period === null && characteristics.every((each) => each === null)) return null;
  return requiredBranch('ram:AppliedSPSProcess', requiredLeaf('ram:TypeCode', 'ZZZ'), period, characteristics);
}

/** "Always include" the whole treatment as text, for readers that cannot use the structured parts (IPPC guide). */
function fullText(value: (field: string) => string): string {
  const parts: readonly (readonly [string, string])[] = [
    ['Date', [value('startedAt'), value('endedAt')].filter((part) => part !== '').join(' / ')],
    ['Type', [value('type'), value('type2')].filter((part) => part !== '').join(' / ')],
    ['Chemical', value('chemical')],
    ['Duration', withUnit(value('duration'), value('durationUnit') || 'HUR')],
    ['Temperature', withUnit(value('temperature'), value('temperatureUnit') || 'CEL')],
    ['Concentration', withUnit(value('concentration'), value('concentrationUnit') || 'KX')],
    ['Additional information', value('information')],
  ];
  return parts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join('; ');
}

function withUnit(amount: string, unit: string): string {
  return amount === '' ? '' : `${amount} ${unit}`;
}
