import type { CimMessage } from '../cim/message.ts'
import { type ChannelConfiguration, configurationSchema, toConfiguration } from './configuration.ts'
import { createHttp } from './http.ts'
import type { CallOptions, HttpOptions } from './options.ts'
import { assertReceivable } from './receivable.ts'

/** What {@link createCcmClient} makes. */
export type CcmClient = {
  /**
   * Gives CX a message: `POST {baseUrl}/message/receive`. Any 2xx is success, whatever the answer's body.
   * Giving the same message again is safe, its id being stable; so this retries on anything temporary.
   *
   * @param message as the translations emit it, or any other that CX's model accepts
   * @throws {PayloadError} before anything is sent, when CX's model would refuse the message
   * @throws {CcmError} when CCM refuses it or cannot be reached
   */
  receive(message: CimMessage, options?: CallOptions): Promise<void>
  /**
   * Reads the settings of a channel: `GET {baseUrl}/channel-connectors/configurations/{id}`.
   *
   * @param serviceIdentifier the channel's; for Facebook the Page id
   * @throws {CcmError}
   */
  configuration(serviceIdentifier: string, options?: CallOptions): Promise<ChannelConfiguration>
}

/**
 * A client for CCM (Customer Channel Manager), the part of Expertflow CX that connectors talk to.
 *
 * @param options.baseUrl with CCM's path, such as `https://cx.example.com/ccm`
 * @param options.timeoutMs default 10 000
 * @param options.retries default 4
 * @throws {PayloadError} when an option is wrong
 */
export function createCcmClient(options: HttpOptions): CcmClient {
  const http = createHttp('CCM', options, { timeoutMs: 10_000, retries: 4 })
  return {
    async receive(message, { signal } = {}) {
      assertReceivable(message)
      const response = await http.call('message/receive', { method: 'post', json: message, signal })
      // Not waited for: the branch of a body that is read twice ends only with the other.
      void response.body?.cancel().catch(ignoreAnswer)
    },
    async configuration(serviceIdentifier, { signal } = {}) {
      const path = `channel-connectors/configurations/${encodeURIComponent(serviceIdentifier)}`
      return toConfiguration(await http.read(path, { method: 'get', signal }, configurationSchema))
    },
  }
}

/** The message is accepted by then; a connection that breaks while its answer is dropped takes nothing back. */
function ignoreAnswer(): void {}
