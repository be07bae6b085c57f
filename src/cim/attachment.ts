import * as z from 'zod/mini'

/** `body.attachment` of IMAGE, AUDIO, VIDEO and FILE, as read. `size` is in bytes; 0 means unknown. */
export const attachmentSchema = z.looseObject({
  mediaUrl: z.string().check(z.minLength(1)),
  mimeType: z.nullish(z.string()),
  size: z.nullish(z.union([z.number(), z.pipe(z.string(), z.transform(Number))])),
  thumbnail: z.nullish(z.string()),
  mediaName: z.nullish(z.string()),
  mediaLabel: z.nullish(z.string()),
})

/** As {@link attachmentSchema} reads it. */
export type CimAttachment = z.infer<typeof attachmentSchema>
