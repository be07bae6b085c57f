import { SignatureError } from '../errors.ts'

/** What to say where only a parsed body is left, whose bytes nobody can verify any more. */
export function parsedBefore(): SignatureError {
  return new SignatureError(
    'mismatch',
    'the body is parsed already, and only its bytes as they came can be verified; take it before any body parser, in Express with express.raw({ type: "*/*" }) in place of express.json()',
  )
}
