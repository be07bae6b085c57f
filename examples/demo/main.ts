import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { conversation } from './conversation.ts'
import { startHost } from './host-process.ts'
import { keepServing } from './keep-serving.ts'
import { type Played, play } from './play.ts'
import { pageId } from './recorded.ts'
import { showPlaces, showStep, showSummary } from './show.ts'
import { startStandIns } from './stand-ins.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, serve: { type: 'boolean' } },
})

// Of real shape, and good for this run only.
const appSecret = randomBytes(16).toString('hex')
const pageAccessToken = `EAA${randomBytes(60).toString('hex')}`

const start = performance.now()
const folder = await mkdtemp(join(tmpdir(), 'messenger-cim-demo-'))
const standIns = await startStandIns({ pageAccessToken, appSecret })
try {
  process.exitCode = await demo()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  standIns.close()
  await rm(folder, { recursive: true })
}

/** Gives the exit code. */
async function demo(): Promise<number> {
  const { graph, ccm, files, cdn } = standIns
  const host = await startHost('express', {
    PAGE_ID: pageId,
    PAGE_ACCESS_TOKEN: pageAccessToken,
    APP_SECRET: appSecret,
    VERIFY_TOKEN: randomBytes(8).toString('hex'),
    GRAPH_URL: graph.url,
    CCM_URL: `${ccm.url}/ccm`,
    FILE_ENGINE_URL: `${files.url}/file-engine/api`,
    MEDIA_ALLOW_HOSTS: new URL(cdn.url).host,
    MEDIA_ALLOW_INSECURE: 'true',
    DATABASE_PATH: join(folder, 'host.sqlite'),
  })
  try {
    const places = {
      host: host.url,
      graph: graph.url,
      ccm: ccm.url,
      fileEngine: files.url,
      cdn: cdn.url,
    }
    print({ places }, () => showPlaces(places))
    const played: Played[] = []
    for await (const step of play(conversation, host, standIns, appSecret)) {
      played.push(step)
      print(step, () => showStep(step))
    }
    if (options.serve) await keepServing(host, standIns, appSecret)
    const exitCode = await host.stop()
    const failed = played.filter(({ differences }) => differences.length > 0).length
    const summary = {
      ok: failed === 0 && exitCode === 0,
      steps: played.length,
      failed,
      hostExitCode: exitCode,
      messages: ccm.messages.length,
      requests: graph.sent.length,
      stored: files.uploads.length,
      uploaded: graph.uploads.length,
      ms: Math.round(performance.now() - start),
    }
    print(summary, () => showSummary(summary))
    if (!summary.ok) console.error(host.lines.slice(-20).join('\n'))
    return summary.ok ? 0 : 1
  } finally {
    await host.stop()
  }
}

function print(data: object, text: () => string): void {
  console.log(options.json ? JSON.stringify(data) : text())
}
