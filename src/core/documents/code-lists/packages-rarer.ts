/** Rows of the recommendation from 1A to PG, but for the common ones. */
export const packagesRarer = `
1A|tambores de acero|steel drums
1B|tambores de aluminio|aluminium drums
1D|tambores de contrachapado|plywood drums
1F|contenedores flexibles|flexible containers
1G|tambores de fibra|fibre drums
1W|tambores de madera|wooden drums
2C|barriles de madera|wooden barrels
3A|bidones de acero|steel jerricans
3H|bidones de plástico|plastic jerricans
4A|cajas de acero|steel boxes
4B|cajas de aluminio|aluminium boxes
4C|cajas de madera natural|natural wood boxes
4D|cajas de contrachapado|plywood boxes
4F|cajas de madera reconstituida|reconstituted wood boxes
4H|cajas de plástico|plastic boxes
5L|sacos de tela|textile bags
6H|embalajes compuestos con recipiente de plástico|composite packagings with plastic receptacle
6P|embalajes compuestos con recipiente de vidrio|composite packagings with glass receptacle
7A|cajones para automóviles|car cases
7B|cajones de madera|wooden cases
8A|palés de madera|wooden pallets
8B|jabas de madera|wooden crates
8C|atados de madera|wooden bundles
AA|contenedores intermedios de plástico rígido|rigid plastic intermediate bulk containers
AB|recipientes de fibra|fibre receptacles
AC|recipientes de papel|paper receptacles
AD|recipientes de madera|wooden receptacles
AE|aerosoles|aerosols
AF|palés modulares con cercos, 80 × 60 cm|modular pallets with collars, 80 × 60 cm
AH|palés de 100 × 110 cm|pallets of 100 × 110 cm
AI|estuches con bisagra|clamshells
AJ|conos|cones
AL|bolas|balls
AM|ampollas sin protección|non-protected ampoules
AP|ampollas protegidas|protected ampoules
AT|atomizadores|atomizers
AV|cápsulas|capsules
B4|cintas|belts
BB|bobinas|bobbins
BC|botelleros|bottle crates
BD|tableros|boards
BF|balones sin protección|non-protected balloons
BI|arcones para granel|bins
BM|cuencos|basins
BP|balones protegidos|protected balloons
BQ|botellas cilíndricas protegidas|protected cylindrical bottles
BS|botellas panzudas sin protección|non-protected bulbous bottles
BT|piezas enrolladas|bolts
BU|pipas grandes|butts
BV|botellas panzudas protegidas|protected bulbous bottles
BW|cajas para líquidos|boxes for liquids
BY|tableros en atados|boards in bundles
BZ|barras en atados|bars in bundles
CB|jabas de cerveza|beer crates
CD|latas con asa y pico|cans with handle and spout
CE|nasas|creels
CF|cofres|coffers
CH|arcas|chests
CI|botes|canisters
CJ|ataúdes|coffins
CL|rollos en espiral|coils
CM|tarjetas|cards
CO|bombonas sin protección|non-protected carboys
CP|bombonas protegidas|protected carboys
CQ|cartuchos|cartridges
CU|vasos|cups
CV|cubiertas|covers
CW|jaulas rodantes|roll cages
CY|cilindros|cylinders
CZ|lonas|canvases
DA|jabas de varios pisos, de plástico|multiple layer plastic crates
DB|jabas de varios pisos, de madera|multiple layer wooden crates
DC|jabas de varios pisos, de cartón|multiple layer cardboard crates
DG|jaulas CHEP|CHEP cages
DH|cajas CHEP, Eurobox|CHEP boxes, Eurobox
DI|tambores de hierro|iron drums
DJ|damajuanas sin protección|non-protected demijohns
DK|jabas a granel, de cartón|bulk cardboard crates
DL|jabas a granel, de plástico|bulk plastic crates
DM|jabas a granel, de madera|bulk wooden crates
DP|damajuanas protegidas|protected demijohns
DS|bandejas de un piso sin tapa, de plástico|one layer plastic trays, no cover
DT|bandejas de un piso sin tapa, de madera|one layer wooden trays, no cover
DU|bandejas de un piso sin tapa, de poliestireno|one layer polystyrene trays, no cover
DV|bandejas de un piso sin tapa, de cartón|one layer cardboard trays, no cover
DW|bandejas de dos pisos sin tapa, de plástico|two layer plastic trays, no cover
DX|bandejas de dos pisos sin tapa, de madera|two layer wooden trays, no cover
DY|bandejas de dos pisos sin tapa, de cartón|two layer cardboard trays, no cover
ED|cajones con base de palé|cases with pallet base
EE|cajones con base de palé, de madera|wooden cases with pallet base
EF|cajones con base de palé, de cartón|cardboard cases with pallet base
EG|cajones con base de palé, de plástico|plastic cases with pallet base
EH|cajones con base de palé, de metal|metal cases with pallet base
EI|cajones isotérmicos|isothermic cases
FB|bolsas flexibles para contenedor|flexibags
FD|jabas con armazón|framed crates
FE|tanques flexibles|flexitanks
FI|cuñetes|firkins
FL|redomas|flasks
FO|baúles pequeños|footlockers
FP|envases de película|filmpacks
FT|recipientes para alimentos|foodtainers
FW|carros de plataforma|flatbed carts
FX|bolsas de contenedor flexible|flexible container bags
GB|botellas de gas|gas bottles
GI|vigas|girders
GL|recipientes de un galón|gallon containers
GR|recipientes de vidrio|glass receptacles
GU|bandejas con piezas planas apiladas|trays with stacked flat items
GY|sacos de arpillera|gunny bags
GZ|vigas en atados|girders in bundles
HA|cestas con asa, de plástico|plastic baskets with handle
HB|cestas con asa, de madera|wooden baskets with handle
HC|cestas con asa, de cartón|cardboard baskets with handle
HG|bocoyes|hogsheads
HN|perchas|hangers
IA|expositores de madera|wooden display packages
IB|expositores de cartón|cardboard display packages
IC|expositores de plástico|plastic display packages
ID|expositores de metal|metal display packages
IE|paquetes de muestra|show packages
IF|paquetes de envoltura continua|flow packages
IG|paquetes envueltos en papel|paper wrapped packages
IH|tambores de plástico|plastic drums
IK|paquetes de cartón con agarres para botellas|cardboard packages with bottle grip-holes
IL|bandejas rígidas apilables con tapa|rigid lidded stackable trays
IN|lingotes|ingots
IZ|lingotes en atados|ingots in bundles
JB|sacos jumbo|jumbo bags
JG|jarras|jugs
JT|sacos de yute|jute bags
KI|juegos de piezas|kits
LE|equipajes|luggage
LT|lotes|lots
LU|cajas cosecheras|lugs
LZ|troncos en atados|logs in bundles
MA|jabas de metal|metal crates
MB|bolsas de varias capas|multiply bags
MC|jabas de leche|milk crates
ME|contenedores de metal|metal containers
MR|recipientes de metal|metal receptacles
MS|sacos de varias hojas|multi-wall sacks
MT|esteras|mats
MW|recipientes envueltos en plástico|plastic wrapped receptacles
MX|cajas de fósforos|matchboxes
NA|no disponible|not available
NS|nidos|nests
NU|mallas tubulares de plástico|plastic tube nets
NV|mallas tubulares de tela|textile tube nets
OA|palés CHEP de 40 × 60 cm|CHEP pallets of 40 × 60 cm
OB|palés CHEP de 80 × 120 cm|CHEP pallets of 80 × 120 cm
`;
