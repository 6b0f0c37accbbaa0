/** Rows of the recommendation from PJ to ZY, but for the common ones. */
export const packagesRarest = `
OC|palés CHEP de 100 × 120 cm|CHEP pallets of 100 × 120 cm
OD|palés AS 4068-1993|AS 4068-1993 pallets
OE|palés ISO T11|ISO T11 pallets
OF|plataformas|platforms
OK|bloques|blocks
OT|cajas octogonales|octabins
OU|contenedores exteriores|outer containers
P2|cazuelas|pans
PD|palés modulares con cercos, 80 × 100 cm|modular pallets with collars, 80 × 100 cm
PE|palés modulares con cercos, 80 × 120 cm|modular pallets with collars, 80 × 120 cm
PF|corrales|pens
PG|planchas|plates
PJ|cestillos|punnets
PP|piezas|pieces
PR|recipientes de plástico|plastic receptacles
PT|potes|pots
PV|tubos en atados|pipes in bundles
PY|planchas en atados|plates in bundles
PZ|tablones en atados|planks in bundles
QA|tambores de acero de tapa fija|steel drums, non-removable head
QB|tambores de acero de tapa móvil|steel drums, removable head
QC|tambores de aluminio de tapa fija|aluminium drums, non-removable head
QD|tambores de aluminio de tapa móvil|aluminium drums, removable head
QF|tambores de plástico de tapa fija|plastic drums, non-removable head
QG|tambores de plástico de tapa móvil|plastic drums, removable head
QH|barriles de madera con tapón|wooden barrels, bung type
QJ|barriles de madera de tapa móvil|wooden barrels, removable head
QK|bidones de acero de tapa fija|steel jerricans, non-removable head
QL|bidones de acero de tapa móvil|steel jerricans, removable head
QM|bidones de plástico de tapa fija|plastic jerricans, non-removable head
QN|bidones de plástico de tapa móvil|plastic jerricans, removable head
QP|cajas de madera natural, corrientes|natural wood boxes, ordinary
QQ|cajas de madera natural, de paredes estancas al polvo|natural wood boxes with sift proof walls
QR|cajas de plástico expandido|expanded plastic boxes
QS|cajas de plástico compacto|solid plastic boxes
RD|varillas|rods
RG|aros|rings
RJ|percheros|clothing hanger racks
RK|estantes|racks
RL|carretes|reels
RT|mallas rojas|rednets
RZ|varillas en atados|rods in bundles
SB|losas|slabs
SC|jabas bajas|shallow crates
SD|husos|spindles
SE|cofres marineros|sea-chests
SI|patines de carga|skids
SL|láminas deslizantes|slipsheets
SM|chapas de metal|sheetmetal
SO|canillas|spools
SP|láminas de plástico para envolver|plastic wrapping sheets
SS|cajones de acero|steel cases
SU|maletas|suitcases
SV|sobres de acero|steel envelopes
SY|manguitos|sleeves
SZ|hojas en atados|sheets in bundles
T1|tabletas|tablets
TC|cajas de té|tea-chests
TD|tubos deformables|collapsible tubes
TG|contenedores cisterna|tank containers
TI|tercerolas|tierces
TK|tanques rectangulares|rectangular tanks
TL|tinas con tapa|tubs with lid
TR|baúles|trunks
TS|fardos atados|trusses
TT|bolsas con asas|tote bags
TV|tubos con boquilla|tubes with nozzle
TW|palés de cartón triple|triwall pallets
TY|tanques cilíndricos|cylindrical tanks
TZ|tubos finos en atados|tubes in bundles
UN|unidades|units
VA|cubas|vats
VK|furgones de mudanza|vanpacks
VN|vehículos|vehicles
VQ|a granel, gas licuado|bulk, liquefied gas
VS|a granel, chatarra|bulk, scrap metal
WB|botellas con funda de mimbre|wickerbottles
WC|contenedores intermedios de acero|steel intermediate bulk containers
WD|contenedores intermedios de aluminio|aluminium intermediate bulk containers
WF|contenedores intermedios de metal|metal intermediate bulk containers
WG|contenedores intermedios de acero, a más de 10 kPa|steel intermediate bulk containers, above 10 kPa
WH|contenedores intermedios de aluminio, a más de 10 kPa|aluminium intermediate bulk containers, above 10 kPa
WJ|contenedores intermedios de metal, a 10 kPa|metal intermediate bulk containers, 10 kPa
WK|contenedores intermedios de acero, para líquidos|steel intermediate bulk containers, liquid
WL|contenedores intermedios de aluminio, para líquidos|aluminium intermediate bulk containers, liquid
WM|contenedores intermedios de metal, para líquidos|metal intermediate bulk containers, liquid
WN|contenedores intermedios de plástico tejido|woven plastic intermediate bulk containers
WP|contenedores intermedios de plástico tejido, revestidos|woven plastic intermediate bulk containers, coated
WQ|contenedores intermedios de plástico tejido, con forro|woven plastic intermediate bulk containers, with liner
WR|contenedores intermedios de plástico tejido, revestidos y con forro|woven plastic intermediate bulk containers, coated, with liner
WS|contenedores intermedios de película de plástico|plastic film intermediate bulk containers
WT|contenedores intermedios de tela|textile intermediate bulk containers
WU|contenedores intermedios de madera natural, con forro|natural wood intermediate bulk containers, with liner
WV|contenedores intermedios de tela, revestidos|textile intermediate bulk containers, coated
WW|contenedores intermedios de tela, con forro|textile intermediate bulk containers, with liner
WX|contenedores intermedios de tela, revestidos y con forro|textile intermediate bulk containers, coated, with liner
WY|contenedores intermedios de contrachapado, con forro|plywood intermediate bulk containers, with liner
WZ|contenedores intermedios de madera reconstituida, con forro|reconstituted wood intermediate bulk containers, with liner
XA|sacos de plástico tejido, sin forro|woven plastic bags, no liner
XB|sacos de plástico tejido, estancos al polvo|woven plastic bags, sift proof
XC|sacos de plástico tejido, resistentes al agua|woven plastic bags, water resistant
XD|sacos de película de plástico|plastics film bags
XF|sacos de tela, sin forro|textile bags, no liner
XG|sacos de tela, estancos al polvo|textile bags, sift proof
XH|sacos de tela, resistentes al agua|textile bags, water resistant
XJ|sacos de papel de varias hojas|multi-wall paper bags
XK|sacos de papel de varias hojas, resistentes al agua|multi-wall paper bags, water resistant
YA|recipientes de plástico en tambor de acero|plastic receptacles in steel drum
YB|recipientes de plástico en jaula de acero|plastic receptacles in steel crate
YC|recipientes de plástico en tambor de aluminio|plastic receptacles in aluminium drum
YD|recipientes de plástico en jaula de aluminio|plastic receptacles in aluminium crate
YF|recipientes de plástico en caja de madera|plastic receptacles in wooden box
YG|recipientes de plástico en tambor de contrachapado|plastic receptacles in plywood drum
YH|recipientes de plástico en caja de contrachapado|plastic receptacles in plywood box
YJ|recipientes de plástico en tambor de fibra|plastic receptacles in fibre drum
YK|recipientes de plástico en caja de cartón|plastic receptacles in fibreboard box
YL|recipientes de plástico en tambor de plástico|plastic receptacles in plastic drum
YM|recipientes de plástico en caja de plástico compacto|plastic receptacles in solid plastic box
YN|recipientes de vidrio en tambor de acero|glass receptacles in steel drum
YP|recipientes de vidrio en jaula de acero|glass receptacles in steel crate
YQ|recipientes de vidrio en tambor de aluminio|glass receptacles in aluminium drum
YR|recipientes de vidrio en jaula de aluminio|glass receptacles in aluminium crate
YS|recipientes de vidrio en caja de madera|glass receptacles in wooden box
YT|recipientes de vidrio en tambor de contrachapado|glass receptacles in plywood drum
YV|recipientes de vidrio en cesto de mimbre|glass receptacles in wickerwork hamper
YW|recipientes de vidrio en tambor de fibra|glass receptacles in fibre drum
YX|recipientes de vidrio en caja de cartón|glass receptacles in fibreboard box
YY|recipientes de vidrio en envase de plástico expandible|glass receptacles in expandable plastic pack
YZ|recipientes de vidrio en envase de plástico compacto|glass receptacles in solid plastic pack
ZA|contenedores intermedios de papel de varias hojas|multi-wall paper intermediate bulk containers
ZB|sacos muy grandes|large bags
ZC|contenedores intermedios de papel de varias hojas, resistentes al agua|multi-wall paper intermediate bulk containers, water resistant
ZD|contenedores intermedios de plástico rígido con armazón, para sólidos|rigid plastic intermediate bulk containers with structure, solids
ZF|contenedores intermedios de plástico rígido sin armazón, para sólidos|rigid plastic intermediate bulk containers, freestanding, solids
ZG|contenedores intermedios de plástico rígido con armazón, a presión|rigid plastic intermediate bulk containers with structure, pressurised
ZH|contenedores intermedios de plástico rígido sin armazón, a presión|rigid plastic intermediate bulk containers, freestanding, pressurised
ZJ|contenedores intermedios de plástico rígido con armazón, para líquidos|rigid plastic intermediate bulk containers with structure, liquids
ZK|contenedores intermedios de plástico rígido sin armazón, para líquidos|rigid plastic intermediate bulk containers, freestanding, liquids
ZL|contenedores intermedios compuestos de plástico rígido, para sólidos|composite rigid plastic intermediate bulk containers, solids
ZM|contenedores intermedios compuestos de plástico flexible, para sólidos|composite flexible plastic intermediate bulk containers, solids
ZN|contenedores intermedios compuestos de plástico rígido, a presión|composite rigid plastic intermediate bulk containers, pressurised
ZP|contenedores intermedios compuestos de plástico flexible, a presión|composite flexible plastic intermediate bulk containers, pressurised
ZQ|contenedores intermedios compuestos de plástico rígido, para líquidos|composite rigid plastic intermediate bulk containers, liquids
ZR|contenedores intermedios compuestos de plástico flexible, para líquidos|composite flexible plastic intermediate bulk containers, liquids
ZS|contenedores intermedios compuestos|composite intermediate bulk containers
ZT|contenedores intermedios de cartón|fibreboard intermediate bulk containers
ZU|contenedores intermedios flexibles|flexible intermediate bulk containers
ZV|contenedores intermedios de metal distinto del acero|intermediate bulk containers of metal other than steel
ZW|contenedores intermedios de madera natural|natural wood intermediate bulk containers
ZX|contenedores intermedios de contrachapado|plywood intermediate bulk containers
ZY|contenedores intermedios de madera reconstituida|reconstituted wood intermediate bulk containers
`;
