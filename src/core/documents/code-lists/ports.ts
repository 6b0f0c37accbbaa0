import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

/** Ports, main airports and crossings of the Alliance's members and of the other four countries of the region that trade most with them. */
export const ports = codeListFrom(
  {
    id: 'ports',
    name: { es: 'Puertos y puntos de entrada', en: 'Ports and points of entry' },
    source:
      'UN/LOCODE: ports (after the list of the package sea-ports 0.0.9, MIT), main airports and crossings of Chile, Colombia, Mexico, Peru, Ecuador, Bolivia, Argentina and Brazil; our own table, not the whole list',
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
CLMJS|Mejillones, Chile
CLPAG|Puerto Angamos, Chile
CLTOQ|Tocopilla, Chile
CLTTC|Taltal, Chile
CLCNR|Chañaral, Chile
CLCLD|Caldera, Chile
CLHSO|Huasco, Chile
CLLOS|Los Vilos, Chile
CLLVS|Las Ventanas, Chile
CLQTV|Quintero, Chile
CLTOM|Tomé, Chile
CLPEO|Penco, Chile
CLCRR|Corral, Chile
CLCBC|Calbuco, Chile
CLWCA|Castro, Chile
CLZUD|Ancud, Chile
CLWCH|Chaitén, Chile
CLPCH|Puerto Chacabuco, Chile
CLPNT|Puerto Natales, Chile
CLWPU|Puerto Williams, Chile
CLIPC|Isla de Pascua, Chile
CLGYC|Guayacán, Chile
CLPPC|Punta Patache, Chile
CLBAR|Barquito, Chile
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
COPBO|Puerto Bolívar, Colombia
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
MXACA|Acapulco, México
MXCOA|Coatzacoalcos, México
MXPMS|Puerto Morelos, México
MXREX|Reynosa, México
MXTPB|Topolobampo, México
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
PEATI|Atico, Perú
PEGSM|General San Martín, Perú
PEHCO|Huacho, Perú
PELOB|Lobitos, Perú
PEPAC|Pacasmayo, Perú
PEPCH|Puerto Chicama, Perú
PESNX|San Nicolás, Perú
PESUP|Supe, Perú
ECGYE|Guayaquil, Ecuador
ECPSJ|Posorja, Ecuador
ECPBO|Puerto Bolívar, Ecuador
ECMEC|Manta, Ecuador
ECESM|Esmeraldas, Ecuador
ECUIO|Quito, Ecuador
ECBHA|Bahía de Caráquez, Ecuador
ECCHA|Chanduy, Ecuador
ECLLD|La Libertad, Ecuador
ECMTV|Monteverde, Ecuador
BOLPB|La Paz, Bolivia
BOSRZ|Santa Cruz, Bolivia
BOCBB|Cochabamba, Bolivia
BOPBU|Puerto Busch, Bolivia
ARBUE|Buenos Aires, Argentina
ARROS|Rosario, Argentina
ARBHI|Bahía Blanca, Argentina
ARMDQ|Mar del Plata, Argentina
ARMDZ|Mendoza, Argentina
ARCMP|Campana, Argentina
ARCNQ|Corrientes, Argentina
ARCRD|Comodoro Rivadavia, Argentina
ARCVI|Caleta Olivia, Argentina
ARLPG|La Plata, Argentina
ARNEC|Necochea, Argentina
ARPMY|Puerto Madryn, Argentina
ARPUD|Puerto Deseado, Argentina
ARRGA|Río Grande, Argentina
ARRGL|Río Gallegos, Argentina
ARSAE|San Antonio Este, Argentina
ARSFN|Santa Fe, Argentina
ARSLO|San Lorenzo, Argentina
ARSNS|San Nicolás de los Arroyos, Argentina
ARSPD|San Pedro, Argentina
ARUSH|Ushuaia, Argentina
ARZAE|Zárate, Argentina
BRSSZ|Santos, Brasil
BRPNG|Paranaguá, Brasil
BRRIG|Rio Grande, Brasil
BRITJ|Itajaí, Brasil
BRRIO|Rio de Janeiro, Brasil
BRSAO|São Paulo, Brasil
BRVIX|Vitória, Brasil
BRSUA|Suape, Brasil
BRARB|Aratu, Brasil
BRARE|Areia Branca, Brasil
BRBEL|Belém, Brasil
BRCDO|Cabedelo, Brasil
BRFOR|Fortaleza, Brasil
BRIBB|Imbituba, Brasil
BRIGI|Itaguaí, Brasil
BRIOA|Itapoá, Brasil
BRIOS|Ilhéus, Brasil
BRITQ|Itaqui, Brasil
BRMAO|Manaus, Brasil
BRMCZ|Maceió, Brasil
BRNAT|Natal, Brasil
BRNVT|Navegantes, Brasil
BRPEC|Pecém, Brasil
BRPOA|Porto Alegre, Brasil
BRREC|Recife, Brasil
BRSFS|São Francisco do Sul, Brasil
BRSSA|Salvador, Brasil
BRSSO|São Sebastião, Brasil
BRSTM|Santarém, Brasil
`,
);
