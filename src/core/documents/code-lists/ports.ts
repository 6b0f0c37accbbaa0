import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

/** Main ports, airports and crossings of the Alliance's members and of the other four countries of the region that trade most with them. */
export const ports = codeListFrom(
  {
    id: 'ports',
    name: { es: 'Puertos y puntos de entrada', en: 'Ports and points of entry' },
    source:
      'UN/LOCODE, main points of Chile, Colombia, Mexico, Peru, Ecuador, Bolivia, Argentina and Brazil; our own table, not the whole list',
    date: '2026-11-22',
  },
  `
CLARI|Arica, Chile
CLIQQ|Iquique, Chile
CLANF|Antofagasta, Chile
CLCQQ|Coquimbo, Chile
CLVAP|Valparaíso, Chile
CLSAI|San Antonio, Chile
CLSCL|Santiago, Chile
CLTAL|Talcahuano, Chile
CLSVE|San Vicente, Chile
CLLQN|Lirquén, Chile
CLCNL|Coronel, Chile
CLPMC|Puerto Montt, Chile
CLPUQ|Punta Arenas, Chile
CLLAN|Los Andes, Chile
COBOG|Bogotá, Colombia
COBUN|Buenaventura, Colombia
COCTG|Cartagena, Colombia
COBAQ|Barranquilla, Colombia
COSMR|Santa Marta, Colombia
COMDE|Medellín, Colombia
CORNG|Rionegro, Colombia
COCLO|Cali, Colombia
COTRB|Turbo, Colombia
COIPI|Ipiales, Colombia
COCUC|Cúcuta, Colombia
COTCO|Tumaco, Colombia
MXMEX|Ciudad de México, México
MXZLO|Manzanillo, México
MXLZC|Lázaro Cárdenas, México
MXVER|Veracruz, México
MXATM|Altamira, México
MXTAM|Tampico, México
MXESE|Ensenada, México
MXGYM|Guaymas, México
MXMZT|Mazatlán, México
MXPGO|Progreso, México
MXNLD|Nuevo Laredo, México
MXCJS|Ciudad Juárez, México
MXTIJ|Tijuana, México
MXGDL|Guadalajara, México
MXMTY|Monterrey, México
MXCUN|Cancún, México
MXSCX|Salina Cruz, México
PECLL|Callao, Perú
PELIM|Lima, Perú
PEPAI|Paita, Perú
PEMRI|Matarani, Perú
PEPIO|Pisco, Perú
PEILQ|Ilo, Perú
PESVY|Salaverry, Perú
PECHM|Chimbote, Perú
PEIQT|Iquitos, Perú
PETCQ|Tacna, Perú
PETYL|Talara, Perú
PEAQP|Arequipa, Perú
PECUZ|Cusco, Perú
ECGYE|Guayaquil, Ecuador
ECPSJ|Posorja, Ecuador
ECPBO|Puerto Bolívar, Ecuador
ECMEC|Manta, Ecuador
ECESM|Esmeraldas, Ecuador
ECUIO|Quito, Ecuador
BOLPB|La Paz, Bolivia
BOSRZ|Santa Cruz, Bolivia
BOCBB|Cochabamba, Bolivia
ARBUE|Buenos Aires, Argentina
ARROS|Rosario, Argentina
ARBHI|Bahía Blanca, Argentina
ARMDQ|Mar del Plata, Argentina
ARMDZ|Mendoza, Argentina
BRSSZ|Santos, Brasil
BRPNG|Paranaguá, Brasil
BRRIG|Rio Grande, Brasil
BRITJ|Itajaí, Brasil
BRRIO|Rio de Janeiro, Brasil
BRSAO|São Paulo, Brasil
BRVIX|Vitória, Brasil
BRSUA|Suape, Brasil
`,
);
