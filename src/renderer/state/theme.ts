import { createDarkTheme, createLightTheme, type BrandVariants, type Theme } from '@fluentui/react-components';

/** The accent: the ink of an official stamp, dark enough for white text at every step that carries some. */
const brand: BrandVariants = {
  10: '#03161b',
  20: '#062229',
  30: '#082d37',
  40: '#0a3945',
  50: '#0b4452',
  60: '#0c4f5f',
  70: '#0d596b',
  80: '#0f6478',
  90: '#2a788b',
  100: '#448b9d',
  110: '#5d9eaf',
  120: '#77b1c0',
  130: '#91c4d1',
  140: '#acd6e1',
  150: '#c8e7ef',
  160: '#e5f6fa',
};

const fontFamilyBase = "'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, 'Noto Sans', 'DejaVu Sans', sans-serif";

/** On dark ground the ink needs more light to be read (WCAG 2.2, 1.4.3: 4.5 to 1). */
const darkInk: Partial<Theme> = {
  colorBrandForeground1: brand[120],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorCompoundBrandStroke: brand[110],
};

export type ThemeChoice = 'system' | 'light' | 'dark';

const sheet = new CSSStyleSheet();
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
let choice: ThemeChoice = 'system';

/** Puts the theme's variables on the root element, so windows, dialogs and tooltips share them. */
export function applyTheme(next: ThemeChoice): void {
  choice = next;
  show();
}

function show(): void {
  const isDark = choice === 'dark' || (choice === 'system' && prefersDark.matches);
  const theme: Theme = isDark ? { ...createDarkTheme(brand), ...darkInk, fontFamilyBase } : { ...createLightTheme(brand), fontFamilyBase };
  const variables = Object.entries(theme).map(([name, value]) => `--${name}:${value}`);
  sheet.replaceSync(`:root{color-scheme:${isDark ? 'dark' : 'light'};${variables.join(';')}}`);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

/** Paper is white whatever the window is. */
export async function showLightWhile(work: () => Promise<void>): Promise<void> {
  const before = choice;
  applyTheme('light');
  try {
    await work();
  } finally {
    applyTheme(before);
  }
}

prefersDark.addEventListener('change', show);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
