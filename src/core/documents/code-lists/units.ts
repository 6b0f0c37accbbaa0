import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

/** The units trade certificates use, of the more than two thousand of the recommendation. */
export const units = codeListFrom(
  {
    id: 'units',
    name: { es: 'Unidades de medida', en: 'Units of measure' },
    source: 'UNECE Recommendation 20, common units; our own words',
    date: '2021-06-01',
  },
  `
KGM|kilogramos|kilograms
TNE|toneladas métricas|tonnes
GRM|gramos|grams
MGM|miligramos|milligrams
LBR|libras|pounds
ONZ|onzas|ounces
STN|toneladas cortas|short tons
LTN|toneladas largas|long tons
DTN|quintales métricos|decitonnes
CWI|quintales largos|hundredweight (UK)
CWA|quintales cortos|hundred pounds (cwt)
LTR|litros|litres
MLT|mililitros|millilitres
HLT|hectolitros|hectolitres
MTQ|metros cúbicos|cubic metres
DMQ|decímetros cúbicos|cubic decimetres
CMQ|centímetros cúbicos|cubic centimetres
FTQ|pies cúbicos|cubic feet
INQ|pulgadas cúbicas|cubic inches
BFT|pies tablares|board feet
GLL|galones (EE. UU.)|gallons (US)
GLI|galones (Reino Unido)|gallons (UK)
BUA|bushels (EE. UU.)|bushels (US)
MTR|metros|metres
CMT|centímetros|centimetres
MMT|milímetros|millimetres
FOT|pies|feet
INH|pulgadas|inches
MTK|metros cuadrados|square metres
CMK|centímetros cuadrados|square centimetres
HAR|hectáreas|hectares
C62|unidades|units
H87|piezas|pieces
NIU|unidades internacionales|number of international units
EA|cada uno|each
PR|pares|pairs
DZN|docenas|dozens
CEN|cientos|hundreds
MIL|millares|thousands
NAR|artículos|articles
SET|juegos|sets
ST|hojas|sheets
CEL|grados Celsius|degrees Celsius
FAH|grados Fahrenheit|degrees Fahrenheit
KEL|kelvin|kelvins
SEC|segundos|seconds
MIN|minutos|minutes
HUR|horas|hours
DAY|días|days
WEE|semanas|weeks
MON|meses|months
ANN|años|years
P1|por ciento|per cent
59|partes por millón|parts per million
61|partes por mil millones|parts per billion (US)
KX|mililitros por kilogramo|millilitres per kilogram
GL|gramos por litro|grams per litre
GK|gramos por kilogramo|grams per kilogram
GP|miligramos por metro cúbico|milligrams per cubic metre
M1|miligramos por litro|milligrams per litre
A93|gramos por metro cúbico|grams per cubic metre
KMQ|kilogramos por metro cúbico|kilograms per cubic metre
L19|mililitros por litro|millilitres per litre
A95|grays|grays
KWH|kilovatios hora|kilowatt hours
PAL|pascales|pascals
BAR|bares|bars
ASV|grado alcohólico volumétrico|percentage alcohol strength by volume
LPA|litros de alcohol puro|litres of pure alcohol
`,
);
