import type { CimMessage } from '../../src/cim/message.ts'
import { CcmError } from '../../src/errors.ts'
import { createHost, type HostEvent, type HostOptions, staticPages } from '../../src/host/index.ts'
import type { SendRequest } from '../../src/messenger/send-request.ts'
import { openSqlite } from '../../src/sqlite/index.ts'
import { signWebhook } from '../../src/webhook/index.ts'
import { mid, pageId } from '../connector/world.ts'

export const appSecret = '0123456789abcdef0123456789abcdef'
export const verifyToken = 'a token that somebody made up'

/** A host on a store in memory, with a Graph and a CCM that the test controls. */
export function createWorld(options: Partial<HostOptions> = {}) {
  const store = openSqlite(':memory:')
  const events: HostEvent[] = []
  const sent: SendRequest[] = []
  const received: CimMessage[] = []
  const failures: Error[] = []
  const host = createHost({
    queue: store.queue,
    log: store.log,
    pages: staticPages([{ pageId, pageAccessToken: 'EAAtoken', verifyToken }]),
    appSecret,
    graph: {
      async send(request) {
        sent.push(request)
        return { messageId: mid(`sent-${sent.length}`) }
      },
    },
    ccm: {
      async receive(message) {
        const failure = failures.shift()
        if (failure) throw failure
        received.push(message)
      },
    },
    onEvent: (event) => void events.push(event),
    ...options,
  })

  function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return host.fetch(new Request(`http://host${path}`, { headers }))
  }

  function post(
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return host.fetch(new Request(`http://host${path}`, { method: 'POST', body, headers }))
  }

  return {
    ...{ host, store, events, sent, received, failures, get, post },
    postWebhook(payload: unknown, path = `/webhook/${pageId}`) {
      const body = JSON.stringify(payload)
      return post(path, body, { 'x-hub-signature-256': signWebhook(body, appSecret) })
    },
    postCim: (message: unknown, headers: Record<string, string> = {}) =>
      post('/message/receive', JSON.stringify(message), headers),
  }
}

/** CCM as it is when it is away. */
export function away(status = 503): CcmError {
  return new CcmError('CCM is away', { status, retryable: true })
}

/** CCM as it looks at a message and refuses it. */
export function refusal(): CcmError {
  return new CcmError('CCM refused it', { status: 400, retryable: false, refused: true })
}

/** An ingress that does not know CCM, or CCM that does not know what is asked for. */
export function ingress404(): CcmError {
  return new CcmError('CCM answered 404', { status: 404, retryable: true })
}
