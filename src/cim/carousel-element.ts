import * as z from 'zod/mini'
import { anything, nullishText } from '../schema/fields.ts'
import { later } from '../schema/later.ts'
import { buttonSchema } from './button.ts'
import { listOf } from './list.ts'
import { orAbsent } from './or-absent.ts'

/** One card of CAROUSEL, as read. */
export const carouselElementSchema = later(() =>
  z.looseObject({
    text: nullishText,
    url: nullishText,
    buttons: z.nullish(listOf(buttonSchema)),
    defaultAction: z.nullish(z.looseObject({ type: orAbsent(nullishText), url: nullishText })),
    additionalCarouselElementDetails: anything,
  }),
)
