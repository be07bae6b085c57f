/**
 * OpenSSL's codes for a certificate that could not be verified, which Node, Bun and undici pass on.
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const certificateCodes: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_CRL_ISSUER',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'CRL_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_HAS_EXPIRED',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CRL_LAST_UPDATE_FIELD',
  'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
  'OUT_OF_MEM',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'INVALID_CA',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_PURPOSE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'HOSTNAME_MISMATCH',
])

/** Codes of a connection that broke in use: the server may have read the request. */
const afterHandshake =
  /UNEXPECTED_EOF|BAD_RECORD|BAD_DECRYPT|DECRYPTION_FAILED|RENEGOTIATION|SESSION_ATTACK|AFTER_CLOSE|SHUTDOWN/

/**
 * Whether a code means that the TLS handshake failed, so no part of a request can have been read. These are the codes
 * of certificates, Node's `ERR_TLS_…`, OpenSSL's `ERR_SSL_…` and the system's `EPROTO`.
 * https://nodejs.org/api/errors.html
 */
export function isHandshakeFailure(code: string): boolean {
  if (certificateCodes.has(code) || code === 'EPROTO') return true
  return /^ERR_(?:TLS|SSL)_/.test(code) && !afterHandshake.test(code)
}
