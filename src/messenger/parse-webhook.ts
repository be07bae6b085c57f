import { isMessengerCimError, PayloadError, unreadableOr } from '../errors.ts'
import { read } from '../schema/reader.ts'
import { readEntry } from './read-entry.ts'
import { readChange } from './read-item.ts'
import { isObject, type ParsedWebhook, readEach } from './reading.ts'
import { skipEach } from './skip-each.ts'
import { isUsualWebhook, type Webhook, webhookSchema } from './webhook.ts'

/**
 * Parses a webhook body. Every event ends up in `events` or in `skipped`; a malformed one does not affect the others.
 * It also reads the `{field, value}` of the dashboard's "Test" button. Events share objects with the payload, so copy
 * them before you change either.
 *
 * @param payload the parsed JSON body; any value is allowed
 * @throws {PayloadError} when it is not a webhook body at all
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks
 */
export function parseWebhook(payload: unknown): ParsedWebhook {
  try {
    return readWebhook(payload)
  } catch (error) {
    if (isMessengerCimError(error)) throw error
    throw new PayloadError('webhook', [unreadableOr(error, payload)])
  }
}

function readWebhook(payload: unknown): ParsedWebhook {
  const found: ParsedWebhook = { events: [], skipped: [] }
  if (isObject(payload) && 'field' in payload && !('entry' in payload)) {
    const envelope = { pageId: '', standby: false, entryTime: undefined }
    readChange(payload, { envelope, path: [], found })
    return found
  }
  const { object, entry } = envelopeOf(payload)
  if (object === 'page') readEach(entry, 'entry', { path: ['entry'], found }, readEntry)
  else if (object === 'instagram') skipEach(entry, 'instagram', 'an Instagram webhook', found)
  else skipEach(entry, 'unknown-event', 'a webhook of another product', found)
  return found
}

/** Nearly every body passes the quick check. The schema reads any other, and reports what is wrong with it. */
function envelopeOf(payload: unknown): Webhook {
  if (isUsualWebhook(payload)) return payload
  const { data, issues } = read(webhookSchema, payload)
  if (issues === undefined) return data
  throw new PayloadError('webhook', issues)
}
