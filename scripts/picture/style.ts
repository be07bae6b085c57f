const light = {
  ground: '#f6f7f9',
  panel: '#ffffff',
  line: '#dde1e7',
  ink: '#16191f',
  soft: '#59616e',
  accent: '#0064e0',
  blue: '#0866ff',
  'blue-ink': '#ffffff',
  'blue-soft': '#d3e3ff',
  grey: '#edeff2',
  desk: '#d7eee7',
}

const dark: typeof light = {
  ground: '#0d1014',
  panel: '#161a20',
  line: '#2a3039',
  ink: '#e8ebf0',
  soft: '#9ba5b3',
  accent: '#6aa9ff',
  blue: '#0a5fe6',
  'blue-ink': '#ffffff',
  'blue-soft': '#d3e3ff',
  grey: '#272d36',
  desk: '#12403a',
}

/** The colours for light and dark, the fonts, and how the steps appear, unless less motion is wanted. */
export const style = `
svg { ${variables(light)} font: 15px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink) }
@media (prefers-color-scheme: dark) { svg { ${variables(dark)} } }
.ground { fill: var(--ground) }
.panel { fill: var(--panel); stroke: var(--line) }
.rule { stroke: var(--line) }
.name { font-weight: 600 }
.soft { fill: var(--soft); font-size: 13px }
.code { font: 12.5px ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; fill: var(--accent) }
.code.soft { fill: var(--soft); font-size: 11.5px }
.arrow { fill: none; stroke: var(--accent); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
.blue { fill: var(--blue) } .grey { fill: var(--grey) } .desk { fill: var(--desk) }
.white { fill: var(--panel); stroke: var(--line) }
.tap { fill: var(--panel); stroke: var(--accent) } .tapped { fill: var(--accent); font-weight: 500 }
.on-blue { fill: var(--blue-ink) } .soft.on-blue { fill: var(--blue-soft) }
.bar { fill: none; stroke: var(--soft); stroke-width: 2; stroke-linecap: round } .bar.on-blue { stroke: var(--blue-soft) }
.line { fill: none; stroke: #fff; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round }
.thumb { fill: #e8973f }
@media (prefers-reduced-motion: no-preference) {
  .step > g { animation: appear .45s ease-out both; animation-delay: calc(var(--at) * .15s) }
  @keyframes appear { from { opacity: 0 } }
}
`

function variables(colours: typeof light): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')
}
