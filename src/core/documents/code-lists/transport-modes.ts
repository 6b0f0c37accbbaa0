import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

export const transportModes = codeListFrom(
  {
    id: 'transportModes',
    name: { es: 'Modos de transporte', en: 'Modes of transport' },
    source: 'UNECE Recommendation 19, edition 2; our own words',
    date: '2001-01-01',
  },
  `
0|modo no especificado|mode not specified
1|marítimo|maritime
2|ferroviario|rail
3|por carretera|road
4|aéreo|air
5|correo|mail
6|multimodal|multimodal
7|instalación fija|fixed installation
8|aguas interiores|inland water
9|no aplicable|mode not applicable
`,
);
