/**
 * JSON Schemas of what the package writes, made from its zod schemas when it is built: for hosts and tools in other
 * languages. A rule of zod that JSON Schema has no word for is written here beside it; one without a counterpart
 * stops the build.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { emittedCimMessageShape } from '../src/cim/emitted.ts'
import { outgoingContents, outgoingMessageShape } from '../src/messenger/outgoing-message.ts'
import { messageRequestSchema, senderActionSchema } from '../src/messenger/send-request.ts'
import { genericElementSchema, mediaElementSchema } from '../src/messenger/template.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** What the schemas are called in the package. */
export const jsonSchemaNames = ['emitted-cim-message', 'send-request'] as const

/** Every schema by its name. */
export function jsonSchemas(): { [Name in (typeof jsonSchemaNames)[number]]: JsonSchema } {
  return {
    'emitted-cim-message': described(
      emittedCimMessageShape,
      'A CIM message as messenger-cim posts it to CCM',
    ),
    'send-request': described(
      z.union([messageRequestSchema(), senderActionSchema()]),
      'The body of one call of the Send API, with every published limit',
    ),
  }
}

/** Writes each schema into a folder. */
export function writeJsonSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`)
  }
}

function described(schema: z.core.$ZodType, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { override: addRules })
  const description =
    'maxLength counts code points, but the limits are in UTF-16 units, of which an emoji has two or more.'
  return { ...($schema !== undefined && { $schema }), title, description, ...rest }
}

function needsOneOf(keys: readonly string[]): JsonSchema[] {
  return keys.map((key) => ({ required: [key] }))
}

/** The rule holds where the property has the value, and nowhere else. */
function exactlyWhere(property: string, value: string, rule: JsonSchema): JsonSchema {
  const hasValue = { properties: { [property]: { const: value } } }
  return { oneOf: [{ allOf: [hasValue, rule] }, { not: { anyOf: [hasValue, rule] } }] }
}

/** Rules that zod checks with code. */
const rules = new Map<z.core.$ZodType, JsonSchema>([
  [outgoingMessageShape(), { oneOf: needsOneOf(outgoingContents) }],
  [
    genericElementSchema(),
    {
      anyOf: [
        { required: ['subtitle'], properties: { subtitle: { minLength: 1 } } },
        ...needsOneOf(['image_url', 'default_action', 'buttons']),
      ],
    },
  ],
  [mediaElementSchema(), { anyOf: needsOneOf(['attachment_id', 'url']) }],
  [
    messageRequestSchema(),
    {
      allOf: [
        exactlyWhere('messaging_type', 'MESSAGE_TAG', { required: ['tag'] }),
        exactlyWhere('messaging_type', 'UTILITY', {
          properties: { message: { required: ['template'] } },
        }),
        {
          anyOf: [
            { not: { required: ['tag'], properties: { tag: { const: 'CUSTOMER_FEEDBACK' } } } },
            { properties: { message: feedbackMessage() } },
          ],
        },
      ],
    },
  ],
])

function feedbackMessage(): JsonSchema {
  const payload = { properties: { template_type: { const: 'customer_feedback' } } }
  const attachment = { properties: { type: { const: 'template' }, payload } }
  return { required: ['attachment'], properties: { attachment } }
}

function addRules({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType
  jsonSchema: JsonSchema
}): void {
  const rule = rules.get(zodSchema)
  const checks = zodSchema._zod.def.checks ?? []
  if (rule !== undefined) Object.assign(jsonSchema, rule)
  else if (isInteger(zodSchema)) {
    const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number
    Object.assign(jsonSchema, { minimum, maximum, ...jsonSchema, type: 'integer' })
  } else if (checks.some((check) => check._zod.def.check === 'custom')) {
    throw new Error(`A rule of zod has no counterpart: ${JSON.stringify(jsonSchema).slice(0, 200)}`)
  }
}

/** The schema `integer`, and those made from it. */
function isInteger({ _zod: { def } }: z.core.$ZodType): boolean {
  return (def.checks ?? []).some(
    ({ _zod: { def } }) => 'fn' in def && def.fn === Number.isSafeInteger,
  )
}
