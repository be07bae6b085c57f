import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  type CcmStandIn,
  type ChannelSettings,
  createCcmStandIn,
  createFileEngineStandIn,
  createGraphStandIn,
  type FileEngineStandIn,
  type GraphStandIn,
} from 'messenger-cim/testing'
import { getResponse, type RequestHandler } from 'msw'
import { type Served, serve } from './serve.ts'

/** Everything that the host talks to, on loopback. */
export type StandIns = {
  graph: GraphStandIn & Served
  ccm: CcmStandIn & Served
  files: FileEngineStandIn & Served
  /** Meta's CDN, with the files of `media`. */
  cdn: Served
  /** The files of `media` by their names. */
  media: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
  close(): void
}

/** Starts the stand-ins of `messenger-cim/testing`, each a server of its own. */
export async function startStandIns({
  pageAccessToken,
  appSecret,
  channels = {},
}: {
  pageAccessToken: string
  appSecret: string
  /** What CX has of channels, by Page; none unless given. */
  channels?: Readonly<Record<string, ChannelSettings>>
}): Promise<StandIns> {
  const media = await readMedia(join(import.meta.dirname, 'media'))
  const graph = await serveStandIn((baseUrl) =>
    createGraphStandIn({ baseUrl, pageAccessToken, appSecret }),
  )
  const ccm = await serveStandIn((url) => createCcmStandIn({ baseUrl: `${url}/ccm`, channels }))
  const files = await serveStandIn((url) =>
    createFileEngineStandIn({ baseUrl: `${url}/file-engine/api`, refuse: refusalOf }),
  )
  const cdn = await serve(async ({ url }) => {
    const bytes = media.get(basename(new URL(url).pathname))
    // Meta's CDN sends no reliable type either.
    return new Response(bytes ?? null, { status: bytes ? 200 : 404 })
  })
  return {
    graph,
    ccm,
    files,
    cdn,
    media,
    close() {
      for (const { close } of [graph, ccm, files, cdn]) close()
    },
  }
}

/** What File Engine takes, in bytes: its `MAXFILESIZE`, small for a demo of small files. */
const mostStored = 8 * 1024

function refusalOf({ size }: File): string | undefined {
  return size > mostStored ? `File size exceeds ${mostStored} bytes` : undefined
}

async function readMedia(folder: string): Promise<StandIns['media']> {
  const names = await readdir(folder)
  const read = async (name: string) =>
    [name, new Uint8Array(await readFile(join(folder, name)))] as const
  return new Map(await Promise.all(names.map(read)))
}

/** The address has to be known before the stand-in is made, which answers only calls below it. */
async function serveStandIn<T extends { handlers: readonly RequestHandler[] }>(
  create: (url: string) => T,
): Promise<T & Served> {
  let handlers: RequestHandler[] = []
  const served = await serve(async (request) => {
    const response = await getResponse(handlers, request)
    return response ?? new Response(null, { status: 404 })
  })
  const standIn = create(served.url)
  handlers = [...standIn.handlers]
  return { ...standIn, ...served }
}
