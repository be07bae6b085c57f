import { execFileSync } from 'node:child_process'
import { root } from '../project.ts'

/**
 * What importing the root entry point costs, as a multiple of importing zod/mini: CPU time, each in a fresh
 * process, in turns. Of each the least of all tries: at a start there is nothing but noise above it.
 */
export function measureStart(tries: number): { own: number; floor: number; ratio: number } {
  const found = Array.from({ length: tries }, () => ({
    floor: importMs('zod/mini'),
    own: importMs('messenger-cim'),
  }))
  const own = Math.min(...found.map((one) => one.own))
  const floor = Math.min(...found.map((one) => one.floor))
  return { own, floor, ratio: own / floor }
}

/** CPU time of importing `specifier` in a process that has imported nothing before, in ms. */
function importMs(specifier: string): number {
  const program = `
    const before = process.cpuUsage()
    await import('${specifier}')
    const { user, system } = process.cpuUsage(before)
    console.log((user + system) / 1000)`
  const args = ['--input-type=module', '--eval', program]
  return Number(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }))
}
