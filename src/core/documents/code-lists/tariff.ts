import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

/** Every chapter of the Harmonized System, the headings plants and their products fall in, and the subheadings traded most; our own words. */
export const tariff = codeListFrom(
  {
    id: 'tariff',
    name: { es: 'Sistema Armonizado', en: 'Harmonized System' },
    source: 'Harmonized System 2022: all chapters, the headings of plants and their products, their common subheadings; our own words',
    date: '2022-01-01',
  },
  `
01|animales vivos|live animals
02|carne y despojos comestibles|meat and edible offal
03|pescados y crustáceos|fish and crustaceans
04|leche, huevos y miel|dairy produce, eggs and honey
05|otros productos de origen animal|other products of animal origin
06|plantas vivas y floricultura|live plants and floriculture
0601|bulbos, tubérculos y rizomas|bulbs, tubers and rhizomes
060110|bulbos en reposo vegetativo|bulbs, dormant
0602|otras plantas vivas, esquejes e injertos|other live plants, cuttings and slips
060210|esquejes sin enraizar e injertos|unrooted cuttings and slips
060220|árboles y arbustos frutales|fruit trees and shrubs
060240|rosales|rose plants
060290|otras plantas vivas|other live plants
0603|flores y capullos cortados|cut flowers and buds
060311|rosas frescas|fresh roses
060312|claveles frescos|fresh carnations
060313|orquídeas frescas|fresh orchids
060314|crisantemos frescos|fresh chrysanthemums
060315|azucenas frescas|fresh lilies
060319|otras flores frescas|other fresh flowers
0604|follaje, hojas y ramas|foliage, leaves and branches
060420|follaje fresco|fresh foliage
07|hortalizas, raíces y tubérculos|vegetables, roots and tubers
0701|papas frescas o refrigeradas|potatoes, fresh or chilled
070110|papas para siembra|seed potatoes
070190|papas frescas|fresh potatoes
0702|tomates frescos o refrigerados|tomatoes, fresh or chilled
070200|tomates frescos|fresh tomatoes
0703|cebollas, ajos y puerros|onions, garlic and leeks
070310|cebollas y chalotes|onions and shallots
070320|ajos|garlic
0704|coles, coliflores y brócolis|cabbages, cauliflowers and broccoli
070410|coliflor y brócoli|cauliflower and broccoli
0705|lechugas y achicorias|lettuce and chicory
070511|lechugas repolladas|cabbage lettuce
0706|zanahorias, nabos y rábanos|carrots, turnips and radishes
070610|zanahorias y nabos|carrots and turnips
0707|pepinos y pepinillos|cucumbers and gherkins
070700|pepinos|cucumbers
0708|hortalizas de vaina|leguminous vegetables
070810|arvejas|peas
070820|frijoles frescos|fresh beans
0709|las demás hortalizas frescas|other vegetables, fresh
070920|espárragos frescos|fresh asparagus
070930|berenjenas|aubergines
070960|pimientos frescos|fresh peppers
070993|calabazas y zapallos|pumpkins and squash
070999|otras hortalizas frescas|other fresh vegetables
0710|hortalizas congeladas|vegetables, frozen
0711|hortalizas conservadas provisionalmente|vegetables provisionally preserved
0712|hortalizas secas|dried vegetables
0713|hortalizas de vaina secas|dried leguminous vegetables
071310|arvejas secas|dried peas
071320|garbanzos|chickpeas
071333|frijoles comunes secos|dried kidney beans
071340|lentejas|lentils
0714|yuca, camotes y raíces similares|cassava, sweet potatoes and similar roots
071410|yuca|cassava
071420|camotes|sweet potatoes
08|frutas y frutos comestibles|edible fruit and nuts
0801|cocos, nueces del Brasil y anacardos|coconuts, Brazil nuts and cashew nuts
080111|cocos desecados|desiccated coconuts
080122|nueces del Brasil sin cáscara|shelled Brazil nuts
080131|anacardos con cáscara|cashew nuts in shell
0802|los demás frutos de cáscara|other nuts
080212|almendras sin cáscara|shelled almonds
080231|nueces con cáscara|walnuts in shell
080232|nueces sin cáscara|shelled walnuts
0803|bananas y plátanos|bananas and plantains
080310|plátanos|plantains
080390|bananos|bananas
0804|dátiles, higos, piñas, mangos y similares|dates, figs, pineapples, mangoes and the like
080410|dátiles|dates
080420|higos|figs
080430|piñas|pineapples
080440|aguacates (paltas)|avocados
080450|mangos, guayabas y mangostanes|mangoes, guavas and mangosteens
0805|cítricos|citrus fruit
080510|naranjas|oranges
080521|mandarinas|mandarins
080522|clementinas|clementines
080540|pomelos|grapefruit
080550|limones y limas|lemons and limes
0806|uvas frescas o secas|grapes, fresh or dried
080610|uvas frescas|fresh grapes
080620|pasas|dried grapes
0807|melones, sandías y papayas|melons, watermelons and papaws
080711|sandías|watermelons
080719|melones|melons
080720|papayas|papaws
0808|manzanas, peras y membrillos|apples, pears and quinces
080810|manzanas frescas|fresh apples
080830|peras frescas|fresh pears
080840|membrillos|quinces
0809|damascos, cerezas, duraznos y ciruelas|apricots, cherries, peaches and plums
080910|damascos|apricots
080921|guindas|sour cherries
080929|cerezas frescas|fresh cherries
080930|duraznos y nectarinas|peaches and nectarines
080940|ciruelas|plums
0810|las demás frutas frescas|other fruit, fresh
081010|frutillas (fresas)|strawberries
081020|frambuesas y moras|raspberries and blackberries
081040|arándanos|cranberries and blueberries
081050|kiwis|kiwifruit
081090|granadas, granadillas y otras frutas|pomegranates, granadillas and other fruit
0811|frutas congeladas, con o sin azúcar|fruit and nuts, frozen
081190|frutas congeladas|frozen fruit
0812|frutas conservadas provisionalmente|fruit provisionally preserved
0813|frutas secas|dried fruit
081320|ciruelas secas|prunes
0814|cortezas de cítricos y melones|peel of citrus fruit and melons
09|café, té, yerba mate y especias|coffee, tea, maté and spices
0901|café|coffee
090111|café sin tostar|coffee, not roasted
090121|café tostado|roasted coffee
0902|té|tea
090210|té verde|green tea
0903|mate|maté
090300|yerba mate|maté
0904|pimienta y ajíes|pepper and capsicum
090411|pimienta sin triturar|pepper, not crushed
090421|ajíes secos|dried capsicum
0905|vainilla|vanilla
0906|canela|cinnamon
0907|clavo de olor|cloves
0908|nuez moscada y cardamomos|nutmeg and cardamoms
0909|semillas de anís, cilantro y comino|seeds of anise, coriander and cumin
0910|jengibre, azafrán y demás especias|ginger, saffron and other spices
091011|jengibre|ginger
10|cereales|cereals
1001|trigo y morcajo|wheat and meslin
100119|trigo duro|durum wheat
100199|otros trigos|other wheat
1002|centeno|rye
1003|cebada, para siembra o en grano|barley, seed or grain
100390|cebada|barley
1004|avena, para siembra o en grano|oats, seed or grain
100490|avena|oats
1005|maíz|maize
100510|maíz para siembra|maize seed
100590|maíz en grano|maize, other
1006|arroz|rice
100610|arroz con cáscara|rice in the husk
100630|arroz blanqueado|milled rice
1007|sorgo de grano|grain sorghum
1008|alforfón, mijo, quinua y otros cereales|buckwheat, millet, quinoa and other cereals
100850|quinua|quinoa
11|productos de la molinería|milling products
1101|harina de trigo o morcajo|wheat or meslin flour
110100|harina de trigo|wheat flour
1102|harina de los demás cereales|flour of other cereals
1103|grañones, sémola y pellets|groats, meal and pellets
1104|granos trabajados de otro modo|cereal grains otherwise worked
1105|harina y copos de papa|flour and flakes of potatoes
1106|harina de legumbres, raíces o frutas|flour of pulses, roots or fruit
1107|malta|malt
1108|almidón y fécula|starches
1109|gluten de trigo|wheat gluten
12|semillas, frutos oleaginosos y plantas|oil seeds and plants
1201|habas de soya|soya beans, seed or not
120110|soya para siembra|soya beans, seed
120190|soya|soya beans
1202|maníes|ground-nuts
120242|maní sin cáscara|shelled ground-nuts
1204|semillas de lino|linseed, broken or not
120400|linaza|linseed
1205|semillas de colza|rape or colza seeds
1206|semillas de girasol, incluso quebrantadas|sunflower seeds, broken or not
120600|semillas de girasol|sunflower seeds
1207|las demás semillas oleaginosas|other oil seeds
120740|semillas de sésamo|sesame seeds
120799|chía y otras semillas|chia and other oil seeds
1208|harina de semillas oleaginosas|flour of oil seeds
1209|semillas para siembra|seeds for sowing
120991|semillas de hortalizas|vegetable seeds
120999|otras semillas para siembra|other seeds for sowing
1210|lúpulo|hops
1211|plantas para perfumería o medicina|plants for perfumery or pharmacy
121190|plantas aromáticas y medicinales|aromatic and medicinal plants
1212|algarrobas, algas y caña de azúcar|locust beans, seaweeds and sugar cane
1213|paja de cereales|cereal straw
121300|paja y cascabillo de cereales|cereal straw and husks
1214|nabos forrajeros, alfalfa y forrajes|swedes, lucerne and forage
121490|forrajes|forage products
13|gomas y resinas vegetales|gums and resins
1301|goma laca y resinas|lac, gums and resins
1302|jugos y extractos vegetales|vegetable saps and extracts
14|materias trenzables|plaiting materials
1401|bambú, ratán y materias para trenzar|bamboos, rattans and plaiting materials
1404|los demás productos vegetales|other vegetable products
15|grasas y aceites|fats and oils
16|preparaciones de carne o pescado|preparations of meat or fish
17|azúcares y confitería|sugars and confectionery
18|cacao y sus preparaciones|cocoa and preparations
1801|cacao en grano, entero o partido|cocoa beans, whole or broken
180100|cacao en grano|cocoa beans
1802|cáscara de cacao|cocoa shells
19|preparaciones de cereales y pastelería|preparations of cereals, bakery
20|preparaciones de hortalizas y frutas|preparations of vegetables and fruit
21|preparaciones alimenticias diversas|miscellaneous food preparations
22|bebidas y vinagre|beverages and vinegar
23|residuos alimentarios y piensos|food residues and feed
24|tabaco|tobacco
2401|tabaco sin elaborar|unmanufactured tobacco
240110|tabaco sin desvenar|tobacco, not stemmed
25|sal, piedras y cementos|salt, stone and cement
26|minerales y escorias|ores and slag
27|combustibles y aceites minerales|mineral fuels and oils
28|productos químicos inorgánicos|inorganic chemicals
29|productos químicos orgánicos|organic chemicals
30|productos farmacéuticos|pharmaceutical products
31|abonos|fertilisers
32|tintes, pigmentos y pinturas|dyes, pigments and paints
33|aceites esenciales y cosmética|essential oils and cosmetics
34|jabones, ceras y velas|soaps, waxes and candles
35|materias albuminoideas y colas|albuminoidal substances and glues
36|explosivos y fósforos|explosives and matches
37|productos fotográficos|photographic goods
38|productos químicos diversos|miscellaneous chemical products
39|plásticos y sus manufacturas|plastics and articles
40|caucho y sus manufacturas|rubber and articles
41|pieles y cueros|hides and leather
42|artículos de cuero|articles of leather
43|peletería|furskins
44|madera|wood
4401|leña y madera en plaquitas|fuel wood and wood chips
4403|madera en bruto|wood in the rough
440320|trozas de coníferas|coniferous logs
4407|madera aserrada|wood sawn
440711|madera aserrada de pino|sawn pine
4409|madera perfilada|wood continuously shaped
4415|cajas, jaulas y paletas de madera|wooden cases, crates and pallets
441520|paletas de madera|wooden pallets
45|corcho|cork
46|cestería|basketware
47|pasta de madera|wood pulp
48|papel y cartón|paper and paperboard
49|libros e impresos|books and printed matter
50|seda|silk
51|lana y pelo|wool and hair
52|algodón|cotton
520100|algodón sin cardar|cotton, not carded
53|otras fibras vegetales|other vegetable fibres
54|filamentos sintéticos|man-made filaments
55|fibras sintéticas discontinuas|man-made staple fibres
56|guata, fieltro y cordeles|wadding, felt and twine
57|alfombras|carpets
58|tejidos especiales y bordados|special fabrics and embroidery
59|tejidos impregnados|impregnated fabrics
60|tejidos de punto|knitted fabrics
61|prendas de vestir de punto|knitted apparel
62|prendas de vestir, excepto de punto|apparel, not knitted
63|demás artículos textiles|other made-up textiles
64|calzado|footwear
65|sombreros|headgear
66|paraguas y bastones|umbrellas and sticks
67|plumas y flores artificiales|feathers and artificial flowers
68|manufacturas de piedra o yeso|articles of stone or plaster
69|productos cerámicos|ceramic products
70|vidrio|glass
71|perlas y metales preciosos|pearls and precious metals
72|fundición, hierro y acero|iron and steel
73|manufacturas de hierro o acero|articles of iron or steel
74|cobre|copper
75|níquel|nickel
76|aluminio|aluminium
78|plomo|lead
79|cinc|zinc
80|estaño|tin
81|otros metales comunes|other base metals
82|herramientas y cuchillería|tools and cutlery
83|manufacturas diversas de metal|miscellaneous articles of metal
84|máquinas y aparatos mecánicos|machinery and mechanical appliances
85|aparatos eléctricos|electrical equipment
86|material ferroviario|railway equipment
87|automóviles y tractores|vehicles and tractors
88|aeronaves|aircraft
89|barcos|ships
90|instrumentos de óptica y medida|optical and measuring instruments
91|relojería|clocks and watches
92|instrumentos musicales|musical instruments
93|armas y municiones|arms and ammunition
94|muebles y lámparas|furniture and lamps
95|juguetes y artículos deportivos|toys and sports goods
96|manufacturas diversas|miscellaneous manufactures
97|objetos de arte y antigüedades|works of art and antiques
`,
);
