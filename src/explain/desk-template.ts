import type { BodyOf } from '../cim/body.ts'
import { textAt } from '../outbound/open.ts'
import type { BubbleContent } from './bubble.ts'

/** A template of CIM, with the values that are put into it. */
export function templateOf({
  name,
  language,
  components,
  component,
}: BodyOf<'TEMPLATE'>): BubbleContent {
  return {
    kind: 'template',
    name,
    language: typeof language === 'string' ? language : (language?.code ?? ''),
    values: [...(components ?? component ?? [])].flatMap(({ parameters }) =>
      (parameters ?? []).map(
        ({ additionalParameterDetails: details, parameterType }) =>
          textAt(details, parameterType ?? '') ||
          textAt(details, 'text') ||
          textAt({ details }, 'details'),
      ),
    ),
  }
}
