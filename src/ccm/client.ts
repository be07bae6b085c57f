import * as z from 'zod'
import type { CimMessage } from '../cim/message.ts'
import { assertReceivable } from '../cim/receivable.ts'
import { readPayload } from '../errors.ts'
import { signalOf } from '../http/call-options.ts'
import { type ChannelConfiguration, configurationSchema } from './configuration.ts'
import { createHttp } from './http.ts'
import type { CallOptions, HttpOptions } from './options.ts'
import { ccmService } from './service.ts'
import { isTranslated } from './translated.ts'

/** The result of {@link createCcmClient}. */
export type CcmClient = {
  /**
   * Posts a message to CX: `POST {baseUrl}/message/receive`. Any 2xx with any body is success, except a whole HTML
   * page: that is a gateway's login, and CX got nothing. Posting the same message again is safe, because its id is
   * stable. So this retries every failure that can pass within seconds.
   *
   * @param message a message of the translations, or any other that CX's model accepts
   * @throws {PayloadError} when CX's model would refuse the message; nothing was sent then
   * @throws {CcmError} `refused` when CCM will never accept it; otherwise CX does not have it yet, so post it again
   * later
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

/** Without an id, CCM would return all channels. */
const idSchema = z.string().min(1)

/**
 * A client for CCM (Customer Channel Manager), the part of Expertflow CX that connectors talk to.
 *
 * @param options.baseUrl within the cluster, such as `http://cx-ccm-svc:8081`, or the public one, such as
 *   `https://cx.example.com/ccm`
 * @param options.timeoutMs default 10 000 ms
 * @param options.retries default 4
 * @throws {PayloadError} when an option is wrong
 */
export function createCcmClient(options: HttpOptions): CcmClient {
  const http = createHttp(ccmService, options, { timeoutMs: 10_000, retries: 4 })
  return {
    async receive(message, options) {
      const signal = signalOf(options)
      if (!isTranslated(message)) assertReceivable(message)
      await http.post('message/receive', { method: 'POST', json: message, signal })
    },
    async configuration(serviceIdentifier, options) {
      const signal = signalOf(options)
      const id = readPayload('options', idSchema, serviceIdentifier, ['serviceIdentifier'])
      const path = `channel-connectors/configurations/${encodeURIComponent(id)}`
      return http.read(path, { method: 'GET', signal }, configurationSchema)
    },
  }
}
