import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

/** Chapters of the Harmonized System that plants and their products fall in, and the subheadings traded most; our own words. */
export const tariff = codeListFrom(
  {
    id: 'tariff',
    name: { es: 'Sistema Armonizado', en: 'Harmonized System' },
    source: 'Harmonized System 2022: chapters and common subheadings of agricultural goods; our own words',
    date: '2022-01-01',
  },
  `
06|plantas vivas y floricultura|live plants and floriculture
07|hortalizas, raíces y tubérculos|vegetables, roots and tubers
08|frutas y frutos comestibles|edible fruit and nuts
09|café, té, yerba mate y especias|coffee, tea, maté and spices
10|cereales|cereals
11|productos de la molinería|milling products
12|semillas, frutos oleaginosos y plantas|oil seeds and plants
13|gomas y resinas vegetales|gums and resins
14|materias trenzables|plaiting materials
18|cacao y sus preparaciones|cocoa and preparations
20|preparaciones de hortalizas y frutas|preparations of vegetables and fruit
23|residuos alimentarios y piensos|food residues and feed
24|tabaco|tobacco
44|madera|wood
52|algodón|cotton
060110|bulbos en reposo vegetativo|bulbs, dormant
060210|esquejes sin enraizar e injertos|unrooted cuttings and slips
060220|árboles y arbustos frutales|fruit trees and shrubs
060240|rosales|rose plants
060290|otras plantas vivas|other live plants
060311|rosas frescas|fresh roses
060312|claveles frescos|fresh carnations
060313|orquídeas frescas|fresh orchids
060314|crisantemos frescos|fresh chrysanthemums
060315|azucenas frescas|fresh lilies
060319|otras flores frescas|other fresh flowers
060420|follaje fresco|fresh foliage
070110|papas para siembra|seed potatoes
070190|papas frescas|fresh potatoes
070200|tomates frescos|fresh tomatoes
070310|cebollas y chalotes|onions and shallots
070320|ajos|garlic
070410|coliflor y brócoli|cauliflower and broccoli
070511|lechugas repolladas|cabbage lettuce
070610|zanahorias y nabos|carrots and turnips
070700|pepinos|cucumbers
070810|arvejas|peas
070820|frijoles frescos|fresh beans
070920|espárragos frescos|fresh asparagus
070930|berenjenas|aubergines
070960|pimientos frescos|fresh peppers
070993|calabazas y zapallos|pumpkins and squash
070999|otras hortalizas frescas|other fresh vegetables
071310|arvejas secas|dried peas
071320|garbanzos|chickpeas
071333|frijoles comunes secos|dried kidney beans
071340|lentejas|lentils
071410|yuca|cassava
071420|camotes|sweet potatoes
080111|cocos desecados|desiccated coconuts
080122|nueces del Brasil sin cáscara|shelled Brazil nuts
080131|anacardos con cáscara|cashew nuts in shell
080212|almendras sin cáscara|shelled almonds
080231|nueces con cáscara|walnuts in shell
080232|nueces sin cáscara|shelled walnuts
080310|plátanos|plantains
080390|bananos|bananas
080410|dátiles|dates
080420|higos|figs
080430|piñas|pineapples
080440|aguacates (paltas)|avocados
080450|mangos, guayabas y mangostanes|mangoes, guavas and mangosteens
080510|naranjas|oranges
080521|mandarinas|mandarins
080522|clementinas|clementines
080540|pomelos|grapefruit
080550|limones y limas|lemons and limes
080610|uvas frescas|fresh grapes
080620|pasas|dried grapes
080711|sandías|watermelons
080719|melones|melons
080720|papayas|papaws
080810|manzanas frescas|fresh apples
080830|peras frescas|fresh pears
080840|membrillos|quinces
080910|damascos|apricots
080921|guindas|sour cherries
080929|cerezas frescas|fresh cherries
080930|duraznos y nectarinas|peaches and nectarines
080940|ciruelas|plums
081010|frutillas (fresas)|strawberries
081020|frambuesas y moras|raspberries and blackberries
081040|arándanos|cranberries and blueberries
081050|kiwis|kiwifruit
081090|granadas, granadillas y otras frutas|pomegranates, granadillas and other fruit
081190|frutas congeladas|frozen fruit
081320|ciruelas secas|prunes
090111|café sin tostar|coffee, not roasted
090121|café tostado|roasted coffee
090210|té verde|green tea
090300|yerba mate|maté
090411|pimienta sin triturar|pepper, not crushed
090421|ajíes secos|dried capsicum
091011|jengibre|ginger
100119|trigo duro|durum wheat
100199|otros trigos|other wheat
100390|cebada|barley
100490|avena|oats
100510|maíz para siembra|maize seed
100590|maíz en grano|maize, other
100610|arroz con cáscara|rice in the husk
100630|arroz blanqueado|milled rice
100850|quinua|quinoa
110100|harina de trigo|wheat flour
120110|soya para siembra|soya beans, seed
120190|soya|soya beans
120242|maní sin cáscara|shelled ground-nuts
120400|linaza|linseed
120600|semillas de girasol|sunflower seeds
120740|semillas de sésamo|sesame seeds
120799|chía y otras semillas|chia and other oil seeds
120991|semillas de hortalizas|vegetable seeds
120999|otras semillas para siembra|other seeds for sowing
121190|plantas aromáticas y medicinales|aromatic and medicinal plants
121300|paja y cascabillo de cereales|cereal straw and husks
121490|forrajes|forage products
180100|cacao en grano|cocoa beans
240110|tabaco sin desvenar|tobacco, not stemmed
440320|trozas de coníferas|coniferous logs
440711|madera aserrada de pino|sawn pine
441520|paletas de madera|wooden pallets
520100|algodón sin cardar|cotton, not carded
`,
);
