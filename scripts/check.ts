/**
 * `npm run check`: every part of what holds this package to its promises, one line each at the end, and
 * not 0 when one failed. `npm run check -- size pack` runs only those, `npm run check -- --without size pack` all
 * others. Each part is an npm script too.
 */
import { spawnSync } from 'node:child_process'
import { parts } from './parts.ts'

const [option, ...rest] = process.argv.slice(2)
const isWithout = option === '--without'
const named = isWithout || option === undefined ? rest : [option, ...rest]
const unknown = named.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}

/** `CI` keeps snapshots from being written: one that is missing fails. */
const results = Object.entries(parts)
  .filter(([name]) => named.length === 0 || named.includes(name) !== isWithout)
  .map(([name, script]) => {
    console.log(`\n── ${name}: npm run ${script}`)
    const start = performance.now()
    const { status } = spawnSync(`npm run --silent ${script}`, {
      shell: true,
      stdio: 'inherit',
      env: { ...process.env, CI: 'true' },
    })
    return { name, ok: status === 0, seconds: (performance.now() - start) / 1000 }
  })

const failed = results.filter(({ ok }) => !ok)
const total = results.reduce((sum, { seconds }) => sum + seconds, 0)

console.log()
for (const { name, ok, seconds } of results) {
  console.log(
    `${name.padEnd(10)}  ${ok ? 'ok    ' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s`,
  )
}
console.log(`${results.length - failed.length} of ${results.length} ok in ${total.toFixed(0)} s`)
process.exitCode = failed.length === 0 ? 0 : 1
