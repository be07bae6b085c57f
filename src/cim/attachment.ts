import * as z from 'zod'

/** `body.attachment` of IMAGE, AUDIO, VIDEO and FILE, as read. `size` is in bytes; 0 means unknown. */
export const attachmentSchema = z.looseObject({
  mediaUrl: z.string().min(1),
  mimeType: z.string().nullish(),
  size: z.union([z.number(), z.string().transform(Number)]).nullish(),
  thumbnail: z.string().nullish(),
  mediaName: z.string().nullish(),
  mediaLabel: z.string().nullish(),
})

/** As {@link attachmentSchema} reads it. */
export type CimAttachment = z.infer<typeof attachmentSchema>
