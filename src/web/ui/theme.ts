import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core'

/** The one accent: petrol. */
const petrol: MantineColorsTuple = [
  '#eef7fa',
  '#dcecf2',
  '#b5d8e5',
  '#8ac3d7',
  '#66b1cc',
  '#4ea6c5',
  '#3f9fc1',
  '#26799a',
  '#1d6681',
  '#105066',
]

/** Night with a little blue in it. */
const dark: MantineColorsTuple = [
  '#d3d9e0',
  '#b4bcc6',
  '#98a2ae',
  '#6c7682',
  '#414b56',
  '#333c46',
  '#262e37',
  '#191f26',
  '#13181e',
  '#0d1116',
]

/** Mantine's light badges are too pale to read by the standard; their text is a shade darker here. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  if (input.variant !== 'light') return colors
  const { color } = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme })
  return { ...colors, color: `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }
}

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 8 },
  colors: { petrol, dark },
  variantColorResolver,
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '620' },
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        // A header outside of an article is a banner of the page.
        attributes: { header: { role: 'none' } },
      },
    },
    // What must be filled in is most of a form: the form says so when it is sent.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
  },
})

/** Our own tokens, and those of Mantine that fail the contrast of WCAG AA. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#58626c',
    '--mantine-color-placeholder': '#66707a',
    '--mantine-color-error': '#b42318',
    '--m-ground': '#f5f7f9',
    '--m-card': '#ffffff',
    '--m-line': '#e1e6ea',
    '--m-hover': '#f3f6f9',
    '--m-chosen': '#f5f9fb',
    '--m-ok': '#1b7f4b',
    '--m-warning': '#9a5b00',
    '--m-bad': '#b42318',
    '--m-held': '#7a3fb0',
    '--m-quiet': '#58626c',
    '--m-busy': '#26799a',
    '--m-before': '#fdeceb',
    '--m-after': '#e7f5ec',
  },
  dark: {
    '--mantine-color-dimmed': '#a0a9b3',
    '--mantine-color-placeholder': '#8b95a0',
    '--mantine-color-error': '#ff8f85',
    '--mantine-color-body': '#13181e',
    '--m-ground': '#13181e',
    '--m-card': '#191f26',
    '--m-line': '#2b343d',
    '--m-hover': '#212932',
    '--m-chosen': '#1d262e',
    '--m-ok': '#5fcf95',
    '--m-warning': '#f0b458',
    '--m-bad': '#ff8f85',
    '--m-held': '#c9a0f2',
    '--m-quiet': '#a0a9b3',
    '--m-busy': '#66b1cc',
    '--m-before': '#3a2023',
    '--m-after': '#16332a',
  },
})
