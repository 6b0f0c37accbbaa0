import { codeListFrom } from '#core/documents/code-lists/code-list.ts';
import { packagesRarer } from '#core/documents/code-lists/packages-rarer.ts';
import { packagesRarest } from '#core/documents/code-lists/packages-rarest.ts';

/** Every package of the recommendation, those agricultural goods travel in first. */
export const packages = codeListFrom(
  {
    id: 'packages',
    name: { es: 'Clases de bultos', en: 'Kinds of packages' },
    source: 'UNECE Recommendation 21, all 377 codes; our own words',
    date: '2006-12-01',
  },
  `
BX|cajas|boxes
CT|cajas de cartón|cartons
4G|cajas de cartón ondulado|fibreboard boxes
CS|cajones|cases
CR|jabas|crates
EN|sobres|envelopes
BG|sacos|bags
SA|sacos grandes|sacks
5M|sacos de papel|paper bags
5H|sacos de plástico tejido|woven plastic bags
EC|bolsas de plástico|plastic bags
43|sacos a granel gigantes|super bulk bags
44|bolsas de politeno|polybags
PX|palés|pallets
PB|palés caja|pallet boxes
AG|palés con película retráctil|shrink-wrapped pallets
BE|atados|bundles
BH|ramos|bunches
BK|cestas|baskets
PU|bandejas|trays
PK|paquetes|packages
PA|paquetes pequeños|packets
PC|encomiendas|parcels
BL|balas comprimidas|compressed bales
BN|balas sin comprimir|non-compressed bales
RO|rollos|rolls
CN|contenedores|containers
CG|jaulas|cages
TN|latas|tins
CX|latas cilíndricas|cylindrical cans
CA|latas rectangulares|rectangular cans
DR|tambores|drums
BA|barriles|barrels
CK|toneles|casks
KG|barriletes|kegs
TO|cubas grandes|tuns
JY|bidones cilíndricos|cylindrical jerricans
JC|bidones rectangulares|rectangular jerricans
PL|cubos|pails
BJ|baldes|buckets
BO|botellas|bottles
JR|frascos|jars
VI|viales|vials
TU|tubos|tubes
TB|tinas|tubs
VP|envases al vacío|vacuum packs
NE|sin embalar|unpacked or unpackaged
NF|sin embalar, una unidad|unpacked, single unit
NG|sin embalar, varias unidades|unpacked, multiple units
VO|a granel, sólido en nódulos grandes|bulk, solid, large particles
VR|a granel, sólido en granos|bulk, solid, granular particles
VY|a granel, sólido en polvo|bulk, solid, fine particles
VL|a granel, líquido|bulk, liquid
VG|a granel, gas|bulk, gas
LG|troncos|logs
PN|tablones|planks
BR|barras|bars
ST|hojas|sheets
PI|tubos o cañerías|pipes
FR|bastidores|frames
NT|redes|nets
SW|envolturas retráctiles|shrink-wraps
WA|contenedores intermedios para granel|intermediate bulk containers
LV|contenedores livianos|liftvans
CC|lecheras|churns
FC|cajas de fruta|fruit crates
SK|cajas esqueleto|skeleton cases
HR|cestos con tapa|hampers
DN|dispensadores|dispensers
UC|sin enjaular|uncaged
PH|cántaros|pitchers
PO|bolsas pequeñas|pouches
SH|bolsitas|sachets
TE|neumáticos|tyres
ZZ|convenido entre las partes|mutually defined
${packagesRarer}${packagesRarest}`,
);
