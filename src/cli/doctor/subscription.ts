import { type Finding, findingsOf, type Patient } from './finding.ts'
import { clientOf, wordsFor } from './graph-answer.ts'

/** The fields that the connector uses, and what is lost without each. */
const fields = [
  { field: 'messages', loss: 'no message of a customer arrives' },
  { field: 'messaging_postbacks', loss: 'taps on buttons do not arrive' },
  { field: 'message_deliveries', loss: 'agents do not see that a message arrived' },
  { field: 'message_reads', loss: 'agents do not see that a message was read' },
  { field: 'message_echoes', loss: 'a send whose answer was lost is never confirmed' },
  { field: 'message_reactions', loss: 'agents do not see reactions' },
  { field: 'message_edits', loss: 'agents do not see what a customer changed' },
] as const

/** Checks whether the app is subscribed to the Page, and to which fields. */
export async function subscription(patient: Patient): Promise<readonly Finding[]> {
  const { ok, warning, problem } = findingsOf('subscription')
  try {
    const client = clientOf(patient)
    if (client === undefined) return []
    const apps = await client.subscriptions()
    if (apps.length === 0) {
      return [
        problem(
          'No app is subscribed to the Page, so Meta posts nothing.',
          'Subscribe the app to the Page in its dashboard. Meta ends a subscription after an hour of failed webhooks.',
        ),
      ]
    }
    const subscribed = new Set(apps.flatMap((app) => app.fields))
    const missing = fields.filter(({ field }) => !subscribed.has(field))
    if (missing.length === 0) return [ok('The app gets all fields that are needed.')]
    return missing.map(({ field, loss }) => {
      const says = `The field ${field} is missing: ${loss}.`
      const todo = 'Add it to the subscription of the Page in the dashboard of the app.'
      return field === 'messages' ? problem(says, todo) : warning(says, todo)
    })
  } catch (error) {
    const { says, todo } = wordsFor(error)
    return [warning(`The subscription cannot be read. ${says}`, todo)]
  }
}
