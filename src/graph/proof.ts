/**
 * Returns a function that computes `appsecret_proof` on the first call and keeps it; undefined without an app secret.
 * Uses WebCrypto, which Node, Bun, Deno, workers and browsers have.
 * @see https://developers.facebook.com/docs/graph-api/guides/secure-requests
 */
export function createProof(
  pageAccessToken: string,
  appSecret: string | undefined,
): () => Promise<string | undefined> {
  let proof: Promise<string> | undefined
  return async () => {
    if (appSecret === undefined) return undefined
    proof ??= hmac(appSecret, pageAccessToken)
    return await proof
  }
}

/** Hex HMAC-SHA256. */
async function hmac(secret: string, message: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ])
  const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(message))
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
}
