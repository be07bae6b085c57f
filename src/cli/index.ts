#!/usr/bin/env node
/**
 * The command `messenger-cim`.
 * @module
 */
import { main } from './main.ts'

// A reader that needs no more, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})
process.exitCode = await main(process.argv.slice(2), process)
