import * as z from 'zod'
import { idSchema } from '../../messenger/id.ts'
import { type Finding, findingsOf, type Patient } from './finding.ts'
import { askGraph, wordsFor } from './graph-answer.ts'

/** Checks whether the token works, and belongs to the served Page. */
export async function pageToken(patient: Patient): Promise<readonly Finding[]> {
  const { ok, problem } = findingsOf('page token')
  const { pageAccessToken, pageId } = patient
  if (pageAccessToken === undefined) {
    return [
      problem('There is no Page access token.', 'Set PAGE_ACCESS_TOKEN, or the channel in CX.'),
    ]
  }
  try {
    const { id } = await askGraph(patient, {
      name: 'Page of the token',
      method: 'GET',
      path: ['me'],
      query: { fields: 'id' },
      schema: z.object({ id: idSchema }),
    })
    if (pageId === undefined || id === pageId) return [ok(`The token is of Page ${id}.`)]
    return [
      problem(
        `The token is of ${id}, and the Page that is served is ${pageId}.`,
        'Make a token of that Page, or set PAGE_ID. The token of a person is not that of a Page.',
      ),
    ]
  } catch (error) {
    const { says, todo } = wordsFor(error)
    return [problem(says, todo)]
  }
}
