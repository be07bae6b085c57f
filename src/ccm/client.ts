import * as z from 'zod'
import type { CimMessage } from '../cim/message.ts'
import { assertReceivable } from '../cim/receivable.ts'
import { readPayload } from '../errors.ts'
import { type ChannelConfiguration, configurationSchema } from './configuration.ts'
import { createHttp } from './http.ts'
import type { CallOptions, HttpOptions } from './options.ts'
import { ccmService } from './service.ts'

/** What {@link createCcmClient} makes. */
export type CcmClient = {
  /**
   * Gives CX a message: `POST {baseUrl}/message/receive`. Any 2xx is success, whatever the answer's body, unless
   * it is a whole page of HTML: that is a gateway's login, and CX has nothing. Giving the same message again is
   * safe, its id being stable; so this retries on anything that passes within seconds.
   *
   * @param message as the translations emit it, or any other that CX's model accepts
   * @throws {PayloadError} before anything is sent, when CX's model would refuse the message
   * @throws {CcmError} `refused` when CCM will never take it; else CX does not have it yet: give it again later
   */
  receive(message: CimMessage, options?: CallOptions): Promise<void>
  /**
   * Reads the settings of a channel: `GET {baseUrl}/channel-connectors/configurations/{id}`.
   *
   * @param serviceIdentifier the channel's; for Facebook the Page id
   * @throws {PayloadError} when the id is empty
   * @throws {CcmError} status 404 when CCM does not know the channel, or an ingress does not know CCM
   */
  configuration(serviceIdentifier: string, options?: CallOptions): Promise<ChannelConfiguration>
}

/** Of none, CCM would tell all channels. */
const idSchema = z.string().min(1)

/**
 * A client for CCM (Customer Channel Manager), the part of Expertflow CX that connectors talk to.
 *
 * @param options.baseUrl within the cluster, such as `http://cx-ccm-svc:8081`, or the public one, such as
 *   `https://cx.example.com/ccm`
 * @param options.timeoutMs default 10 000
 * @param options.retries default 4
 * @throws {PayloadError} when an option is wrong
 */
export function createCcmClient(options: HttpOptions): CcmClient {
  const http = createHttp(ccmService, options, { timeoutMs: 10_000, retries: 4 })
  return {
    async receive(message, { signal } = {}) {
      assertReceivable(message)
      await http.post('message/receive', { method: 'post', json: message, signal })
    },
    async configuration(serviceIdentifier, { signal } = {}) {
      const id = readPayload('options', idSchema, serviceIdentifier, ['serviceIdentifier'])
      const path = `channel-connectors/configurations/${encodeURIComponent(id)}`
      return http.read(path, { method: 'get', signal }, configurationSchema)
    },
  }
}
