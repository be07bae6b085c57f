import { SignatureError } from '../errors.ts'

/** The error for a body that is parsed already: its bytes are gone, so its signature cannot be verified. */
export function parsedBefore(): SignatureError {
  return new SignatureError(
    'mismatch',
    'the body is parsed already, and only the raw bytes can be verified; read it before any body parser, in Express with express.raw({ type: "*/*" }) instead of express.json()',
  )
}
