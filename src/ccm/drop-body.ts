/**
 * Ends an answer that nobody reads. Not waited for: of a body that is read twice a branch ends only with the
 * other; and a connection that breaks meanwhile changes nothing.
 */
export function dropBody({ body }: Response): void {
  void body?.cancel().catch(ignore)
}

function ignore(): void {}
