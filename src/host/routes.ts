import { readConfiguration } from '../ccm/index.ts'
import { parseCimMessage } from '../cim/message.ts'
import { PayloadError, type PayloadSubject } from '../errors.ts'
import { limits } from '../messenger/limits.ts'
import { answerChallenge, parseJson, receiveWebhook } from '../webhook/index.ts'
import { answer } from './answer.ts'
import { createCxGuard } from './cx-guard.ts'
import type { Route } from './find-route.ts'
import type { HostEvent } from './host-event.ts'
import type { HostOptions } from './options.ts'
import { readPost, type UnreadBody } from './read-post.ts'
import type { NewTask } from './task-queue.ts'
import { cimTask, webhookTasks } from './webhook-tasks.ts'

/** What the routes need. */
export type RouteParts = Pick<HostOptions, 'appSecret' | 'cx' | 'forwardChanges' | 'pages'> & {
  /** Stores tasks; rejects when it cannot. */
  add(tasks: readonly NewTask[]): Promise<void>
  report: (event: HostEvent) => void
}

/** The handlers for what Meta and CX send. */
export type Routes = Record<
  'challenge' | 'webhook' | 'receive' | 'configurations',
  (request: Request, route: Route & { pageId?: string | undefined }) => Promise<Response>
>

/**
 * Creates the handlers for what Meta and CX send.
 *
 * The host answers both once it has stored what they sent, before it delivers any of it. Meta wants its answer within
 * seconds and unsubscribes a host that fails. CX need not wait either: a DELIVERYNOTIFICATION reports what could not be
 * sent.
 */
export function createRoutes({
  appSecret,
  cx = {},
  forwardChanges,
  pages,
  add,
  report,
}: RouteParts): Routes {
  const refusalOf = createCxGuard(cx)

  /** Reads a post of CX and passes it to `take`, or refuses it. */
  async function fromCx(
    request: Request,
    subject: PayloadSubject,
    take: (value: unknown) => Promise<Response>,
  ): Promise<Response> {
    const refusal = refusalOf(request.headers)
    if (refusal) return answer(refusal.status, refusal.words, refusal.headers)
    const body = await readPost(request, limits.webhookBytes.max)
    return body instanceof Uint8Array ? take(parse(body, subject)) : unread(body)
  }

  return {
    async challenge(request, { pageId }) {
      const page = pageId === undefined ? undefined : await pages.of(pageId)
      const candidates = pageId === undefined ? pages.known() : page ? [page] : []
      const tokens = candidates.flatMap(({ verifyToken }) => verifyToken ?? [])
      if (tokens.length === 0) return answer(404, 'unknown Page')
      const { searchParams } = new URL(request.url)
      const responses = tokens.map((token) => answerChallenge(searchParams, token))
      const response = responses.find(({ ok }) => ok) ?? answer(403, 'wrong token')
      return answer(response.status, await response.text())
    },

    async webhook(request, { pageId }) {
      const body = await readPost(request, limits.webhookBytes.max)
      if (!(body instanceof Uint8Array)) return unread(body)
      const signature = request.headers.get('x-hub-signature-256')
      const payload = receiveWebhook(body, signature, { appSecret })
      const { tasks, pageIds } = webhookTasks(payload, forwardChanges !== undefined)
      await add(tasks)
      const misaddressed = pageId !== undefined && pageIds.some((named) => named !== pageId)
      report({ type: 'accepted', kind: 'webhook', tasks: tasks.length, misaddressed })
      return answer(200, 'EVENT_RECEIVED')
    },

    receive: (request) =>
      fromCx(request, 'cim_message', async (value) => {
        await add([cimTask(parseCimMessage(value))])
        report({ type: 'accepted', kind: 'cim', tasks: 1, misaddressed: false })
        return answer(202, 'accepted')
      }),

    configurations: (request) =>
      fromCx(request, 'configuration', async (value) => {
        const keys = pages.changed(readConfiguration(value))
        if (keys.length > 0) report({ type: 'settings_masked', keys })
        const kept = keys.length > 0 ? `; masked, so the old value stays: ${keys.join(', ')}` : ''
        return answer(200, `settings taken${kept}`)
      }),
  }
}

/** Refuses a body that was not read to its end, and closes the connection. */
function unread(why: UnreadBody): Response {
  const close = { connection: 'close' }
  switch (why) {
    case 'encoded':
      return answer(415, 'the body is compressed', { ...close, 'accept-encoding': 'identity' })
    case 'too_long':
      return answer(413, 'the body is too long', close)
    case 'broken_off':
      return answer(400, 'the body broke off', close)
    case 'too_slow':
      return answer(408, 'the body did not end in time', close)
  }
}

function parse(body: Uint8Array, subject: PayloadSubject): unknown {
  try {
    // Of other encodings the customer would get replacement characters.
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new PayloadError(subject, [{ path: [], message: 'expected JSON in UTF-8' }])
  }
}
