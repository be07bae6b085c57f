import * as z from 'zod/mini'
import { anything, numberAsText } from '../schema/fields.ts'
import { lenientReader } from '../schema/reader.ts'
import { lenient } from './lenient.ts'
import { lenientTextOrNumber } from './lenient-fields.ts'

/** What a button or an answer posts: a text, although Meta has sent numbers unquoted too. */
export const payload = lenient(() => numberAsText)

const answerSchema = lenient(() =>
  z.looseObject({ payload, follow_up: lenient(() => z.looseObject({ payload })) }),
)
const readAnswer = lenientReader(() => answerSchema)
type Answers = { [id: string]: z.input<typeof answerSchema> }

/** Answers of a feedback form by the question's id. (`z.record` would weigh half a kB in a bundle.) */
export const questionsSchema = z.optional(
  z.transform((answers: Answers | null | undefined) =>
    Object.fromEntries(
      Object.entries(answers ?? {}).map(([id, answer]) => [id, readAnswer(answer)]),
    ),
  ),
)

/** An answer of any form; several choices are a list. */
const leadAnswerSchema = z.looseObject({
  question: lenientTextOrNumber,
  answer: anything,
})

/** What a person filled in for a lead ad. */
export const leadSchema = lenient(() =>
  z.looseObject({
    data: lenient(() =>
      z.union([
        z.array(lenient(() => leadAnswerSchema)),
        z.pipe(
          leadAnswerSchema,
          z.transform((answer) => [answer]),
        ),
      ]),
    ),
  }),
)
